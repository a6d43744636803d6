import AuditLog
import CaseVault
import Casework
import System

/// What came of verifying: that everything is as the log says, or the first fault and how many more.
struct VerificationAnswer {
  private let report: VerificationReport
  private let outside: OutsideCheckpointAnswer?

  /// `now` is the time by which a checkpoint's age is told.
  init(_ report: VerificationReport, at now: Moment) {
    self.report = report
    outside = report.outside.map { OutsideCheckpointAnswer($0, at: now) }
  }

  var answer: Answer { Answer(facts, fault: report.firstFault ?? outside?.fault) { page($0) } }

  var facts: JSONObject {
    var facts = JSONObject([
      ("whole", .bool(report.isWhole)), ("vault", .string(report.vault.hexadecimal)),
      ("entries", .integer(Int64(report.size))),
      ("root", .string(ContentHash(report.root).hexadecimal)),
      ("generation", .integer(Int64(report.generation))),
      ("envelopes", .integer(Int64(report.envelopes))), ("faults", .integer(Int64(report.faults))),
    ])
    facts.append("notJudged", ifPresent: report.notJudged.map { .integer(Int64($0)) })
    facts.append("firstFault", ifPresent: report.firstFault.map { .object($0.facts) })
    let violations = report.violations.map { recorded in
      JSONValue.object(
        JSONObject([
          ("entry", .integer(Int64(recorded.sequence))),
          ("why", .string(recorded.violation.phrase.string)),
        ]))
    }
    facts.append("violations", .array(violations))
    facts.append(
      "falseAttestations", .array(report.falseAttestations.map { .integer(Int64($0)) }))
    facts.append("stepsBack", .array(report.stepsBack.map { .integer(Int64($0)) }))
    facts.append("withoutKey", .integer(Int64(report.withoutWrap)))
    facts.append("keysOverdue", .integer(Int64(report.overdue)))
    facts.append("keysBeyondExchange", .integer(Int64(report.beyondExchange)))
    facts.append("lastCheckpoint", ifPresent: report.checkpoint.map { .string($0.at.text) })
    facts.append("givenUp", ifPresent: report.givenUp.map { .object($0.facts) })
    facts.append("outsideCheckpoint", ifPresent: outside.map { .object($0.facts) })
    return facts
  }

  func page(_ layout: Layout) -> TerminalText {
    var lines: [TerminalText] = [headline]
    if let entries = report.notJudged {
      let behind = Int(clamping: entries) - 1
      lines.append(
        behind > 0
          ? "because the log is not whole, \(TerminalText.count(behind, "entry", "entries")) behind that one and every sealed text went unjudged"
          : "because the log is not whole, every sealed text went unjudged")
    }
    if report.isWhole { lines.append("root \(ContentHash(report.root).hexadecimal)") }
    if let line = outside?.line { lines.append(line) }
    // Where the first fault is told as the error, the checkpoint's stands here.
    if !report.isWhole, let fault = outside?.fault {
      lines.append(fault.wording.message)
    }
    if let givenUp = report.givenUp { lines.append(givenUp.sentence) }
    lines += report.violations.map {
      "entry \($0.sequence) stays without effect: \($0.violation.phrase)"
    }
    lines += report.falseAttestations.map {
      "entry \($0) attests who holds what, and that is NOT what the log gave: casevault member attest --check \($0)"
    }
    if !report.stepsBack.isEmpty {
      let numbers = report.stepsBack.prefix(10).map { String($0) }
      lines.append("a clock stepped back at \(TerminalText.list(numbers))")
    }
    if report.withoutWrap > 0 {
      lines.append(
        "\(TerminalText.count(report.withoutWrap, "key waits", "keys wait")) to be handed on, which a colleague's next command does"
      )
    }
    lines += Self.held(report.overdue) { _ in "until a colleague who may runs any command" }
    lines += Self.held(report.beyondExchange) { "and nobody is left to exchange \($0)" }
    return lines.map { layout.sentences($0) }.joined(separator: "\n")
  }

  /// Of keys that somebody has who should not, and what becomes of "it" or "them"; nothing of none.
  private static func held(
    _ count: Int, then next: (TerminalText) -> TerminalText
  ) -> [TerminalText] {
    let them: TerminalText = count == 1 ? "it" : "them"
    let keys = TerminalText.count(count, "key is", "keys are")
    return count == 0
      ? [] : ["\(keys) still held by whoever lost the right to \(them), \(next(them))"]
  }

  private var headline: TerminalText {
    let entries = TerminalText.count(Int(report.size), "entry", "entries")
    guard let fault = report.firstFault else {
      return
        "everything is as the log says: \(entries), \(TerminalText.count(report.envelopes, "sealed text", "sealed texts"))"
    }
    let others = report.faults - 1
    let rest: TerminalText =
      others > 0 ? ", and \(TerminalText.count(others, "fault", "faults")) more" : ""
    return "not whole after \(entries): \(fault.kind.phrase)\(fault.place.phrase)\(rest)"
  }
}

extension IntegrityFault {
  /// A fault in `--json`.
  var facts: JSONObject {
    var facts = JSONObject([("class", .string(kind.rawValue))])
    switch place {
    case .vault: break
    case .entry(let number): facts.append("entry", .integer(Int64(number)))
    case .chunk(let address): facts.append("chunk", .string(address.hexadecimal))
    case .tile(let level, let index):
      facts.append("level", .integer(Int64(level)))
      facts.append("tile", .integer(Int64(index)))
    case .envelope(let id, let version):
      facts.append("envelope", .string(id.hexadecimal))
      facts.append("version", .integer(Int64(version)))
    case .compartment(let id): facts.append("compartment", .string(id.hexadecimal))
    case .row(let locator): facts.append("locator", .string(Hexadecimal.text(of: locator)))
    }
    return facts
  }
}
