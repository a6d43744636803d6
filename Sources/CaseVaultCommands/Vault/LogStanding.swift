import CaseVault
import Casework
import System

/// What a status says of the log: whether it is whole as far as anybody looked, and who outside could tell.
struct LogStanding {
  private let state: VaultState
  private let last: LastVerification?
  private let looksAfterIt: Bool
  private let now: Moment

  init(of vault: Vault, for roles: [Role]) throws {
    state = try vault.state
    last = vault.lastVerification()
    now = vault.now()
    // Alone, nobody else does.
    looksAfterIt = state.preset == .solo || roles.contains { Self.lookingAfter.contains($0) }
  }

  /// Whose work it is to see that the log is whole.
  private static let lookingAfter: Set<Role> = [.auditor, .privacyOfficer]

  /// Every entry was verified when it was taken in: one that was not stops the opening. Notes and keys are
  /// held against the log by `audit verify` alone.
  var fact: TerminalText {
    let entries = TerminalText.count(Int(state.size), "entry", "entries")
    guard let last else {
      return "\(entries), each verified; notes and keys not verified here yet"
    }
    return last.isWhole
      ? "\(entries), each verified; notes and keys whole on \(last.at.localText)"
      : "\(entries), each verified; NOT WHOLE when verified on \(last.at.localText)"
  }

  var checkpoint: TerminalText {
    state.latestCheckpoint.map { "\($0.at.localText), \(Self.days(from: $0.at, to: now))" }
      ?? "none yet"
  }

  func write(to result: inout JSONObject) {
    result.append(
      "lastCheckpoint", ifPresent: state.latestCheckpoint.map { .string($0.at.text) })
    guard let last else { return }
    result.append(
      "lastVerification",
      .object(
        JSONObject([
          ("at", .string(last.at.text)), ("entries", .integer(Int64(last.size))),
          ("whole", .bool(last.isWhole)),
        ])))
  }

  var findings: [TerminalText] {
    var findings: [TerminalText] = []
    if let last, !last.isWhole {
      findings.append(
        "THE VAULT IS NOT WHOLE, as this device found on \(last.at.localText): casevault audit verify"
      )
    } else if looksAfterIt, last.map({ isOld($0.at) }) ?? (state.size >= Self.worthALook) {
      let what: TerminalText = last.map { "since \($0.at.localText)" } ?? "yet"
      findings.append(
        "notes and keys were not verified on this device \(what): casevault audit verify")
    }
    if state.preset == .agency, state.latestCheckpoint.map({ isOld($0.at) }) ?? true {
      findings.append(
        "nobody outside holds a checkpoint of the last \(Self.oldAfterDays) days: casevault audit checkpoint --out FILE"
      )
    }
    if !state.stepsBack.isEmpty {
      findings.append(
        "\(TerminalText.count(state.stepsBack.count, "entry claims", "entries claim")) a time before earlier ones: casevault audit verify"
      )
    }
    return findings
  }

  /// So many entries, and somebody should have verified what hangs on them.
  private static let worthALook: UInt64 = 100

  private func isOld(_ moment: Moment) -> Bool {
    moment.adding(.days(Self.oldAfterDays)) < now
  }

  private static func days(from start: Moment, to end: Moment) -> TerminalText {
    let milliseconds = end.millisecondsSince1970 - start.millisecondsSince1970
    let days = Int(milliseconds / 86_400_000)
    return days < 1 ? "today" : "\(TerminalText.count(days, "day", "days")) ago"
  }

  /// An agency without an outside checkpoint for so long sees a finding (design §6).
  private static let oldAfterDays: Int64 = 30
}
