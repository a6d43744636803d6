import Casework
import Testing

@testable import CaseVault

/// Roles that change in a whole vault: keys that come and go with them, and what is refused before.
@Suite struct SettingRolesTests {
  @Test
  func `who becomes a privacy officer is handed oversight, and who is none any more loses it`()
    throws
  {
    var team = try Team()
    let (file, _) = try team.openFile()
    let colleague = try team.member(.colleague)
    try team[.officer].declareConflict(of: colleague, with: file, because: "A neighbour.")
    try team.setRoles(of: .colleague, adding: [.privacyOfficer])
    try team.comesBack(.officer)
    try team.comesBack(.colleague)
    let vault = try team[.colleague]
    #expect(try vault.me()?.roles == [.clinician, .privacyOfficer])
    #expect(try vault.conflicts(to: .terminal).map(\.reason) == ["A neighbour."])
    let oversight = try #require(try vault.state.oversight)
    let before = try #require(try vault.state.compartments[oversight]?.current.epoch)
    try team.setRoles(of: .colleague, removing: [.privacyOfficer])
    try team.comesBack(.officer)
    let state = try team[.officer].state
    #expect(state.compartments[oversight]?.current.epoch == before + 1)
    #expect(state.compartments[oversight]?.isHeld(by: colleague) == false)
    #expect(state.registry.flatMap { state.compartments[$0] }?.isHeld(by: colleague) == false)
    try team.comesBack(.colleague)
    #expect(throws: Refusal.self) { try team[.colleague].check([Act(.readReasons)]) }
    #expect(try team[.officer].verify().violations == [])
    #expect(try team[.officer].verify().firstFault == nil)
  }

  @Test func `what cannot be is refused with the reason, before anybody is asked to approve it`()
    throws
  {
    let team = try Team()
    _ = try team.openFile()
    let (officer, administrator) = (try team[.officer], try team[.administrator])
    func refusal(_ name: Team.Name, _ adding: [Role], _ removing: [Role], _ why: CannotSetRoles) {
      #expect(throws: why) {
        try officer.proposeRoles(of: team.member(name), adding: adding, removing: removing)
      }
    }
    let number = try #require(ClientNumber(1))
    refusal(.clinician, [.administrator], [.clinician], .hasFiles([number]))
    refusal(
      .supervisor, [.clinician], [.supervisor],
      .hasSupervisees([try team.member(.clinician)]))
    try team[.supervisor].setRoster([try team.member(.colleague)])
    refusal(.colleague, [.administrator], [.clinician], .isOnDuty)
    refusal(.colleague, [.clinician], [], .changesNothing)
    refusal(.colleague, [], [.clinician], .leavesNone)
    refusal(.colleague, [.auditor], [], .doNotCombine([.clinician, .auditor]))
    refusal(.officer, [.clinician], [], .concernsYou)
    #expect(throws: CannotSetRoles.holdsAlone(.oversight)) {
      try administrator.proposeRoles(
        of: team.member(.officer), adding: [.administrator], removing: [.privacyOfficer])
    }
    #expect(throws: Refusal.self) {
      try team[.clinician].proposeRoles(
        of: team.member(.colleague), adding: [.administrator], removing: [])
    }
    #expect(try officer.state.proposals.isEmpty)
  }
}

extension Team {
  fileprivate func setRoles(
    of name: Name, adding: [Role] = [], removing: [Role] = []
  ) throws {
    let number = try self[.officer].proposeRoles(
      of: try member(name), adding: adding, removing: removing
    ).number
    try self[.administrator].approve(number)
  }
}
