import CaseVault
import Casework
import System

extension OvertakenSetUp {
  /// For programs; the officers whom it is about stand beside it.
  var code: String {
    switch self {
    case .keysExchanged: "keys-exchanged"
    case .officersLeft: "officers-left"
    case .newerKey: "newer-recovery-key"
    }
  }

  var officers: [MemberID] {
    switch self {
    case .keysExchanged(let officers), .officersLeft(let officers): officers
    case .newerKey: []
    }
  }

  func write(to facts: inout JSONObject) {
    facts.append("overtaken", .string(code))
    facts.append("overtakenBy", .array(officers.map { .string($0.hexadecimal) }))
  }

  /// Why nobody can approve the number any more, and what to do.
  func sentence(on number: UInt64, naming name: (MemberID) -> TerminalText) -> TerminalText {
    let anew: TerminalText =
      self == .newerKey ? "" : ", and propose it anew: casevault recovery set-up"
    return
      "number \(number), a new recovery key, can be approved no more: \(why(name)). Take it back: casevault member decline \(number)\(anew)"
  }

  private func why(_ name: (MemberID) -> TerminalText) -> TerminalText {
    let people = TerminalText.list(officers.map { name($0).string })
    switch self {
    case .keysExchanged: return "the key of \(people) was exchanged since, or is to be"
    case .officersLeft: return "\(people) left"
    case .newerKey: return "there is a newer one"
    }
  }
}
