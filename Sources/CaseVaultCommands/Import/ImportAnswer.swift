import CaseVault
import Casework
import System

/// What came of an import: numbers, and with `--keep-going` what was left out and why.
struct ImportAnswer {
  private let report: ImportReport

  init(_ report: ImportReport) { self.report = report }

  var answer: Answer {
    let refused = report.refused.map { record in
      let words = record.reason.wording
      var refused = JSONObject([
        ("line", .integer(Int64(record.line))), ("code", .string(words.code)),
        ("message", .string(words.message.string)),
      ])
      refused.append("hint", ifPresent: words.hint.map { .string($0.string) })
      return JSONValue.object(refused)
    }
    let columns = report.ignoredColumns.sorted { $0.key < $1.key }
    let result = JSONObject([
      ("imported", .integer(Int64(report.imported))),
      ("duplicates", .integer(Int64(report.duplicates))),
      ("newClients", .integer(Int64(report.newClients))),
      ("hinted", .integer(Int64(report.hinted))), ("refused", .array(refused)),
      (
        "ignoredColumns",
        .object(JSONObject(columns.map { ($0.key, .integer(Int64($0.value))) }))
      ),
    ])
    return Answer(result, page)
  }

  private var page: TerminalText {
    var lines: [TerminalText] = [
      "\(TerminalText.count(report.imported, "note", "notes")) imported, \(TerminalText.count(report.newClients, "client", "clients")) taken in"
    ]
    if report.duplicates > 0 {
      lines.append("\(TerminalText.grouped(report.duplicates)) were there already")
    }
    if report.hinted > 0 {
      lines.append(
        "\(TerminalText.count(report.hinted, "psychotherapy note", "psychotherapy notes")) may hold what such notes leave out (45 CFR 164.501), and came in as written"
      )
    }
    if !report.ignoredColumns.isEmpty {
      lines.append("passed over: \(TerminalText.list(report.ignoredColumns.keys.sorted()))")
    }
    if !report.refused.isEmpty {
      lines.append("\(TerminalText.count(report.refused.count, "record", "records")) left out:")
      lines += report.refused.map { record in
        let words = record.wording
        let hint = words.hint.map { "; \($0)" as TerminalText } ?? ""
        return "  \(words.message)\(hint)"
      }
    }
    return lines.joined(separator: "\n")
  }
}
