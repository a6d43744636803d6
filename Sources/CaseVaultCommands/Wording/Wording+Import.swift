import CaseVault
import Casework
import System

extension ImportRefused: WordedError {
  var wording: Wording {
    let count = report.refused.count
    let first = report.refused.first
    let place: TerminalText =
      first.map { "; the first in line \($0.line): \($0.reason.wording.message)" } ?? ""
    let advice: TerminalText =
      "nothing was imported; --keep-going imports the rest and lists what it leaves out"
    let hint = first?.reason.wording.hint.map { "\($0); \(advice)" as TerminalText }
    return Wording(
      .usage, "import-refused",
      "\(TerminalText.count(count, "record", "records")) cannot be imported\(place)",
      hint: hint ?? advice)
  }
}

extension MissingColumns: WordedError {
  var wording: Wording {
    let names = columns.map { "“\($0.name)”" }
    let options = columns.map { column in
      let name = column.alike.map { ShellWord($0).text } ?? "COLUMN"
      return "--map \(column.field.name)=\(name)" as TerminalText
    }
    let which: TerminalText = columns.count == 1 ? "say which holds it" : "say which hold them"
    let header: TerminalText =
      inHeader ? "; the first row names the columns, with commas between them" : ""
    return Wording(
      .usage, "missing-columns",
      "the file has no \(columns.count == 1 ? "column" : "columns") \(TerminalText.list(names))",
      hint: "\(which): \(options.joined(separator: " "))\(header)")
  }
}

extension RefusedRecord: WordedError {
  var wording: Wording {
    let words = reason.wording
    return words.saying("line \(line): \(words.message)")
  }
}

extension RefusedRecord.Reason: WordedError {
  var wording: Wording {
    switch self {
    case .json(let error):
      Wording(ofRecord: "invalid-json", "no JSON from byte \(error.offset + 1) on")
    case .notAnObject: Wording(ofRecord: "not-an-object", "JSON, but no object")
    case .tooLong(let limit):
      Wording(ofRecord: "record-too-long", "longer than \(TerminalText.size(limit))")
    case .raggedRow(let expected, let found):
      Wording(ofRecord: "ragged-row", "\(found) fields under \(expected) columns")
    case .unterminatedQuote:
      Wording(ofRecord: "unterminated-quote", "a quotation mark that is never closed")
    case .strayQuote: Wording(ofRecord: "stray-quote", "a quotation mark inside a bare field")
    case .textAfterClosingQuote:
      Wording(ofRecord: "text-after-quote", "text after a closing quotation mark")
    case .invalidUTF8(let column):
      Wording(ofRecord: "invalid-utf8", "“\(column)” is not valid UTF-8")
    case .duplicateColumn(let column):
      Wording(ofRecord: "duplicate-column", "the column “\(column)” stands there twice")
    case .missing(let field): Wording(ofRecord: "missing-field", "\(field.name) is missing")
    case .wrongType(let field): Wording(ofRecord: "wrong-type", "\(field.name) is not a text")
    case .text(let field, let error): error.wording(of: "\(field.name)")
    case .time(let field, let error): error.wording(of: "\(field.name)")
    case .unknownValue(let field):
      Wording(ofRecord: "unknown-value", "\(field.name) is none that is known here")
    case .note(let error): error.wording
    case .excludedColumn(let column):
      Wording(
        .usage, "excluded-column", "“\(column)” is not for a psychotherapy note (45 CFR 164.501)",
        hint: "write it into a progress note of the same session")
    case .noSuchClientNumber:
      Wording(
        .notFound, "no-such-client-number", "no client of yours has this C-number",
        hint: "casevault client list shows them; a new client's name is no C-number")
    case .ambiguousClient(let numbers):
      Wording(
        .conflict, "ambiguous-client",
        "more than one client has or had this name: \(TerminalText.list(numbers.map(\.text)))",
        hint: "write the C-number in its place")
    case .earlierName(let number):
      Wording(
        .conflict, "earlier-name", "\(number?.text ?? "a client") had this name earlier",
        hint: "write the C-number in its place")
    }
  }
}
