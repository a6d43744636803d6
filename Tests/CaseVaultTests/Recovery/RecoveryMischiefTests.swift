import AuditLog
import Casework
import Keyring
import SQLiteStorage
import Sodium
import Testing

@testable import CaseVault

/// What comes of recovery where somebody means ill: an officer, whoever made the key, whoever has the
/// database.
@Suite struct RecoveryMischiefTests {
  @Test func `an officer who contributes garbage is named, and others make up for them`() throws {
    var team = try Team()
    let (_, note) = try team.openFile()
    try team.setUpRecovery()
    let laptop = Person("Clara Klein")
    let number = try team.start(for: .clinician, by: .officer, on: laptop)
    try team[.administrator].contributeGarbage(to: number)
    let administrator = try team.member(.administrator)
    #expect(throws: CannotRecover.wrongPieces([administrator])) {
      try team[.officer].finishRecovery(number)
    }
    try team[.supervisor].contributeToRecovery(number)
    _ = try team[.officer].finishRecovery(number)
    #expect(
      try team.join(laptop).read(note, to: .terminal).note.text == "Said in confidence.")
  }

  @Test func `pieces that their maker mixed up are found by a rehearsal, before they are needed`()
    throws
  {
    var team = try Team()
    try team.setUpRecoverySwapped()
    for name in Team.Name.allCases { try team.comesBack(name) }
    let officer = try team.member(.officer)
    #expect(throws: CannotRecover.wrongPieces([officer])) {
      try team[.officer].rehearseRecovery()
    }
    #expect(try team[.supervisor].rehearseRecovery() == 3)
    #expect(try team[.officer].recoveryState().rehearsed == [2])
  }

  @Test func `whoever exchanges sealed pieces in the database is found`() throws {
    var team = try Team()
    try team.setUpRecovery()
    let chunk = try #require(try team[.officer].recoveryState().chunks[.main])
    try team.practice.tamper(
      "UPDATE chunk SET bytes = zeroblob(length(bytes)) WHERE address = x'\(chunk.hexadecimal)'"
    )
    #expect(throws: IntegrityFault.self) { try team[.supervisor].rehearseRecovery() }
  }

  @Test func `a planted recovery wrap opens nothing, and keeps nothing else from coming back`()
    throws
  {
    var team = try Team()
    let (file, note) = try team.openFile()
    let other = try team[.clinician].addClient(named: try ClientName("Jon Doe"))
    try team.setUpRecovery()
    // A box for the recovery key with a secret that the attacker knows, in the place of the one for the
    // file.
    try team[.administrator].plantRecoveryWrap(of: try team.compartment(of: other))
    let laptop = Person("Clara Klein")
    let number = try team.start(for: .clinician, by: .officer, on: laptop)
    try team[.supervisor].contributeToRecovery(number)
    let finished = try team[.officer].finishRecovery(number)
    #expect(finished.damaged == [try team.compartment(of: other)])
    let clara = try team.join(laptop)
    #expect(try clara.read(note, to: .terminal).note.text == "Said in confidence.")
    // Her supervisor, who has the right one, hands it on.
    try team.comesBack(.supervisor)
    #expect(try team.holders(of: other) == [.supervisor, .clinician])
    #expect(try team.holders(of: file) == [.supervisor, .clinician])
    #expect(try team[.officer].verify().firstFault == nil)
  }

  @Test func `an old recovery has no effect a second time, whoever signs it`() throws {
    var team = try Team()
    try team.setUpRecovery()
    let laptop = Person("Clara Klein")
    let number = try team.start(for: .clinician, by: .officer, on: laptop)
    try team[.supervisor].contributeToRecovery(number)
    let finished = try team[.officer].finishRecovery(number)
    let officer = try team[.officer]
    let entry = try officer.entry(at: finished.entry)
    let old = try #require(entry.event.content as? MemberRecovered)
    let at = try officer.enterUnchecked(officer.encoded(old, by: officer.device))
    try officer.journal.catchUp()
    // The key that signed it is in force no longer.
    #expect(try officer.state.violations.map(\.sequence) == [at])
    #expect(try officer.state.violations.map(\.violation) == [.forgedRecovery])
  }

  @Test func `a recovery that the recovery key did not sign is void and reported`() throws {
    var team = try Team()
    try team.setUpRecovery()
    let laptop = Person("Clara Klein")
    let number = try team.start(for: .clinician, by: .officer, on: laptop)
    try team[.supervisor].contributeToRecovery(number)
    let officer = try team[.officer]
    let before = try officer.state
    let forged = try officer.forgedRecovery(of: number, by: nil)
    try officer.enterUnchecked(officer.encoded(forged, by: officer.device))
    try officer.journal.catchUp()
    #expect(try officer.state.violations.map(\.violation) == [.forgedRecovery])
    #expect(try officer.state.members == before.members)
    #expect(try officer.state.recovery == before.recovery)
  }

  @Test func `officers who met in secret sign a recovery, and without contributions it is void`()
    throws
  {
    var team = try Team()
    try team.setUpRecovery()
    let laptop = Person("Clara Klein")
    let number = try team.start(for: .clinician, by: .officer, on: laptop)
    let officer = try team[.officer]
    try officer.meetInSecret(with: [try team[.supervisor]])
    let key = try officer.recoveryState().keys.main.epoch
    let forged = try officer.forgedRecovery(of: number, by: key)
    try officer.enterUnchecked(officer.encoded(forged, by: officer.device))
    try officer.journal.catchUp()
    #expect(try officer.state.violations.map(\.violation) == [.tooFewOfficers])
  }

  // A positive test of a limit: SECURITY.md says so.
  @Test func `a quorum that meets in secret reads everything without an entry, one fewer nothing`()
    throws
  {
    var team = try Team()
    let (file, _) = try team.openFile()
    try team.setUpRecovery()
    let size = try team[.officer].state.size
    let officer = try team[.officer]
    let known = try #require(try officer.state.file(file))
    #expect(try officer.opensAnything(in: file) == 0)
    let administrator = try team[.administrator]
    #expect(throws: (any Error).self) { try officer.meetInSecret(with: []) }
    #expect(try officer.opensAnything(in: file) == 0)
    try officer.meetInSecret(with: [administrator])
    try officer.openInSecret(known.compartment)
    #expect(try officer.opensAnything(in: file) == 2)
    #expect(try team[.clinician].state.size == size)
  }

  // A positive test of a limit: SECURITY.md says so.
  @Test func `whoever makes the recovery key with a changed program keeps it, and reads alone`()
    throws
  {
    var team = try Team()
    let (file, _) = try team.openFile()
    let officer = try team[.officer]
    let officers = try [.officer, .administrator, .supervisor].map { try team.member($0) }
    try team[.administrator].approve(try officer.proposeKeptRecovery(among: officers))
    try team.comesBack(.clinician)
    try officer.journal.catchUp()
    let size = try officer.state.size
    #expect(try officer.opensAnything(in: file) == 0)
    try officer.openInSecret(try team.compartment(of: file))
    #expect(try officer.opensAnything(in: file) == 2)
    #expect(try team[.clinician].state.size == size)
    // A rehearsal finds nothing wrong.
    #expect(try team[.supervisor].rehearseRecovery() == 3)
  }

  @Test func `nobody recovers alone, or themselves, or late`() throws {
    var team = try Team()
    try team.setUpRecovery()
    let laptop = Person("Clara Klein")
    let number = try team.start(for: .clinician, by: .officer, on: laptop)
    #expect(throws: CannotRecover.tooFew(purpose: .main, have: 1, of: 2)) {
      try team[.officer].finishRecovery(number)
    }
    #expect(throws: CannotRecover.isYours) { try team[.officer].contributeToRecovery(number) }
    #expect(throws: Refusal.self) { try team[.colleague].contributeToRecovery(number) }
    #expect(throws: CannotRecover.anotherFinishes) {
      try team[.supervisor].finishRecovery(number)
    }
    let own = Person("Sara Sommer")
    #expect(throws: Refusal.self) { try team.start(for: .supervisor, by: .supervisor, on: own) }
    let second = try team.start(for: .supervisor, by: .officer, on: own)
    #expect(throws: Refusal.self) { try team[.supervisor].contributeToRecovery(second) }
    try team[.administrator].contributeToRecovery(number)
    #expect(throws: CannotRecover.contributedAlready) {
      try team[.administrator].contributeToRecovery(number)
    }
    team.practice.clock.advance(by: .days(8))
    #expect(throws: CannotRecover.hasLapsed) { try team[.officer].finishRecovery(number) }
    #expect(throws: CannotRecover.hasLapsed) {
      try team[.supervisor].contributeToRecovery(number)
    }
  }

  @Test func `whose key it is stops a recovery that they did not ask for`() throws {
    var team = try Team()
    try team.setUpRecovery()
    let number = try team.start(for: .clinician, by: .officer, on: Person("Clara Klein"))
    try team[.administrator].contributeToRecovery(number)
    #expect(throws: Refusal.self) { try team[.colleague].stopRecovery(number) }
    #expect(
      try team[.clinician].reason(ofRecovery: number, to: .terminal) == "The key is lost.")
    #expect(
      try team[.supervisor].reason(ofRecovery: number, to: .terminal) == "The key is lost.")
    #expect(throws: Refusal.self) {
      try team[.colleague].reason(ofRecovery: number, to: .terminal)
    }
    try team[.clinician].stopRecovery(number)
    let ended = try #require(
      try team[.officer].recoveryState().ended[try team.member(.clinician)])
    #expect(ended.isStopped && ended.number == number)
    #expect(throws: CannotRecover.hasEnded(ended)) { try team[.officer].finishRecovery(number) }
  }

  @Test func `an officer who leaves makes a new key due, and the old one opens nothing then`()
    throws
  {
    var team = try Team()
    let (file, _) = try team.openFile()
    try team.setUpRecovery()
    let leaving = try team[.officer].proposeOffboarding(of: try team.member(.supervisor))
    try team[.administrator].approve(leaving)
    #expect(try team[.officer].recoveryState().isStale)
    let old = try team[.officer].recoveryState().keys.main
    let before = try team[.officer].wraps(sealedTo: old, in: try team[.officer].state)
    #expect(!before.isEmpty)
    try team.setUpRecovery(by: [.officer, .administrator, .colleague])
    let recovery = try team[.officer].recoveryState()
    #expect(!recovery.isStale && recovery.keys.main.epoch.epoch == 2)
    #expect(try team[.officer].state.withoutRecovery == [])
    let left = try team.practice.storage().reading { reader in
      try before.filter { try reader.wrap(at: $0) != nil }
    }
    #expect(left == [])
    #expect(try team.holders(of: file) == [.clinician])
    #expect(try team[.officer].verify().firstFault == nil)
  }
}
