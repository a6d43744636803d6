import Foundation

/// A Swift file, as text and as bare code.
struct SourceFile: Sendable {
  let path: String
  let text: String
  /// The same lines without comments and without the contents of literals, so that a word in a
  /// sentence is not taken for a call.
  let code: String

  init(path: String, text: String) {
    self.path = path
    self.text = text
    code = BareCode.of(text)
  }

  /// Without folders and without `.swift`.
  var name: String { URL(filePath: path).deletingPathExtension().lastPathComponent }

  /// `Sources/Casework/Policy/Policy.swift` belongs to `Casework`.
  var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

  var lineCount: Int { text.utf8.count { $0 == UInt8(ascii: "\n") } }

  /// The modules that the file imports.
  func imports() throws -> [String] {
    try code.captures(
      of:
        #"^\s*(?:@\w+(?:\(\w*\))?\s+)*(?:(?:package|public|internal|private|fileprivate)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)"#
    )
  }

  /// Places where the code matches, as `path:line`.
  func places(of pattern: String) throws -> [String] {
    try code.lines(matching: pattern).map { "\(path):\($0)" }
  }
}

extension String {
  /// The first group of every match. `^` stands for the start of any line.
  ///
  /// By ICU and not by `Regex`: in a debug build that takes minutes over a few hundred files.
  func captures(of pattern: String) throws -> [String] {
    try matches(of: pattern).compactMap { match in
      Range(match.range(at: 1), in: self).map { String(self[$0]) }
    }
  }

  /// The numbers of the lines in which a match begins.
  func lines(matching pattern: String) throws -> [Int] {
    try matches(of: pattern).compactMap { match in
      Range(match.range, in: self).map { found in
        1 + self[..<found.lowerBound].utf8.count { $0 == UInt8(ascii: "\n") }
      }
    }
  }

  private func matches(of pattern: String) throws -> [NSTextCheckingResult] {
    try NSRegularExpression(pattern: pattern, options: .anchorsMatchLines)
      .matches(in: self, range: NSRange(startIndex..., in: self))
  }
}

/// Takes comments and the contents of literals out of Swift, line for line.
private struct BareCode {
  private var bytes: [UInt8] = []
  private var state = State.code

  private enum State { case code, comment, literal, longLiteral }

  static func of(_ text: String) -> String {
    var code = BareCode()
    code.read(Array(text.utf8))
    return String(decoding: code.bytes, as: UTF8.self)
  }

  private mutating func read(_ source: [UInt8]) {
    var place = 0
    while place < source.count {
      place += step(source[place...])
    }
  }

  /// Reads one token and says how long it was.
  private mutating func step(_ rest: ArraySlice<UInt8>) -> Int {
    let byte = rest[rest.startIndex]
    guard byte != UInt8(ascii: "\n") else {
      bytes.append(byte)
      if state != .longLiteral { state = .code }
      return 1
    }
    switch state {
    case .code: return stepInCode(rest)
    case .comment: return 1
    case .literal:
      if byte == UInt8(ascii: "\"") { state = .code }
      return byte == UInt8(ascii: "\\") ? 2 : 1
    case .longLiteral:
      guard rest.starts(with: Self.longQuote) else { return 1 }
      state = .code
      return 3
    }
  }

  private mutating func stepInCode(_ rest: ArraySlice<UInt8>) -> Int {
    if rest.starts(with: "//".utf8) {
      state = .comment
      return 2
    }
    if rest.starts(with: Self.longQuote) {
      state = .longLiteral
      return 3
    }
    let byte = rest[rest.startIndex]
    if byte == UInt8(ascii: "\"") { state = .literal }
    bytes.append(byte)
    return 1
  }

  private static let longQuote = Array(#"""""#.utf8)
}
