import CaseVault
import Casework
import System

/// What a status says of who looked through who holds what, to those who see everybody's.
///
/// 45 CFR 164.308(a)(1)(ii)(D) and (a)(4)(ii)(C) ask for a regular review and name no time; the time is ours.
struct ReviewFindings {
  private let state: VaultState
  private let sees: Bool
  private let now: Moment

  init(in state: VaultState, for member: MemberID, at now: Moment) {
    self.state = state
    self.now = now
    sees = state.members[member]?.reach(of: .attestAccess) == .everything
  }

  var lines: [TerminalText] {
    // A young agency has nothing to look through yet, and a practice of one nobody to look at.
    guard sees, state.preset == .agency, state.size >= Self.worthALook else { return [] }
    guard let last = state.latestAttestation else {
      return ["nobody has looked through who holds what yet: casevault member review"]
    }
    guard last.at.adding(.days(Self.oldAfterDays)) < now else { return [] }
    return [
      "who holds what was last looked through on \(last.at.localText): casevault member review"
    ]
  }

  private static let oldAfterDays: Int64 = 90
  private static let worthALook: UInt64 = 100
}
