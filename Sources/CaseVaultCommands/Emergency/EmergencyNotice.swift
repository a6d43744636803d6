import CaseVault
import Casework
import System

/// What is said beside every answer to those who are to review an emergency: it has to be loud to be seen.
struct EmergencyNotice {
  private let waiting: [KnownEmergency]
  private let names: [MemberID: String]
  private let now: Moment

  init(in vault: Vault) throws {
    // An auditor reviews in their own time; those who answer for the work are told at once.
    let mustKnow = try vault.state.members[vault.member]?.reach(of: .setRoster) != nil
    waiting = try mustKnow ? vault.emergenciesToReview() : []
    names = try waiting.isEmpty ? [:] : vault.members().names
    now = vault.now()
  }

  var lines: [TerminalText] {
    waiting.map { known in
      let line = EmergencyLine(known.emergency, client: known.client, names: names)
      return
        "casevault: warning: \(line.number): \(line.name(known.emergency.opener)) opened \(line.client) in an emergency on \(known.emergency.at.localText) (\(known.emergency.safety.title)), \(line.stage(at: now)); not reviewed: casevault emergency show \(line.number)"
    }
  }
}
