import ArgumentParser
import CaseVault
import Casework
import System

/// An emergency in words and for programs.
struct EmergencyLine {
  let emergency: Emergency
  let client: TerminalText
  private let names: [MemberID: String]

  init(_ emergency: Emergency, client: ClientNumber?, names: [MemberID: String]) {
    self.emergency = emergency
    self.client = .escaped(client?.text ?? "the case file")
    self.names = names
  }

  var number: TerminalText { "E-\(emergency.number)" }

  func name(_ member: MemberID) -> TerminalText { names[member].map { "\($0)" } ?? .unopened }

  /// How far it has come, for a list.
  func stage(at now: Moment) -> TerminalText {
    switch emergency.stage {
    case .open:
      if emergency.isAhead(of: now) {
        "open by a clock that is ahead"
      } else {
        emergency.until > now ? "open until \(emergency.until.localTextWithZone)" : "over"
      }
    case .over: "over"
    case .ended(let by, let at):
      by == emergency.opener ? "closed \(at.localText)" : "ended \(at.localText)"
    }
  }

  var review: TerminalText { emergency.review.map { $0.finding.phrase } ?? "not yet" }

  func facts(at now: Moment) -> JSONObject {
    var facts = JSONObject([
      ("emergency", .string(number.string)), ("client", .string(client.string)),
      ("file", .string(emergency.file.hexadecimal)),
      ("member", .string(emergency.opener.hexadecimal)),
    ])
    facts.append("name", ifPresent: names[emergency.opener].map { .string($0) })
    facts.append("safety", .string(emergency.safety.code))
    facts.append("reasonCode", .string(emergency.safety.reasonCode))
    facts.append("at", .string(emergency.at.text))
    facts.append("until", .string(emergency.until.text))
    facts.append("stage", .string(emergency.stageCode(at: now)))
    if let review = emergency.review {
      facts.append("finding", .string(review.finding.rawValue))
      facts.append("reviewedBy", .string(review.by.hexadecimal))
      facts.append("reviewed", .string(review.at.text))
    }
    return facts
  }
}

extension Emergency {
  /// The word in `--json`.
  fileprivate func stageCode(at now: Moment) -> String {
    switch stage {
    case .open: until > now ? "open" : "over"
    case .over: "over"
    case .ended: "ended"
    }
  }
}

extension EmergencyFinding {
  var phrase: TerminalText { self == .appropriate ? "appropriate" : "not appropriate" }
}

extension ArgumentHelp {
  /// How an emergency is named.
  static let emergency = ArgumentHelp(
    "Its number, as in E-4, or a C-number of yours that is open.", valueName: "emergency")
}

/// An emergency as it is typed: E-4, e4 or 4; or the C-number of the case file that it is open on.
enum EmergencyNumber {
  static func read(_ typed: String?, in vault: Vault, _ questions: Questions) throws -> Int {
    let typed = try questions.value(typed, of: "the emergency")
    if typed.lowercased().hasPrefix("c"), let number = ClientNumber(typed),
      let client = try vault.client(closedTo: number),
      let open = try vault.openEmergency(on: client.file)
    {
      return open.number
    }
    let digits = typed.lowercased().drop { $0 == "e" || $0 == "-" }
    guard digits.count < 16, let number = Int(digits), number > 0 else {
      throw NoSuchEmergencyTyped(typed: typed)
    }
    return number
  }
}
