import System

extension TerminalText {
  /// `0644`.
  static func octal(_ mode: UInt16) -> TerminalText {
    let digits = String(mode, radix: 8)
    return .escaped(String(repeating: "0", count: max(0, 4 - digits.count)) + digits)
  }

  /// A number of bytes as people say it: `16 MiB`, `3.2 KiB`, `512 bytes`.
  static func size(_ bytes: Int) -> TerminalText {
    let units = ["KiB", "MiB", "GiB", "TiB"]
    guard bytes >= 1024 else { return bytes == 1 ? "1 byte" : "\(bytes) bytes" }
    // In this order nothing overflows, whatever a hostile file claims.
    var tenths = bytes / 1024 * 10 + bytes % 1024 * 10 / 1024
    var unit = 0
    while tenths >= 10_240, unit < units.count - 1 {
      tenths /= 1024
      unit += 1
    }
    let isWhole = tenths % 10 == 0 || tenths >= 1000
    return isWhole
      ? "\(tenths / 10) \(units[unit])" : "\(tenths / 10).\(tenths % 10) \(units[unit])"
  }

  /// `U+202E`.
  static func codePoint(_ scalar: Unicode.Scalar) -> TerminalText {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return .escaped("U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits)
  }

  /// `soap, dap and birp`.
  static func list(_ words: [String], _ last: String = "and") -> TerminalText {
    guard let end = words.last, words.count > 1 else { return .escaped(words.first ?? "") }
    return .escaped(words.dropLast().joined(separator: ", ") + " \(last) " + end)
  }

  /// `1 note`, `2 notes`.
  static func count(_ number: Int, _ one: TerminalText, _ many: TerminalText) -> TerminalText {
    number == 1 ? "1 \(one)" : "\(grouped(number)) \(many)"
  }

  /// `100,000`.
  static func grouped(_ number: Int) -> TerminalText {
    var digits = String(number)
    var place = digits.count - 3
    while place > (number < 0 ? 1 : 0) {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
      place -= 3
    }
    return .escaped(digits)
  }
}

extension FilePath {
  /// The path as one word of a shell's command line.
  var quoted: TerminalText { ShellWord(string).text }
}

/// A text as one word of a command line, for hints that can be copied.
struct ShellWord {
  let text: TerminalText

  init(_ word: String) {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./,:+@%=")
    if !word.isEmpty, word.allSatisfy({ plain.contains($0) }) {
      text = .escaped(word)
    } else {
      text = .escaped(
        "'"
          + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
          + "'")
    }
  }
}
