import AuditLog
import Casework
import Keyring
import Sodium
import Synchronization
import Testing

@testable import CaseVault

/// What members can do with the keys that they rightly hold, and SECURITY.md says that nothing prevents.
@Suite struct HolderLimitTests {
  @Test func `any member can shut the others out of the log, and the entry says who did`() throws {
    let practice = try Practice()
    let (ana, ben) = (Person("Ana Ruiz"), Person("Ben Bauer"))
    let (hers, his) = try practice.agency(ana, ben)
    let whole = try practice.copyOfDatabase()
    let memory = ana.memory.copy()
    try his.rotateLog(withGarbageFor: hers.member)
    hers.close()
    // Nobody but Ana can tell that the wrap which the entry names for her opens to nothing.
    #expect(try his.verify().firstFault == nil)
    let last = try #require(try his.entries().last)
    #expect(last.event.content is CompartmentRotated)
    #expect(last.member == his.member)
    let fault = try #require(throws: IntegrityFault.self) { _ = try practice.open(ana) }
    #expect(fault.kind == .wrapChanged)
    // A backup from before opens for her.
    his.close()
    try practice.putBack(whole)
    ana.memory.replace(with: memory)
    try practice.with(practice.open(ana)) { vault in
      let members = try vault.members()
      #expect(members.count == 2)
    }
  }

  @Test func `a holder with a changed program can rotate a file into noise`() throws {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    let vault = try practice.soloVault(ana)
    let file = try vault.addClient(named: try ClientName("Maria Lopez"))
    let note = try vault.write(try .free("She slept.", on: practice), in: file)
    let (whole, memory) = (try practice.copyOfDatabase(), ana.memory.copy())
    try vault.rotate(file, intoNoise: note)
    // The slots have the digest that the entry gives, no verification opens what others hold, and in a practice
    // of one nobody else's program tries what was renewed.
    #expect(try vault.verify().firstFault == nil)
    let fault = try #require(throws: IntegrityFault.self) {
      _ = try vault.read(note, to: .terminal)
    }
    #expect(fault == IntegrityFault(.textDamaged, at: .envelope(note, version: 1)))
    vault.close()
    try practice.putBack(whole)
    ana.memory.replace(with: memory)
    let again = try practice.open(ana)
    #expect(try again.read(note, to: .terminal).note.text == "She slept.")
  }

  @Test func `who holds the registry can confirm a guess of an imported note, who does not cannot`()
    throws
  {
    let practice = try Practice()
    let (officer, administrator) = try practice.agency(Person("Olga Ott"), Person("Adam Adler"))
    let clinician = try practice.enrol(
      Person("Clara Klein"), as: [.clinician], by: officer, and: administrator)
    _ = try clinician.importLines(#"{"id":"7","client":"Maria Lopez","text":"She left him."}"#)
    try officer.journal.catchUp()
    let key = try officer.fingerprintKey(ofClient: 1)
    let text = "She left him."
    #expect(try officer.holdsEnvelope(Self.noteID("7", nil, text, key: key)))
    #expect(
      try !officer.holdsEnvelope(Self.noteID("7", nil, "She stayed.", key: key)))
    try administrator.journal.catchUp()
    #expect(throws: NotAHolder.self) { _ = try administrator.fingerprintKey(ofClient: 1) }
  }

  /// docs/format.md §5: each part a byte 1, its length and its bytes, or nine zeros.
  private static func noteID(_ parts: String?..., key: [UInt8]) throws -> NoteID {
    let label = "casevault/1 imported note"
    var message = [UInt8(label.utf8.count)] + Array(label.utf8)
    for part in parts {
      let bytes = Array((part ?? "").utf8)
      message += [part == nil ? 0 : 1] + UInt64(bytes.count).bigEndianBytes + bytes
    }
    let digest: Digest16 = try BLAKE2b128.digest(of: message.span, key: key.span)
    return try NoteID(bytes: digest.bytes)
  }

  @Test func `two who enrol together can hold what a newcomer will hold`() throws {
    let practice = try Practice()
    let (officer, administrator) = try practice.agency(Person("Olga Ott"), Person("Adam Adler"))
    let clara = Person("Clara Klein")
    let asked = try EnrolmentRequest.parse(clara.request(at: practice.clock.now))
    let number = try officer.proposeMember(
      officer.planted(in: asked), named: "Clara Klein", as: [.clinician])
    try administrator.approveUnseen(number)
    // Her device is the one whose fingerprint was compared, and opens the vault as ever.
    let vault = try practice.join(clara, by: try administrator.ticket())
    let file = try vault.addClient(named: try ClientName("Maria Lopez"))
    #expect(try vault.verify().firstFault == nil)
    try officer.journal.catchUp()
    let compartment = try #require(try officer.state.files[file]?.compartment)
    let opened = try officer.opens(compartment, as: vault.member)
    #expect(opened)
    // With a compartment of her own making it does not come to that.
    let other = try practice.enrol(
      Person("Otto Ohm"), as: [.clinician], by: officer, and: administrator)
    let his = try other.addClient(named: try ClientName("Juan Perez"))
    try officer.journal.catchUp()
    let closed = try #require(try officer.state.files[his]?.compartment)
    #expect(throws: (any Error).self) { _ = try officer.opens(closed, as: other.member) }
  }

  @Test func `every member's key opens every entry, and no name`() throws {
    let practice = try Practice()
    let (officer, administrator) = try practice.agency(Person("Olga Ott"), Person("Adam Adler"))
    let clinician = try practice.enrol(
      Person("Clara Klein"), as: [.clinician], by: officer, and: administrator)
    let trainee = try practice.enrol(
      Person("Tim Traut"), as: [.trainee], by: officer, and: administrator)
    let file = try clinician.addClient(named: try ClientName("Maria Lopez"))
    let position = try clinician.state.size - 1
    try trainee.journal.catchUp()
    // The program shows a trainee their own entries; the key does not ask.
    #expect(throws: Refusal.self) { _ = try trainee.entry(at: position) }
    let text = try trainee.storedEntry(at: position).text
    #expect(text.contains(file.hexadecimal))
    #expect(text.contains(clinician.member.hexadecimal))
    #expect(!text.contains("Maria"))
  }

  @Test func `a key that is lost takes with it what it alone could open`() throws {
    let practice = try Practice()
    let (officer, administrator) = try practice.agency(Person("Olga Ott"), Person("Adam Adler"))
    let lost = try practice.enrol(
      Person("Clara Klein"), as: [.clinician], by: officer, and: administrator)
    let file = try lost.addClient(named: try ClientName("Maria Lopez"))
    let note = try lost.write(try .free("Nobody reads this again.", on: practice), in: file)
    lost.close()
    // With a new key the same person is a new member.
    let again = try practice.enrol(
      Person("Clara Klein"), as: [.clinician], by: officer, and: administrator)
    #expect(throws: Refusal.self) { _ = try again.read(note, to: .terminal) }
    let known = try #require(try again.state.files[file])
    let holders = try again.state.compartments[known.compartment]?.wraps.map(\.holder)
    #expect(holders == [HolderID(lost.member)])
    for vault in [officer, administrator, again] {
      try vault.journal.catchUp()
      let state = try vault.state
      #expect(throws: NotAHolder(compartment: known.compartment)) {
        _ = try vault.storage.reading { reader in
          try vault.keys.open(known.compartment, of: state, in: reader, vault: vault.id)
        }
      }
    }
  }

  @Test func `two who meet over a copy of the vault leave no entry in it`() throws {
    let practice = try Practice()
    let (olga, adam) = (Person("Olga Ott"), Person("Adam Adler"))
    let (officer, administrator) = try practice.agency(olga, adam)
    let clinician = try practice.enrol(
      Person("Clara Klein"), as: [.clinician], by: officer, and: administrator)
    _ = try clinician.addClient(named: try ClientName("Maria Lopez"))
    for vault in [officer, administrator, clinician] { vault.close() }
    let (vault, memories) = (try practice.copyOfDatabase(), [olga, adam].map { $0.memory.copy() })
    let before = try practice.open(olga).state.size
    try practice.putBack(vault)
    // On the copy: somebody whom the agency has never heard of is let in, and told who its clients are.
    let stranger = try practice.enrol(
      Person("Somebody Else"), as: [.supervisor], by: practice.open(olga), and: practice.open(adam))
    try practice.with(practice.open(olga)) { _ in }
    #expect(try stranger.clients().map(\.name?.text) == ["Maria Lopez"])
    stranger.close()
    // The vault itself, as everybody else has it.
    try practice.putBack(vault)
    for (person, memory) in zip([olga, adam], memories) { person.memory.replace(with: memory) }
    try practice.with(practice.open(olga)) { vault in
      let (size, members) = (try vault.state.size, try vault.state.members.count)
      #expect(size == before)
      #expect(members == 3)
      let fault = try vault.verify().firstFault
      #expect(fault == nil)
    }
  }

  @Test func `a row on a shelf that a search cannot open counts as there, whatever it is`() throws {
    let practice = try Practice()
    let vault = try practice.soloVault(Person("Ana Ruiz"))
    let id = try vault.addClient(named: try ClientName("Maria Lopez"))
    let missing = try vault.write(try .free("The landlord called.", on: practice), in: id)
    // Taken away, and put with nothing that opens on another author's shelf of the same file. No vault
    // has such a shelf yet: a case file is its opener's alone.
    try practice.tamper(
      "UPDATE envelope SET shelf = 77, body = header WHERE id = x'\(missing.hexadecimal)'")
    let file = try #require(try vault.state.files[id])
    let needle = try #require(TextNeedle(foldedFrom: "landlord"))
    let searched = SearchedFile(id: id, place: 0)
    let shelves = SearchedShelves([
      SearchedShelf(file: searched, shelf: file.shelf, compartment: file.compartment),
      SearchedShelf(file: searched, shelf: 77, compartment: nil),
    ])
    var worker = try SearchWorker(
      for: needle, expecting: 1, of: ContentHash(vault.id), keyring: vault.keys.keyring)
    let survey = PlainSurvey(parts: 1)
    let next = Atomic<Int>(survey.rowShares.lowerBound)
    let found = try worker.run(
      on: vault.storage, through: shelves, of: survey, taking: next)
    #expect(found.candidates.isEmpty)
    #expect(found.byFile(of: 1).count(inFileAt: 0) == file.stored)
    let fault = try vault.verify().firstFault
    #expect(fault?.kind == .envelopeChanged)
  }
}

extension Vault {
  /// A rotation by a program that was changed to destroy: the record is renewed, and the note gets bytes that
  /// open to nobody.
  fileprivate func rotate(_ id: CaseFileID, intoNoise note: NoteID) throws {
    let file = try #require(try state.files[id])
    let rows = [file.record.key, EnvelopeKey(id: note, version: 1)]
    try rotate(file.compartment, rows: rows) { slots, list in
      slots[1] = try slots[1].spoilt(at: 0)
      let spoilt = try #require(try SlotHashes(of: slots[1].slots).hash(at: 0))
      list[1] = RenewedSlot(
        envelope: note, version: 1, before: list[1].before, after: spoilt)
    }
  }

  /// What a changed program enters that wishes to be alone with the log: a wrap for everybody entitled,
  /// one of which is noise.
  fileprivate func rotateLog(withGarbageFor victim: MemberID) throws {
    _ = try journal.recording { desk in
      let id = try #require(desk.state.vaultCompartment)
      let old = try #require(desk.state.compartments[id]?.current)
      let new = try keys.keyring.draw(id, kind: .vault, epoch: old.epoch + 1)
      var (notices, rows): ([WrapNotice], [StoredWrap]) = ([], [])
      for holder in desk.state.entitled(to: id) {
        let epoch = try #require(desk.state.compartments[holder.member]?.current)
        let made = try keys.keyring.wrapped(
          new, for: [try .member(epoch)], in: self.id, first: true
        ).wraps[0]
        let noise = [UInt8](repeating: 7, count: made.bytes.count)
        let row = StoredWrap(
          locator: made.locator, bytes: holder.member == victim ? noise : made.bytes)
        rows.append(row)
        notices.append(
          WrapNotice(holder: holder, hash: Wrap(locator: row.locator, bytes: row.bytes).hash))
      }
      let chain = try keys.keyring.chain(old, under: new, in: ContentHash(self.id))
      rows.append(StoredWrap(chain))
      var parts = Commit.Parts()
      let event = CompartmentRotated(
        epoch: SealedEpoch(epoch: new, wraps: notices), past: .chained(chain.hash),
        checkpoint: try handOverCheckpointKey(to: new, at: desk, into: &parts))
      parts.wraps = rows
      try desk.append(
        event, storing: parts, spending: try desk.permit(for: event))
      try keys.addLogKey(of: new)
    }
  }

  /// The key under which a client's imported notes have their ids; it lies in the client's record.
  fileprivate func fingerprintKey(ofClient number: Int) throws -> [UInt8] {
    let state = try state
    let file = try #require(state.files.values.first { $0.number == number })
    let registry = try #require(state.registry)
    return try storage.reading { reader in
      try keys.open(registry, of: state, in: reader, vault: id)
      return try body(ofRecord: .client, try fetch(file.record, from: reader), as: registry)
    }
  }

  fileprivate func holdsEnvelope(_ note: NoteID) throws -> Bool {
    try storage.reading { try $0.envelope(note, version: 1, parts: .headers) } != nil
  }

  /// Approves as a changed program does that looks at no request.
  fileprivate func approveUnseen(_ number: UInt64) throws {
    _ = try journal.recording { desk in
      let proposal = try #require(desk.state.proposals[number])
      let newcomer = try #require((proposal.content as? MemberEnrolled)?.member)
      var handed = HandedWraps()
      let log = try #require(desk.state.vaultCompartment)
      try hand(log, to: newcomer.compartment.epoch, at: desk, into: &handed)
      let event = ActApproved(proposal: proposal.link, wraps: handed.added)
      try desk.append(
        event, storing: Commit.Parts(wraps: handed.rows), spending: try desk.permit(for: event))
    }
  }

  /// Whether what this member holds of another's compartment opens one that only the other holds.
  fileprivate func opens(_ compartment: CompartmentID, as other: MemberID) throws -> Bool {
    let state = try state
    let member = try #require(state.compartments[other]?.current)
    let epoch = try #require(state.compartments[compartment]?.current)
    let place = try LocatorKey(of: member).wrapLocator(of: compartment, epoch: epoch.epoch)
    let wrap = try #require(try storage.reading { try $0.wrap(at: place.bytes) })
    try keys.keyring.open(
      wrap, as: epoch, by: try WrapOpener(member, in: keys.keyring), in: ContentHash(id))
    return keys.keyring.holds(epoch)
  }
}
