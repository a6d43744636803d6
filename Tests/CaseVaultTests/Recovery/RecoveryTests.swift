import Casework
import Keyring
import Testing

@testable import CaseVault

/// A lost key in a whole vault: officers with pieces give a member a new one, with the old access.
@Suite struct RecoveryTests {
  @Test func `a member who lost their key has the old access on a new device, and all see it`()
    throws
  {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team.setUpRecovery()
    #expect(try team[.officer].state.withoutRecovery == [])
    for officer in [Team.Name.officer, .administrator, .supervisor] {
      #expect(try team[officer].rehearseRecovery() == 3)
    }
    let laptop = Person("Clara Klein")
    let number = try team.start(for: .clinician, by: .officer, on: laptop)
    #expect(try team[.supervisor].contributeToRecovery(number) == 1)
    let finished = try team[.officer].finishRecovery(number)
    #expect(finished.member == (try team.member(.clinician)))
    #expect(finished.damaged == [])
    let clara = try team.join(laptop)
    #expect(clara.member == finished.member)
    #expect(try clara.read(note, to: .terminal).note.text == "Said in confidence.")
    let later = try clara.write(try .free("Afterwards.", on: team.practice), in: file)
    #expect(try team[.supervisor].read(later, to: .terminal).note.text == "Afterwards.")
    // Visible, and the key that the officers drew was exchanged by the first command on the new device.
    let recovery = try #require(try team[.officer].state.recoveries[clara.member])
    #expect(recovery.entry == finished.entry && !recovery.isKeyOfOthers)
    // The old device counts no more, and what it held was exchanged.
    #expect(throws: (any Error).self) {
      try team.practice.open(try #require(team.people[.clinician]))
    }
    let state = try team[.officer].state
    #expect(state.exposed == [] && state.vaultEpoch == 2)
    #expect(state.compartment(try team.compartment(of: file))?.current.epoch == 2)
    // The next key is in force, and everything is sealed to it.
    #expect(state.recovery?.keys.main.epoch.epoch == 2)
    #expect(state.withoutRecovery == [])
    let report = try team[.officer].verify()
    #expect(report.firstFault == nil)
    #expect(report.violations == [])
    #expect(throws: CannotRecover.noSuchStart) { try team[.officer].finishRecovery(number) }
  }

  @Test(arguments: [Team.Name.officer, .administrator, .supervisor])
  func `whoever of the officers finishes, also where more contributed than it takes`(
    finisher: Team.Name
  ) throws {
    var team = try Team()
    let (_, note) = try team.openFile()
    try team.setUpRecovery(processQuorum: 3)
    let laptop = Person("Clara Klein")
    let number = try team.start(
      for: .clinician, by: finisher, on: laptop, withPsychotherapyNotes: true)
    for other in [Team.Name.officer, .administrator, .supervisor] where other != finisher {
      try team[other].contributeToRecovery(number)
    }
    _ = try team[finisher].finishRecovery(number)
    let clara = try team.join(laptop)
    #expect(try clara.read(note, to: .terminal).note.text == "Said in confidence.")
    #expect(try team[.officer].verify().firstFault == nil)
  }

  @Test func `why it was begun is read also after the key of oversight was exchanged`() throws {
    var team = try Team()
    try team.setUpRecovery()
    let number = try team.start(for: .clinician, by: .officer, on: Person("Clara Klein"))
    let oversight = try #require(try team[.officer].state.oversight)
    try team[.officer].rotate(oversight)
    try team.comesBack(.officer)
    #expect(
      try team[.officer].reason(ofRecovery: number, to: .terminal) == "The key is lost.")
  }

  @Test func `the next key recovers the next who lost theirs, an officer among them`() throws {
    var team = try Team()
    let (_, note) = try team.openFile()
    try team.setUpRecovery()
    for (device, name, officer, other) in [
      (Person("Clara Klein"), Team.Name.clinician, Team.Name.officer, Team.Name.administrator),
      (Person("Sara Sommer"), .supervisor, .administrator, .officer),
    ] {
      let number = try team.start(for: name, by: officer, on: device)
      try team[other].contributeToRecovery(number)
      _ = try team[officer].finishRecovery(number)
      let vault = try team.join(device)
      #expect(try vault.read(note, to: .terminal).note.text == "Said in confidence.")
    }
    #expect(try team[.officer].recoveryState().keys.main.epoch.epoch == 3)
    #expect(try team[.officer].verify().firstFault == nil)
  }

  @Test func `psychotherapy notes come back with a quorum of their own, and not without`() throws {
    var team = try Team()
    let (file, _) = try team.openFile()
    let thought = try NoteDraft(kind: .psychotherapy, text: "A thought of mine.", event: nil)
      .validated(at: team.practice.clock.now)
    let own = try team[.clinician].write(thought, in: file)
    try team.setUpRecovery()
    let laptop = Person("Clara Klein")
    let number = try team.start(
      for: .clinician, by: .officer, on: laptop, withPsychotherapyNotes: true)
    try team[.supervisor].contributeToRecovery(number)
    #expect(throws: CannotRecover.tooFew(purpose: .process, have: 2, of: 3)) {
      try team[.officer].finishRecovery(number)
    }
    try team[.administrator].contributeToRecovery(number)
    _ = try team[.officer].finishRecovery(number)
    let clara = try team.join(laptop)
    #expect(try clara.read(own, to: .terminal).note.text == "A thought of mine.")
    #expect(try team[.officer].verify().firstFault == nil)
  }

  @Test func `without their quorum psychotherapy notes stay closed, whatever else comes back`()
    throws
  {
    var team = try Team()
    let (file, note) = try team.openFile()
    let thought = try NoteDraft(kind: .psychotherapy, text: "A thought of mine.", event: nil)
      .validated(at: team.practice.clock.now)
    let own = try team[.clinician].write(thought, in: file)
    try team.setUpRecovery()
    let laptop = Person("Clara Klein")
    let number = try team.start(for: .clinician, by: .officer, on: laptop)
    try team[.supervisor].contributeToRecovery(number)
    _ = try team[.officer].finishRecovery(number)
    let clara = try team.join(laptop)
    #expect(try clara.read(note, to: .terminal).note.text == "Said in confidence.")
    #expect(throws: NotAHolder.self) { try clara.read(own, to: .terminal) }
    #expect(try team[.officer].verify().firstFault == nil)
  }
}
