/// JSON for `--json`: ordinary JSON in UTF-8, for other programs and for people with a terminal.
///
/// Beside what JSON demands, control characters beyond ASCII and bidi controls are written as escapes:
/// the same value to a program, and no way for a stored text to play tricks on a terminal.
package enum JSONOutput {
  /// One line for programs, or indented for people.
  package enum Layout: Sendable { case compact, pretty }

  /// The value as text, without a line end after it. A number that JSON cannot hold becomes null.
  package static func text(of value: JSONValue, _ layout: Layout = .pretty) -> String {
    var output = JSONOutputWriter(isPretty: layout == .pretty)
    output.write(value)
    return output.text
  }
}

private struct JSONOutputWriter {
  let isPretty: Bool
  var text = ""
  private var depth = 0

  init(isPretty: Bool) { self.isPretty = isPretty }

  mutating func write(_ value: JSONValue) {
    switch value {
    case .object(let object):
      writeList(object.members, "{", "}") { writer, member in
        writer.write(member.key)
        writer.text += writer.isPretty ? ": " : ":"
        writer.write(member.value)
      }
    case .array(let elements):
      writeList(elements, "[", "]") { writer, element in writer.write(element) }
    case .string(let string): write(string)
    case .integer(let number): text += String(number)
    case .bool(let flag): text += flag ? "true" : "false"
    case .double(let number): text += number.isFinite ? "\(number)" : "null"
    case .null: text += "null"
    }
  }

  private mutating func writeList<Element>(
    _ elements: [Element], _ open: String, _ close: String,
    _ writeOne: (inout JSONOutputWriter, Element) -> Void
  ) {
    text += open
    depth += 1
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      startLine()
      writeOne(&self, element)
    }
    depth -= 1
    if !elements.isEmpty { startLine() }
    text += close
  }

  private mutating func startLine() {
    guard isPretty else { return }
    text += "\n" + String(repeating: "  ", count: depth)
  }

  private mutating func write(_ string: String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"", "\\": text += "\\" + String(scalar)
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.playsTricks:
        var escape: [UInt8] = []
        for unit in String(scalar).utf16 { escape.appendEscape(of: unit) }
        text += String(decoding: escape, as: UTF8.self)
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

extension Unicode.Scalar {
  /// Control characters, bidi controls (UAX 9) and the line separators that end a line of a script.
  fileprivate var playsTricks: Bool {
    switch value {
    case 0..<0x20, 0x7f...0x9f, 0x2028, 0x2029: true
    default: isBidiControl
    }
  }
}
