import Casework
import Keyring
import SQLiteStorage
import Testing

@testable import CaseVault

/// A colleague leaves: what becomes of their keys, of their files, and of what their program does afterwards.
@Suite struct LeavingTests {
  @Test func `with their keys, all they ever had, a leaver opens nothing in the vault any more`()
    throws
  {
    var team = try Team()
    let (file, note) = try team.openFile()
    _ = try team[.clinician].read(note, to: .terminal)
    let clinician = try team[.clinician]
    try team.leaves(.clinician)
    // The vault's key went with the approval, the file's goes with the next command of who works in it.
    #expect(try team[.officer].state.vaultEpoch == 2)
    #expect(try team[.administrator].state.keysStillHeld(by: clinician.member) == 1)
    try team.comesBack(.supervisor)
    try team.comesBack(.officer)
    #expect(try team[.officer].state.keysStillHeld(by: clinician.member) == 0)
    #expect(try team.holders(of: file) == [.supervisor])
    let later = try team[.supervisor].write(try .free("Afterwards.", on: team.practice), in: file)
    #expect(try clinician.opensAnything(in: file) == 0)
    #expect(try team[.supervisor].read(note, to: .terminal).note.text == "Said in confidence.")
    #expect(try team[.supervisor].read(later, to: .terminal).note.text == "Afterwards.")
    #expect(try team[.officer].verify().firstFault == nil)
    #expect(try team[.officer].verify().violations == [])
  }

  @Test func `nobody's supervision ends while it alone keeps a leaver's file open`() throws {
    var team = try Team()
    let (file, note) = try team.openFile()
    let (clinician, supervisor) = (try team.member(.clinician), try team.member(.supervisor))
    try team.leaves(.clinician)
    try team.comesBack(.supervisor)
    #expect(throws: CannotSupervise.leavesNobody([1])) {
      try team[.officer].proposeEndOfSupervision(of: clinician, by: supervisor)
    }
    // A changed program proposes it all the same.
    var state = try team[.officer].state
    for isExposed in [false, true] {
      // While a stolen device of the supervisor's is what others have to fear, the file is theirs all the same.
      state.members[supervisor]?.isExposed = isExposed
      #expect(throws: Violation.nobodyLeft) {
        try SupervisionEnded(clinician, by: supervisor).check(in: state)
      }
    }
    // Said to be so, it is shown to the approver, and closes nothing that was handed on meanwhile.
    let (number, closes) = try team[.officer].proposeEndOfSupervision(
      of: clinician, by: supervisor, leavingClosed: true)
    #expect(closes == [1])
    #expect(try team[.administrator].waitingActs().map(\.closes) == [[1]])
    try team[.supervisor].assign(file, to: try team.member(.colleague))
    #expect(throws: ClosesOthers()) { try team[.administrator].approve(number) }
    try team[.officer].withdraw(number)
    try team.endSupervision(of: .clinician, by: .supervisor)
    try team.comesBack(.colleague)
    try team.comesBack(.supervisor)
    #expect(try team[.colleague].read(note, to: .terminal).note.text == "Said in confidence.")
    #expect(try team.holders(of: file) == [.colleague])
  }

  // The limit that SECURITY.md names.
  @Test func `a copy from before stays open to a leaver, and shows what they could read then`()
    throws
  {
    var team = try Team()
    let (file, _) = try team.openFile()
    let clinician = try team[.clinician]
    let path = team.practice.folder.appending("copy.db")
    try clinician.storage.copy(to: path) { _ in }
    try team.leaves(.clinician)
    try team.comesBack(.supervisor)
    try team[.supervisor].write(try .free("Afterwards.", on: team.practice), in: file)
    #expect(try clinician.opensAnything(in: file) == 0)
    // The client's record and the note.
    #expect(try clinician.opensAnything(in: file, of: try SQLiteStorage.open(copy: path)) == 2)
  }

  @Test
  func `with the key file and the new database a leaver has their own psychotherapy notes alone`()
    throws
  {
    var team = try Team()
    let (file, _) = try team.openFile()
    let clinician = try team[.clinician]
    let thought = try NoteDraft(kind: .psychotherapy, text: "A thought of mine.", event: nil)
      .validated(at: team.practice.clock.now)
    try clinician.write(thought, in: file)
    let known = try #require(try clinician.state.files[file])
    let process = try #require(known.processes[clinician.member])
    let (before, id) = (try clinician.state, clinician.id)
    try team.leaves(.clinician)
    try team.comesBack(.supervisor)
    let keys = try DeviceKeys(try #require(team.people[.clinician]).identity())
    try team.practice.storage().reading { reader in
      #expect(throws: NotEnrolled.self) { try keys.openFirstWraps(of: id, in: reader) }
      #expect(throws: IntegrityFault(.wrapMissing, at: .compartment(known.compartment))) {
        try keys.open(known.compartment, of: before, in: reader, vault: id)
      }
      try keys.open(process, of: before, in: reader, vault: id)
    }
    // Of them the officers are told, and nobody here opens them.
    #expect(try team[.officer].exposure(of: clinician.member).ownPsychotherapyNotes.count == 1)
  }

  @Test func `a leaver is told so, shown nothing, and writes nothing`() throws {
    let team = try Team()
    let (_, note) = try team.openFile()
    let open = try team[.clinician]
    try team.approvesOnly(.clinician)
    let size = try team[.officer].state.size
    let left = HasLeft(at: team.practice.clock.now)
    let person = try #require(team.people[.clinician])
    #expect(throws: left) { try team.practice.open(person) }
    // A program that was open all the while may do nothing either.
    #expect(throws: Refusal.self) { try open.read(note, to: .terminal) }
    #expect(throws: Refusal.self) { try open.clients() }
    // Once the vault's key is exchanged, there is nothing that could be opened to say why.
    _ = try team.practice.open(try #require(team.people[.administrator]))
    #expect(throws: HasLeft.self) { try open.read(note, to: .terminal) }
    #expect(throws: OpensNoLonger()) { try team.practice.open(person) }
    let entries = try team[.officer].entries(from: size)
    #expect(entries.allSatisfy { $0.event.content is CompartmentRotated })
    #expect(try team[.officer].verify().violations == [])
  }

  @Test
  func `what a leaver's changed program signs has no effect, and what they signed before holds`()
    throws
  {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team[.clinician].sign(note)
    let clinician = try team[.clinician]
    let device = clinician.keys.device
    let state = try clinician.state
    let known = try #require(state.files[file])
    try team.approvesOnly(.clinician)
    let hash = try ContentHash(hexadecimal: String(repeating: "11", count: 32))
    let planted = NoteStored(
      file: file, after: known.head, kind: .progress,
      note: EnvelopeNotice(envelope: .random(), version: 1, hash: hash, slots: hash))
    let vault = try #require(state.vaultCompartment.flatMap { state.compartments[$0] })
    let rotation = CompartmentRotated(
      epoch: SealedEpoch(
        epoch: CompartmentEpoch(
          compartment: vault.current.compartment, kind: .vault, epoch: 2, commitment: hash,
          publicKey: vault.current.publicKey),
        wraps: [WrapNotice(holder: HolderID(clinician.member), hash: hash)]),
      past: .chained(hash))
    let leaving = ActProposed(MemberOffboarded(try team.member(.colleague)))
    for content in [planted, rotation, CheckpointIssued(size: 2, root: hash), leaving]
      as [any EventContent]
    {
      try clinician.enterUnchecked(clinician.encoded(content, by: device))
    }
    let report = try team[.officer].verify()
    #expect(report.firstFault == nil)
    #expect(report.violations.map(\.violation) == Array(repeating: .refused(.notAMember), count: 4))
    // Work goes on behind it, and what she signed while she was here is signed.
    try team.comesBack(.supervisor)
    #expect(try team[.supervisor].read(note, to: .terminal).note.text == "Said in confidence.")
    let record = try #require(try team[.supervisor].notes(of: file).first)
    #expect(record.id == note)
    #expect(try team.holders(of: file) == [.supervisor])
  }

  @Test func `the report names what was opened, could be, and is left behind`() throws {
    var team = try Team()
    let (file, note) = try team.openFile()
    let (own, _) = try team.openFile(of: .colleague)
    let (given, _) = try team.openFile(of: .colleague)
    _ = try team[.clinician].read(note, to: .terminal)
    _ = try team[.clinician].read(note, to: .terminal)
    try team[.colleague].handOver(given, to: try team.member(.clinician))
    try team.comesBack(.clinician)
    let officer = try team[.officer]
    let clinician = try officer.exposure(of: try team.member(.clinician))
    #expect(clinician.openedNotes == 1)
    #expect(clinician.openedFiles.map(\.text) == ["C-1"])
    #expect(clinician.couldOpen.map(\.text) == ["C-1", "C-3"])
    #expect(clinician.canOpen.map(\.text) == ["C-1", "C-3"])
    #expect(clinician.withoutClinician.map(\.text) == ["C-1", "C-3"])
    #expect(clinician.closed.isEmpty)
    // What was handed over could be opened once, and cannot be opened now.
    let colleague = try officer.exposure(of: try team.member(.colleague))
    #expect(colleague.openedNotes == 0 && colleague.openedFiles.isEmpty)
    #expect(colleague.couldOpen.map(\.text) == ["C-2", "C-3"])
    #expect(colleague.canOpen.map(\.text) == ["C-2"])
    #expect(colleague.closed.map(\.text) == ["C-2"])
    let supervisor = try officer.exposure(of: try team.member(.supervisor))
    #expect(supervisor.withoutSupervisor == [try team.member(.clinician)])
    _ = (file, own)
  }

  @Test func `what a colleague imported could be opened too`() throws {
    let team = try Team()
    _ = try team[.clinician].importLines(
      #"""
      {"id":"1","client":"Juan Perez","text":"One."}
      {"id":"2","client":"Nora Nagy","text":"Two."}
      """#)
    let first = try #require(try team[.clinician].clients().first).file
    try team[.clinician].handOver(first, to: try team.member(.colleague))
    let exposure = try team[.officer].exposure(of: try team.member(.clinician))
    #expect(exposure.couldOpen.count == 2)
  }

  @Test func `a file that nobody else holds is named first, and closed only on purpose`() throws {
    var team = try Team()
    let (file, _) = try team.openFile(of: .colleague)
    let colleague = try team.member(.colleague)
    let number = try #require(ClientNumber(1))
    #expect(throws: CannotOffboard.closesFiles([number])) {
      try team[.officer].proposeOffboarding(of: colleague)
    }
    let proposal = try team[.officer].proposeOffboarding(of: colleague, leavingClosed: true)
    try team[.administrator].approve(proposal)
    try team.comesBack(.officer)
    let due = try team[.officer].state.dueKeys(of: try team.member(.officer))
    #expect(due == DueKeys(onTheirWay: 0, overdue: 0, withoutReader: 1))
    #expect(try team.holders(of: file) == [.colleague])
    #expect(try team[.officer].verify().firstFault == nil)
  }

  @Test func `a file that only those on duty could open counts as one without a reader`() throws {
    var team = try Team()
    _ = try team.openFile(of: .colleague)
    try team.puts(onDuty: [.clinician])
    try team.comesBack(.colleague)
    // The supervisor would go on with it, and nobody is left who could hand her its key.
    try team.supervise(.colleague, by: .supervisor)
    let proposal = try team[.officer].proposeOffboarding(
      of: try team.member(.colleague), leavingClosed: true)
    try team[.administrator].approve(proposal)
    func closed() throws -> Int {
      try team[.officer].state.dueKeys(of: try team.member(.officer)).withoutReader
    }
    #expect(try closed() == 1)
    // A key that those on duty had and nobody has any more is nobody who may open it either.
    try team[.officer].setRoster([])
    #expect(try closed() == 1)
  }

  @Test func `who cannot leave is refused with the reason, and nothing is written`() throws {
    let team = try Team()
    let (officer, clinician) = (try team[.officer], try team.member(.clinician))
    let size = try officer.state.size
    #expect(throws: CannotOffboard.noSuchMember) {
      try officer.proposeOffboarding(of: .random())
    }
    #expect(throws: CannotOffboard.concernsYou) {
      try officer.proposeOffboarding(of: officer.member)
    }
    #expect(throws: CannotOffboard.holdsAlone(.oversight)) {
      try team[.administrator].proposeOffboarding(of: officer.member)
    }
    #expect(try officer.state.size == size)
    let number = try officer.proposeOffboarding(of: clinician)
    #expect(throws: CannotOffboard.proposedAlready(number)) {
      try team[.administrator].proposeOffboarding(of: clinician)
    }
    // A lapsed one is nobody's obstacle.
    team.practice.clock.advance(by: .days(15))
    #expect(throws: NotApprovable.self) { try team[.administrator].approve(number) }
    let again = try officer.proposeOffboarding(of: clinician)
    try team[.administrator].approve(again)
    #expect(throws: CannotOffboard.leftAlready) {
      try officer.proposeOffboarding(of: clinician)
    }
    #expect(throws: Refusal.self) {
      try team[.supervisor].proposeOffboarding(of: try team.member(.colleague))
    }
  }

  @Test func `the administrator leaves by the word of the officer and a supervisor`() throws {
    var team = try Team()
    let administrator = try team.member(.administrator)
    let number = try team[.supervisor].proposeOffboarding(of: administrator)
    try team[.officer].approve(number)
    // As few are left as it takes: neither the officer nor the supervisor can leave before another is here.
    #expect(throws: CannotOffboard.tooFewStay) {
      try team[.supervisor].proposeOffboarding(of: try team.member(.officer))
    }
    let next = Person("Anna Amsel")
    let vault = try team.practice.enrol(
      next, as: [.administrator], by: try team[.supervisor], and: try team[.officer])
    #expect(try vault.members().count { $0.left == nil } == 5)
    try team.comesBack(.officer)
    #expect(try team[.officer].verify().violations == [])
  }

  @Test func `whoever comes back has a new key, and none of their old files`() throws {
    var team = try Team()
    let (file, _) = try team.openFile()
    try team.leaves(.clinician)
    try team.comesBack(.supervisor)
    let again = Person("Clara Klein")
    let vault = try team.practice.enrol(
      again, as: [.clinician], by: try team[.officer], and: try team[.administrator])
    #expect(try vault.clients().isEmpty)
    #expect(try vault.members().count { $0.name == "Clara Klein" } == 2)
    try team[.supervisor].assign(file, to: vault.member)
    try vault.journal.catchUp()
    #expect(try vault.notes(of: file).count == 1)
    // The key of before is known as hers, and is nobody's to enrol again.
    let old = try #require(team.people[.clinician])
    let request = try EnrolmentRequest.parse(old.request(at: team.practice.clock.now))
    #expect(throws: KeyKnownAlready(hasLeft: true)) {
      try team[.officer].proposeMember(request, named: "Clara Klein", as: [.clinician])
    }
  }

  @Test func `a practice of one has nobody who could leave`() throws {
    let practice = try Practice()
    let vault = try practice.soloVault(Person("Ana Ruiz"))
    #expect(throws: CannotOffboard.worksAlone) {
      try vault.proposeOffboarding(of: vault.member)
    }
  }
}

extension Team {
  /// Proposed by the privacy officer, approved by the administrator, whose program exchanges what it can.
  func leaves(_ name: Name) throws {
    let number = try self[.officer].proposeOffboarding(of: try member(name))
    try self[.administrator].approve(number)
  }

  /// The same where the approver's program stops before any key is exchanged.
  func approvesOnly(_ name: Name) throws {
    let number = try self[.officer].proposeOffboarding(of: try member(name))
    let administrator = try self[.administrator]
    let proposal = try #require(try administrator.state.proposals[number])
    _ = try administrator.journal.record(ActApproved(proposal: proposal.link, wraps: []))
  }

  /// A case file of this member's with one note.
  func openFile(of name: Name) throws -> (file: CaseFileID, note: NoteID) {
    let vault = try self[name]
    let file = try vault.addClient(named: try ClientName("Juan Perez"))
    return (file, try vault.write(try .free("Said in confidence.", on: practice), in: file))
  }
}
