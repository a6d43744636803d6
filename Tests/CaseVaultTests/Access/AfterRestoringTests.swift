import AuditLog
import Casework
import Foundation
import Keyring
import SQLiteStorage
import Testing

@testable import CaseVault

/// An older copy is gone on from: what had ended and is open again, who is shut out, and what this leaves to do.
@Suite struct AfterRestoringTests {
  @Test func `what had ended in the part that is given up is told, until it has ended again`()
    throws
  {
    var team = try Team()
    let (file, _) = try team.openFile()
    try team.puts()
    try team.setUpRecovery()
    let emergency = try team.emergency(on: file).number
    let asked = try team[.officer].requestGrant(
      on: file, terms: team.terms(), because: "A review.")
    let proposal = try team[.administrator].propose(roles: .trainee, of: .colleague, in: team)
    let recovery = try team.start(for: .clinician, by: .officer, on: Person("Clara Klein"))
    // These two wait on, and nothing is told of them.
    let other = try team[.administrator].propose(roles: .trainee, of: .clinician, in: team)
    let yesterday = try team.practice.copyOfDatabase()
    try team[.colleague].closeEmergency(emergency)
    try team[.supervisor].declineGrant(asked.number)
    try team[.administrator].withdraw(proposal)
    try team[.officer].stopRecovery(recovery)
    try team.takeIn(.administrator, .officer)
    let ended: [Taking] = [
      .emergency(emergency, on: file), .request(asked.number, on: file), .proposal(proposal),
      .recovery(recovery, of: try team.member(.clinician)),
    ]
    #expect(try team.restore(yesterday, by: .administrator).byHand == ended)
    #expect(try team[.administrator].state.proposals[other] != nil)
    #expect(try team.accepts(.officer)?.givenBack == ended)
    try team.approveRestoring(by: .officer)
    try team.accepts(.supervisor)
    try team.accepts(.colleague)
    #expect(try team.left(.administrator) == ended)
    try team[.colleague].closeEmergency(emergency)
    try team[.supervisor].declineGrant(asked.number)
    #expect(try team.left(.administrator) == Array(ended[2...]))
    try team[.administrator].withdraw(proposal)
    try team[.officer].stopRecovery(recovery)
    #expect(try team.left(.administrator) == [])
    #expect(try team.left(.officer) == [])
  }

  @Test func `who got a new key since is told why, and others how they come back`() throws {
    var team = try Team()
    _ = try team.openFile()
    try team.setUpRecovery()
    let yesterday = try team.practice.copyOfDatabase()
    let laptop = Person("Clara Klein")
    let number = try team.start(for: .clinician, by: .officer, on: laptop)
    try team[.supervisor].contributeToRecovery(number)
    _ = try team[.officer].finishRecovery(number)
    try team.join(laptop).close()
    try team.takeIn(.administrator, .officer)
    let clinician = try team.member(.clinician)
    let told = try team.restore(yesterday, by: .administrator)
    let shutOut = Taking.lockedOut(clinician)
    #expect(told.byHand?.contains(shutOut) == true)
    #expect(try team.accepts(.officer)?.givenBack?.contains(shutOut) == true)
    try team.approveRestoring(by: .officer)
    #expect(throws: DeviceNotInCopy(others: 0, hasRecovery: true)) {
      try team.practice.open(laptop)
    }
    #expect(throws: DeviceNotInCopy(others: 0, hasRecovery: true)) {
      try Vault.accept(
        try team.practice.storage(), with: try laptop.identity(), memory: laptop.memory,
        in: team.practice.clock.surroundings)
    }
    #expect(try team.left(.officer).contains(shutOut))
    // With the very key that the copy does not know.
    try team.accepts(.supervisor)
    let again = try team.start(for: .clinician, by: .officer, on: laptop)
    try team[.supervisor].contributeToRecovery(again)
    _ = try team[.officer].finishRecovery(again)
    #expect(try !team.left(.officer).contains(shutOut))
    let back = try Vault.accept(
      try team.practice.storage(), with: try laptop.identity(), memory: laptop.memory,
      in: team.practice.clock.surroundings)
    #expect(back.member == clinician)
  }

  // The database is as this device knows it, without its wraps: somebody left, or took rows away.
  @Test func `who has no key in the history that they know is not told of a copy`() throws {
    var team = try Team()
    let colleague = try #require(team.people[.colleague])
    try team.letGo(.colleague)
    try team.comesBack(.officer)
    #expect(throws: OpensNoLonger()) { try team.practice.open(colleague) }
    #expect(throws: OpensNoLonger()) {
      try Vault.accept(
        try team.practice.storage(), with: try colleague.identity(), memory: colleague.memory,
        in: team.practice.clock.surroundings)
    }
  }

  @Test func `a history that this device gave up is told as such, and stays none that counts`()
    throws
  {
    var team = try Team()
    let yesterday = try team.practice.copyOfDatabase()
    try team[.administrator].backUp(to: team.practice.folder.appending("shorter"))
    _ = try team.openFile()
    try team.takeIn(.administrator)
    try team[.administrator].backUp(to: team.practice.folder.appending("whole"))
    let size = try team[.administrator].state.size
    let lost = try team.practice.copyOfDatabase()
    try team.restore(yesterday, by: .administrator)
    try team.approveRestoring(by: .officer)
    try team.takeIn(.administrator)
    let adam = try #require(team.people[.administrator])
    func verified(_ copy: String) throws -> BackupReport {
      try Vault.verifyBackup(
        try SQLiteStorage.open(copy: team.practice.folder.appending(copy)),
        of: try team.practice.storage(), with: try adam.identity(), memory: adam.memory)
    }
    let whole = try verified("whole")
    #expect(whole.standing == .otherHistory && whole.givenUp?.isCertain == true)
    #expect(whole.givenUp?.size == size)
    #expect(try verified("shorter").givenUp?.isCertain == false)
    try team[.administrator].backUp(to: team.practice.folder.appending("own"))
    #expect(try verified("own").givenUp == nil)
    // The lost vault itself turns up: forked, as ever, and named.
    try team.practice.putBack(lost)
    let report = try Vault.verify(
      try team.practice.storage(), with: try adam.identity(), memory: adam.memory)
    #expect(!report.isWhole && report.givenUp?.isCertain == true)
    // On a device that gave nothing up it is what it is.
    let olga = try #require(team.people[.officer]).forgetting()
    let other = try Vault.verify(
      try team.practice.storage(), with: try olga.identity(), memory: olga.memory)
    #expect(other.isWhole && other.givenUp == nil)
  }

  @Test func `what is left to do is kept, dropped when it is done, and forgotten when one says so`()
    throws
  {
    var team = try Team()
    let yesterday = try team.practice.copyOfDatabase()
    try team.endSupervision(of: .clinician, by: .supervisor)
    try team.letGo(.colleague)
    try team.takeIn(.administrator, .officer)
    let supervised = Taking.supervision(
      of: try team.member(.clinician), by: try team.member(.supervisor))
    #expect(try team.restore(yesterday, by: .administrator).byHand == [supervised])
    #expect(try team.left(.administrator) == [supervised])
    try team.approveRestoring(by: .officer)
    try team.comesBack(.administrator)
    #expect(try team.left(.administrator) == [supervised])
    let memory = try #require(team.people[.administrator]).memory
    let kept = memory.load(.restorings)
    try team.accepts(.supervisor)
    try team.endSupervision(of: .clinician, by: .supervisor)
    #expect(try team.left(.administrator) == [])
    // What was done and is so again later, was given: nobody is told.
    try team.supervise(.clinician, by: .supervisor)
    #expect(try team.left(.administrator) == [])
    memory.save(try #require(kept), as: .restorings)
    #expect(try team.left(.administrator) == [supervised])
    try team[.administrator].forgetLeftByRestorings()
    #expect(try team.left(.administrator) == [])
    memory.save([1, 2, 3], as: .restorings)
    #expect(try team.left(.administrator) == [])
  }

  @Test func `no more is kept than there is room for, and the rest is counted`() throws {
    let state = try Team()[.officer].state
    let member = try #require(state.members.keys.first)
    let pin = { (size: UInt64) in
      Pin(size: size, root: .ofEmptyTree, last: .ofEmptyTree, generation: 1)
    }
    var kept = KeptRestorings()
    for size in 1...12 as ClosedRange<UInt64> {
      let left = (0..<400).map { LeftToDo(.recovery(size * 1_000 + $0, of: member), in: state) }
      kept.add(GivenUpHistory(of: pin(size), at: .earliest, leaving: left))
    }
    #expect(kept.histories.map(\.size) == Array(5...12))
    #expect(kept.histories.map(\.left.count) == [0, 0, 0, 0, 0, 200, 400, 400])
    #expect(kept.histories.map(\.notKept) == [400, 400, 400, 400, 400, 200, 0, 0])
    // The same once more, as after a crash: what is told last counts.
    kept.add(GivenUpHistory(of: pin(12), at: .latest))
    #expect(kept.histories.count == 8 && kept.histories.last?.left == [])
  }
}

extension Team {
  /// What somebody's device still has to remind them of.
  fileprivate func left(_ name: Name) throws -> [Taking] {
    try self[name].leftByRestorings().flatMap(\.left).map(\.taking)
  }
}

extension Vault {
  /// Proposes that somebody gets a role besides.
  fileprivate func propose(
    roles role: Role, of name: Team.Name, in team: Team
  ) throws -> UInt64 {
    try proposeRoles(of: try team.member(name), adding: [role], removing: []).number
  }
}
