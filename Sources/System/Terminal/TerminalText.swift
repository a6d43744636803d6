/// Text that is fit for a terminal: the choke-point between what is stored and what is shown.
///
/// A name or note may hold anything, put there by mistake or by malice: escape sequences that rewrite
/// the screen, controls that turn the order of words around, characters that cannot be seen. Only this
/// type can be written to a terminal by ``StandardStream``, and nothing gets into it unescaped but our
/// own literals:
///
///     try StandardStream.output.write("case file \(client.name)\n")  // the name is escaped
///
/// What is escaped stays visible, as `\x1B` or `\u{202E}`. A backslash itself is left alone: the
/// result is for reading, not for turning back.
package struct TerminalText: Hashable, Sendable {
  /// The text, safe to print as it is.
  package let string: String

  /// For text that has been made safe already, or was cut from such.
  init(safe string: String) {
    self.string = string
  }

  /// A stored string on one line: line feeds and tabs become visible too.
  package static func escaped(_ stored: String) -> TerminalText {
    TerminalText(safe: VisibleText.of(stored, lines: .joined))
  }

  /// The body of a note: line feeds stay (CR LF counts as one), a tab becomes four spaces.
  package static func escapedKeepingLines(_ stored: String) -> TerminalText {
    TerminalText(safe: VisibleText.of(stored, lines: .kept))
  }

  /// Bytes that claim to be UTF-8; whatever is not shows as `\xE9`.
  package static func escaped(_ stored: [UInt8]) -> TerminalText {
    TerminalText(safe: VisibleText.of(stored, lines: .joined))
  }

  /// The same for the body of a note.
  package static func escapedKeepingLines(_ stored: [UInt8]) -> TerminalText {
    TerminalText(safe: VisibleText.of(stored, lines: .kept))
  }

  package static func + (left: TerminalText, right: TerminalText) -> TerminalText {
    TerminalText(safe: left.string + right.string)
  }

  package static func += (left: inout TerminalText, right: TerminalText) {
    left = left + right
  }
}

extension TerminalText: CustomStringConvertible {
  package var description: String { string }
}

extension TerminalText: ExpressibleByStringInterpolation {
  /// A literal is ours and trusted, escape sequences for colour included.
  package init(stringLiteral value: String) {
    self.init(safe: value)
  }

  package init(stringInterpolation: Interpolation) {
    self.init(safe: stringInterpolation.text)
  }

  /// Escapes whatever is put between the parts of a literal.
  package struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    /// Text of this program: nothing to escape.
    package mutating func appendLiteral(_ literal: String) {
      text += literal
    }

    /// Text from a store or a person: escaped, on one line.
    package mutating func appendInterpolation(_ stored: String) {
      text += TerminalText.escaped(stored).string
    }

    /// The same with its line feeds, for a note's own text.
    package mutating func appendInterpolation(keepingLines stored: String) {
      text += TerminalText.escapedKeepingLines(stored).string
    }

    /// A path, escaped: names of files are bytes that anybody may have chosen.
    package mutating func appendInterpolation(_ path: FilePath) {
      text += TerminalText.escaped(path.string).string
    }

    /// Digits need no escaping.
    package mutating func appendInterpolation(_ number: some BinaryInteger) {
      text += String(number)
    }

    /// What has been escaped is not escaped again.
    package mutating func appendInterpolation(_ safe: TerminalText) {
      text += safe.string
    }
  }
}

extension Sequence<TerminalText> {
  /// The texts one after the other, with this between them.
  package func joined(separator: TerminalText = "") -> TerminalText {
    var result: TerminalText = ""
    for (index, text) in enumerated() {
      result = "\(result)\(index == 0 ? "" : separator)\(text)"
    }
    return result
  }
}
