import Casework
import Keyring
import Testing

@testable import CaseVault

/// A case file that nobody opens any more, in a whole vault: officers give it to a colleague, and no key of
/// anybody's comes back.
@Suite struct RegainTests {
  @Test func `a case file whose only reader left is a colleague's, and its key a new one`() throws {
    var scene = try Scene()
    let number = try scene.begun()
    try scene.team[.supervisor].contributeToRecovery(number)
    let finished = try scene.team[.officer].finishRecovery(number)
    #expect(finished.file == scene.file && finished.damaged == [])
    try scene.team.comesBack(.clinician)
    let clara = try scene.team[.clinician]
    #expect(try clara.read(scene.note, to: .terminal).note.text == "Said in confidence.")
    let later = try clara.write(try .free("Going on.", on: scene.team.practice), in: scene.file)
    #expect(try clara.read(later, to: .terminal).note.text == "Going on.")
    // Whoever finished had the secret for a moment: the colleague's command exchanged it.
    let compartment = try scene.team.compartment(of: scene.file)
    let state = try scene.team[.officer].state
    #expect(state.compartment(compartment)?.current.epoch == 2)
    #expect(!state.exposed.contains(compartment))
    #expect(try scene.team.holders(of: scene.file).contains(.clinician))
    #expect(try !scene.team.holders(of: scene.file).contains(.colleague))
    // The next key is in force, everything is sealed to it, and a new set-up is due.
    #expect(state.recovery?.keys.main.epoch.epoch == 2 && state.recovery?.isStale == true)
    try scene.team.comesBack(.supervisor)
    #expect(try scene.team[.officer].state.withoutRecovery == [])
    let report = try scene.team[.officer].verify()
    #expect(report.firstFault == nil && report.violations == [])
    #expect(throws: CannotRecover.noSuchStart) {
      try scene.team[.officer].finishRecovery(number)
    }
  }

  @Test func `who regains a case file tries what its last reader had rotated before`() throws {
    var scene = try Scene(leaving: false)
    try scene.team[.colleague].spoil(scene.note, of: scene.file)
    try scene.colleagueLeaves()
    // Nothing of theirs to try yet, and kept so: the entries are not taken in again.
    try scene.team.comesBack(.clinician)
    #expect(try scene.team[.clinician].journal.log().trials.untried.isEmpty)
    try scene.team[.clinician].journal.keepTrials({ _ in }, durably: true)
    _ = try scene.regained()
    let clara = try scene.team[.clinician]
    #expect(clara.done.spoilt.map(\.restored) == [1])
    #expect(try clara.read(scene.note, to: .terminal).note.text == "Said in confidence.")
  }

  @Test func `a review says since when, and by which entry, a regained case file is held`() throws {
    var scene = try Scene()
    let entry = try scene.regained().entry
    let list = try scene.team[.officer].accessList(of: try scene.team.member(.clinician)).held
    let line = try #require(list.first { $0.file == scene.file })
    #expect(line.entry == entry && line.through == .assignment)
    #expect(try scene.team[.officer].state.regained[scene.file]?.entry == entry)
    #expect(try scene.team[.officer].entry(at: entry).event.content is FileRegained)
  }

  @Test func `psychotherapy notes of who left stay closed when their case file is regained`() throws
  {
    var scene = try Scene()
    _ = try scene.regained()
    let clara = try scene.team[.clinician]
    #expect(throws: (any Error).self) { try clara.read(scene.thought, to: .terminal) }
    let file = try #require(try clara.state.files[scene.file])
    let process = try #require(file.processes[try scene.team.member(.colleague)])
    #expect(try clara.state.compartment(process)?.isHeld(by: clara.member) == false)
  }

  @Test func `a new recovery key waits for the case file, and closes nothing once it is regained`()
    throws
  {
    var scene = try Scene(withPsychotherapyNotes: false)
    let officers = try Scene.officers.map { try scene.team.member($0) }
    #expect(throws: CannotRecover.self) {
      try scene.team[.officer].proposeRecovery(by: officers, quorum: 2)
    }
    _ = try scene.regained()
    let setUp = try scene.team[.officer].proposeRecovery(by: officers, quorum: 2)
    try scene.team[.administrator].approve(setUp)
    let recovery = try scene.team[.officer].recoveryState()
    #expect(!recovery.isStale && recovery.keys.main.epoch.epoch == 3)
  }

  @Test(arguments: [
    ([Team.Name.officer], 2), ([.administrator], 2), ([.supervisor], 2),
    ([.officer, .administrator], 3), ([.administrator, .supervisor], 3),
    ([.supervisor, .officer], 3),
  ])
  func `one officer fewer than it takes regains nothing, whoever they are`(
    come: [Team.Name], quorum: Int
  ) throws {
    let scene = try Scene(quorum: quorum)
    let number = try scene.begun(by: come[0])
    for other in come.dropFirst() { try scene.team[other].contributeToRecovery(number) }
    #expect(throws: CannotRecover.tooFew(purpose: .main, have: come.count, of: quorum)) {
      try scene.team[come[0]].finishRecovery(number)
    }
    #expect(try scene.team[.clinician].state.regained == [:])
    #expect(try !scene.team.holders(of: scene.file).contains(.clinician))
  }

  @Test func `a case file that somebody opens is refused, and who it is is said`() throws {
    let scene = try Scene(leaving: false)
    let carl = try scene.team.member(.colleague)
    #expect(throws: CannotRegain.isOpened(by: [carl])) { try scene.begun() }
    try scene.colleagueLeaves()
    _ = try scene.begun()
  }

  @Test func `nobody gets it who is kept from it, does no casework, or asks for themselves`() throws
  {
    let scene = try Scene()
    let (officer, sara) = (try scene.team[.officer], try scene.team.member(.supervisor))
    #expect(throws: CannotRegain.doesNoCasework) { try scene.begun(for: .administrator) }
    #expect(throws: Refusal.self) { try scene.begun(for: .supervisor, by: .supervisor) }
    #expect(throws: Refusal.self) { try scene.begun(for: .clinician, by: .clinician) }
    try officer.declareConflict(of: sara, with: scene.file, because: nil)
    #expect(throws: CannotRegain.hasConflict) { try scene.begun(for: .supervisor) }
    #expect(throws: CannotRegain.officerHasConflict) { try scene.begun(by: .supervisor) }
    #expect(throws: CannotRecover.noSuchMember) { try scene.begun(for: .colleague) }
  }

  @Test func `what a crash interrupts is gone on with by programs that begin anew`() throws {
    var scene = try Scene()
    let number = try scene.begun()
    for name in Scene.officers { try scene.team.comesBack(name) }
    try scene.team[.supervisor].contributeToRecovery(number)
    for name in Scene.officers { try scene.team.comesBack(name) }
    // It ends behind the entry, before the colleague has run anything.
    _ = try scene.team[.officer].finishRecovery(number)
    for name in Scene.officers + [.clinician] { try scene.team.comesBack(name) }
    #expect(
      try scene.team[.clinician].read(scene.note, to: .terminal).note.text
        == "Said in confidence.")
    #expect(try scene.team[.officer].verify().firstFault == nil)
  }

  @Test func `a case file regained without the recovery key's signature is void and reported`()
    throws
  {
    let scene = try Scene()
    let number = try scene.begun()
    try scene.team[.supervisor].contributeToRecovery(number)
    let officer = try scene.team[.officer]
    let forged = try officer.forgedRegaining(of: number)
    try officer.enterUnchecked(officer.encoded(forged, by: officer.device))
    try officer.journal.catchUp()
    #expect(try officer.state.violations.map(\.violation) == [.forgedRecovery])
    #expect(try officer.state.regained == [:])
    // The real one goes on.
    _ = try officer.finishRecovery(number)
    #expect(try officer.state.regained[scene.file] != nil)
  }

  @Test func `a wrap that whoever has the database planted regains nothing, and is said`() throws {
    let scene = try Scene()
    try scene.team[.administrator].plantRecoveryWrap(
      of: try scene.team.compartment(of: scene.file))
    let number = try scene.begun()
    try scene.team[.supervisor].contributeToRecovery(number)
    #expect(throws: CannotRegain.doesNotOpen) {
      try scene.team[.officer].finishRecovery(number)
    }
  }

  /// Carl's case file with a note and a thought of his, sealed to the officers' key; he has left.
  private struct Scene {
    var team: Team
    let file: CaseFileID
    let note: NoteID
    let thought: NoteID

    static let officers = [Team.Name.officer, .administrator, .supervisor]

    init(leaving: Bool = true, quorum: Int = 2, withPsychotherapyNotes: Bool = true) throws {
      team = try Team()
      let carl = try team[.colleague]
      file = try carl.addClient(named: try ClientName("Jon Doe"))
      note = try carl.write(try .free("Said in confidence.", on: team.practice), in: file)
      thought =
        withPsychotherapyNotes
        ? try carl.write(
          try NoteDraft(kind: .psychotherapy, text: "A thought.", event: nil)
            .validated(at: team.practice.clock.now), in: file) : note
      try team.setUpRecovery(quorum: quorum)
      if leaving { try colleagueLeaves() }
    }

    func colleagueLeaves() throws {
      let leaving = try team[.officer].proposeOffboarding(
        of: try team.member(.colleague), leavingClosed: true)
      try team[.administrator].approve(leaving)
    }

    func begun(
      for name: Team.Name = .clinician, by officer: Team.Name = .officer
    ) throws -> UInt64 {
      try team[officer].startRegaining(
        file, for: try team.member(name), because: "Nobody opens it.")
    }

    /// By the officer with the supervisor's pieces; the colleague has come back since.
    mutating func regained() throws -> FinishedRecovery {
      let number = try begun()
      try team[.supervisor].contributeToRecovery(number)
      let finished = try team[.officer].finishRecovery(number)
      try team.comesBack(.clinician)
      return finished
    }
  }
}

extension Vault {
  /// As whoever finishes would write it with a changed program that has not put the key together.
  fileprivate func forgedRegaining(of number: UInt64) throws -> FileRegained {
    let (recovery, start) = try state.recovery(number: number)
    let file = try #require(start.aim.file)
    return try journal.recording { desk in
      let next = try makeRecoveryKeys(
        [.main: try #require(recovery.keys.main.shares)], among: recovery.keys.main.officers,
        at: desk)
      let chunk = try recoveryChunk(
        try RecoveredKeys(pieces: next.pieces, wraps: []).text(), at: desk)
      try desk.store(Commit.Parts(chunks: [chunk]))
      return FileRegained(
        start: start.link, file: file, to: start.member, next: next.keys,
        pieces: next.pieces.count, wraps: 0, chunk: chunk.address,
        signature: RecoverySignature([UInt8](repeating: 7, count: 64)))
    }.result
  }
}
