import CaseVault
import Casework
import System

/// Entries of the log as a person and as a program reads them.
struct EntryLines {
  let names: [MemberID: String]
  let state: VaultState

  /// Number, time, member, event, subject.
  func row(of entry: LogEntry) -> [TerminalText] {
    let effect: TerminalText = entry.violation.map { "without effect: \($0.phrase)" } ?? ""
    return [
      "\(entry.sequence)", entry.event.at.localText,
      "\(entry.member.map { names[$0] ?? $0.short } ?? "")",
      "\(type(of: entry.event.content).code)",
      entry.violation == nil ? subject(of: entry) : effect,
    ]
  }

  /// In `--json`, the event as it was signed stands under `event`.
  func facts(of entry: LogEntry) throws -> JSONObject {
    var facts = JSONObject([
      ("number", .integer(Int64(entry.sequence))), ("at", .string(entry.event.at.text)),
      ("device", .string(entry.event.by.hexadecimal)),
    ])
    facts.append("member", ifPresent: entry.member.map { .string($0.hexadecimal) })
    facts.append("name", ifPresent: entry.member.flatMap { names[$0] }.map { .string($0) })
    facts.append("kind", .string(type(of: entry.event.content).code))
    facts.append("event", try StrictJSON.parse(Array(entry.text.utf8)))
    facts.append("violation", ifPresent: entry.violation.map { .string($0.phrase.string) })
    return facts
  }

  /// What the event is about, in few words: the proposal, the case file, the kind, where words went.
  private func subject(of entry: LogEntry) -> TerminalText {
    guard let event = try? StrictJSON.parse(Array(entry.text.utf8)).object else { return "" }
    let first = event["notes"]?.array?.first?.object
    let parts: [TerminalText?] = [
      proposed(in: event), file(in: event) ?? first.flatMap(file(in:)),
      event["grant"]?.integer.map { "G-\($0)" },
      event["emergency"]?.integer.map { "E-\($0)" }, note(in: event) ?? first.flatMap(note(in:)),
      word("kind", in: event), word("power", in: event), word("reason", in: event),
      word("cause", in: event), word("safety", in: event),
      word("finding", in: event), event["count"]?.integer.map { "\($0)" },
      wrongPassphrases(in: event), word("to", in: event).map { "to \($0)" },
    ]
    return parts.compactMap(\.self).joined(separator: " ")
  }

  /// What is proposed, or the number of the proposal that is approved or withdrawn.
  private func proposed(in event: JSONObject) -> TerminalText? {
    if let number = event["proposal"]?.object?["entry"]?.integer { return "number \(number)" }
    let act = event["act"]?.object
    let named = act?["member"]?.object?["roles"] ?? act?["after"]
    let roles = named?.array?.compactMap(\.string) ?? []
    return act?["event"]?.string.map { ([$0] + roles).joined(separator: " ") }.map { "\($0)" }
  }

  private func file(in event: JSONObject) -> TerminalText? {
    guard let text = event["file"]?.string, let id = try? CaseFileID(hexadecimal: text) else {
      return nil
    }
    return state.files[id].flatMap { ClientNumber($0.number) }.map { "\($0.text)" }
  }

  private func note(in event: JSONObject) -> TerminalText? {
    let value = event["note"]
    let text = value?.string ?? value?.object?["envelope"]?.string
    return text.map { "note \(String($0.prefix(8)))" }
  }

  private func wrongPassphrases(in event: JSONObject) -> TerminalText? {
    event["failed"]?.integer.map {
      "after \(TerminalText.count(Int($0), "wrong passphrase", "wrong passphrases"))"
    }
  }

  private func word(_ key: String, in event: JSONObject) -> TerminalText? {
    event[key]?.string.map { "\($0)" }
  }
}

extension MemberID {
  /// Stands for a member whose name cannot be opened.
  var short: String { String(hexadecimal.prefix(8)) }
}
