import Casework
import Keyring
import Sodium
import Testing

@testable import CaseVault

/// Rotations by changed programs of people who hold one compartment, and would like to do something to
/// another, or to leave a door open.
@Suite struct RotatorTests {
  private let practice: Practice
  /// Holds the registry and no case file.
  private let officer: Vault
  private let clinician: Vault
  private let file: CaseFile
  private let note: NoteID
  /// Of another client.
  private let other: CaseFile

  init() throws {
    practice = try Practice()
    let administrator: Vault
    (officer, administrator) = try practice.agency(Person("Olga Ott"), Person("Adam Adler"))
    clinician = try practice.enrol(
      Person("Clara Klein"), as: [.clinician], by: officer, and: administrator)
    let maria = try clinician.addClient(named: try ClientName("Maria Lopez"))
    note = try clinician.write(try .free("She slept.", on: practice), in: maria)
    let juan = try clinician.addClient(named: try ClientName("Juan Perez"))
    file = try #require(try clinician.state.files[maria])
    other = try #require(try clinician.state.files[juan])
    try officer.journal.catchUp()
  }

  private var registry: CompartmentID {
    get throws { try #require(try officer.state.registry) }
  }

  private func faults() throws -> VerificationReport {
    try officer.journal.catchUp()
    return try officer.verify()
  }

  /// Nothing is wrong but the slots of the first client's record.
  private func expectChangedRecord(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let report = try faults()
    let place = IntegrityFault.Place.envelope(file.record)
    let fault = IntegrityFault(.slotsChanged, at: place)
    #expect(report.firstFault == fault, sourceLocation: sourceLocation)
    #expect(report.faults == 1, sourceLocation: sourceLocation)
  }

  @Test func `whoever rotates the registry has no say about a file's own slot`() throws {
    let rows = [file.record.key, other.record.key]
    try officer.rotate(try registry, rows: rows) { slots, _ in
      slots[0] = try slots[0].spoilt(at: 0)
    }
    try expectChangedRecord()
  }

  @Test func `nor does it help to list that slot as the one that was renewed`() throws {
    let rows = [file.record.key, other.record.key]
    try officer.rotate(try registry, rows: rows) { slots, list in
      let before = try #require(try SlotHashes(of: slots[0].slots).hash(at: 0))
      slots[0] = try slots[0].spoilt(at: 0)
      let after = try #require(try SlotHashes(of: slots[0].slots).hash(at: 0))
      list[0] = RenewedSlot(
        envelope: file.record.envelope, version: 1, before: before, after: after)
    }
    try expectChangedRecord()
  }

  @Test func `whoever rotates a file has no say about the registry's slot of its record`() throws {
    let rows = [file.record.key, EnvelopeKey(id: note, version: 1)]
    try clinician.rotate(file.compartment, rows: rows) { slots, _ in
      slots[0] = try slots[0].spoilt(at: 1)
    }
    try expectChangedRecord()
  }

  @Test func `a row of another file in the list is a fault of the rotation`() throws {
    let rows = [file.record.key, EnvelopeKey(id: note, version: 1)]
    let size = try clinician.state.size
    try clinician.rotate(file.compartment, rows: rows) { _, list in
      list.append(
        RenewedSlot(
          envelope: other.record.envelope, version: 1, before: list[0].before,
          after: list[0].after))
    }
    let report = try faults()
    #expect(report.firstFault == IntegrityFault(.slotsChanged, at: .entry(size)))
    #expect(report.faults == 1)
  }

  @Test func `a note in the list of the registry is a fault of the rotation`() throws {
    let size = try officer.state.size
    let key = EnvelopeKey(id: note, version: 1)
    try officer.rotate(try registry, rows: [file.record.key, other.record.key]) { _, list in
      list.append(
        RenewedSlot(
          envelope: key.id, version: key.version, before: list[0].before, after: list[0].after))
    }
    let report = try faults()
    #expect(report.firstFault == IntegrityFault(.slotsChanged, at: .entry(size)))
    #expect(report.faults == 1)
  }

  @Test func `a row that was left as it is, so that an old key still opens it, is found`() throws {
    let size = try clinician.state.size
    let rows = [file.record.key, EnvelopeKey(id: note, version: 1)]
    try clinician.rotate(file.compartment, rows: rows) { slots, list in
      slots.removeLast()
      list.removeLast()
    }
    let report = try faults()
    #expect(report.firstFault == IntegrityFault(.slotsChanged, at: .entry(size)))
    #expect(report.faults == 1)
  }

  @Test func `a row that is listed and was left as it is, is found`() throws {
    let rows = [file.record.key, EnvelopeKey(id: note, version: 1)]
    try clinician.rotate(file.compartment, rows: rows) { slots, _ in slots.removeLast() }
    let report = try faults()
    let place = IntegrityFault.Place.envelope(note, version: 1)
    #expect(report.firstFault == IntegrityFault(.slotsChanged, at: place))
    #expect(report.faults == 1)
  }

  @Test func `a second rotation that forgets what the first made of a slot is found`() throws {
    let rows = [file.record.key, EnvelopeKey(id: note, version: 1)]
    try clinician.rotate(file.compartment)
    let size = try clinician.state.size
    try clinician.rotate(file.compartment, rows: rows) { _, list in
      list[1] = RenewedSlot(
        envelope: note, version: 1, before: list[0].before, after: list[1].after)
    }
    let report = try faults()
    #expect(report.firstFault == IntegrityFault(.slotsChanged, at: .entry(size)))
    #expect(report.faults == 1)
    // Whoever rotates next finds the slot as it is, and is not blamed.
    try clinician.rotate(file.compartment)
    #expect(try faults().faults == 1)
  }

  @Test func `a first rotation that says that another slot was there is found`() throws {
    let rows = [file.record.key, EnvelopeKey(id: note, version: 1)]
    let size = try clinician.state.size
    try clinician.rotate(file.compartment, rows: rows) { _, list in
      list[1] = RenewedSlot(
        envelope: note, version: 1, before: list[0].before, after: list[1].after)
    }
    let report = try faults()
    #expect(report.firstFault == IntegrityFault(.slotsChanged, at: .entry(size)))
    #expect(report.faults == 1)
  }

  @Test func `a slot that somebody else put there is not carried on as the rotator's own`() throws {
    // Everything that sealing to the file takes stands in the log: a colleague who holds no key of it can make
    // a slot that opens, to another key than the note's.
    let epoch = try #require(try officer.state.compartments[file.compartment]?.current)
    let (header, body): ([UInt8], [UInt8]) = ([1], [])
    var sealer = try EnvelopeSealer(
      vault: ContentHash(officer.id), keyring: try Keyring())
    let planted = try sealer.seal(
      header: header.span, body: body.span, as: note, version: 1, shelf: file.shelf, to: [epoch])
    try practice.tamper(
      """
      UPDATE envelope SET slots = x'\(Hexadecimal.text(of: planted.stored.slots))'
      WHERE id = x'\(note.hexadecimal)'
      """)
    let rotation = try clinician.rotate(file.compartment)
    #expect(rotation.leftOut == [EnvelopeKey(id: note, version: 1)])
    #expect(rotation.renewed == 1)
    let place = IntegrityFault.Place.envelope(note, version: 1)
    #expect(try faults().firstFault == IntegrityFault(.slotsChanged, at: place))
  }

  @Test func `a note that another file's entry names as its own is found, and stays what it was`()
    throws
  {
    // A clinician with a file of her own, and write access to the database.
    let mine = try #require(try clinician.state.files[other.id])
    let size = try clinician.state.size
    let forged = try clinician.sealedNote(as: note, in: mine)
    try clinician.enter(forged.notice, in: mine)
    let stored = forged.stored
    try practice.tamper(
      """
      UPDATE envelope SET shelf = \(stored.shelf), slots = x'\(Hexadecimal.text(of: stored.slots))',
        header = x'\(Hexadecimal.text(of: stored.header))', body = x'\(Hexadecimal.text(of: stored.body))'
      WHERE id = x'\(note.hexadecimal)'
      """)
    let report = try faults()
    let place = IntegrityFault.Place.envelope(note, version: 1)
    #expect(report.firstFault == IntegrityFault(.envelopeChanged, at: place))
    // The row, and the entry that names what was named before.
    #expect(report.faults == 2)
    #expect(report.size == size + 1)
  }
}

extension Vault {
  /// Another text under an id that is taken.
  fileprivate func sealedNote(as id: NoteID, in file: CaseFile) throws -> SealedEnvelope {
    let epoch = try journal.reading { reader in
      try keys.open(file.compartment, of: state, in: reader, vault: self.id)
    }
    return try seal(header: [1], body: [2], as: id, shelf: file.shelf, to: [epoch])
  }

  /// Says that a file of one's own got this note.
  fileprivate func enter(_ notice: EnvelopeNotice, in file: CaseFile) throws {
    _ = try journal.recording { desk in
      let known = try #require(desk.state.files[file.id])
      let event = NoteStored(file: file.id, after: known.head, kind: .progress, note: notice)
      try desk.append(event, spending: try desk.permit(for: event))
    }
  }
}
