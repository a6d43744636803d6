import CaseVault
import Casework
import System

/// What a status says of emergencies, to whoever has to do something about them or waits for others to.
struct EmergencyFindings {
  private let unreviewed: [KnownEmergency]
  private let state: VaultState
  private let member: MemberID
  private let now: Moment

  init(
    _ unreviewed: [KnownEmergency], in state: VaultState, for member: MemberID, at now: Moment
  ) {
    (self.unreviewed, self.state, self.member, self.now) = (unreviewed, state, member, now)
  }

  var lines: [TerminalText] { unreviewed.map(words(of:)) + reach }

  private func words(of known: KnownEmergency) -> TerminalText {
    let line = EmergencyLine(known.emergency, client: known.client, names: [:])
    let what: TerminalText =
      "EMERGENCY \(line.number) on \(line.client) (\(known.emergency.safety.title)), \(line.stage(at: now))"
    if known.isReviewer {
      return
        "\(what), is not reviewed: casevault emergency show \(line.number), casevault emergency review \(line.number)"
    }
    if known.emergency.opener == member, known.emergency.isOpen(at: now) {
      return "\(what), is yours: casevault emergency close \(line.number) when you are done"
    }
    return "\(what), is not reviewed by a supervisor, auditor or privacy officer yet"
  }

  /// How far those on duty get, for whoever can do something about it.
  private var reach: [TerminalText] {
    let beyond = state.filesBeyondEmergencies
    let sees = state.isOnDuty(member) || state.members[member]?.reach(of: .setRoster) != nil
    guard sees, !state.roster.isEmpty, beyond > 0 else { return [] }
    return [
      "\(TerminalText.count(beyond, "case file", "case files")) cannot be opened in an emergency yet: casevault emergency roster"
    ]
  }
}
