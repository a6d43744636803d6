/// Walks bytes once by the grammar of RFC 8259.
///
/// Holds the array rather than a span of it: an array's slices are appended in one piece, a span's are
/// not. Offsets are the array's own.
struct LenientJSONReader {
  private let bytes: [UInt8]
  private let end: Int
  private var position: Int
  private var depth = 0
  /// What a string with escapes is put together in; kept for the next one.
  private var unescaped: [UInt8] = []

  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  /// The value that fills the range but for white space.
  mutating func document() throws(InvalidJSON) -> JSONValue {
    let value = try value()
    skipWhiteSpace()
    guard position == end else { throw InvalidJSON(.bytesAfterTheValue, at: position) }
    return value
  }

  private mutating func value() throws(InvalidJSON) -> JSONValue {
    skipWhiteSpace()
    switch try peek() {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "{"):
      try enter()
      defer { depth -= 1 }
      return .object(try members())
    case UInt8(ascii: "["):
      try enter()
      defer { depth -= 1 }
      return .array(try elements())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case let byte: throw InvalidJSON(.unexpectedByte(byte), at: position)
    }
  }

  private mutating func skipWhiteSpace() {
    while position < end, bytes[position].isJSONWhiteSpace { position += 1 }
  }

  private mutating func enter() throws(InvalidJSON) {
    depth += 1
    guard depth <= LenientJSON.maximumDepth else {
      throw InvalidJSON(.tooDeep(limit: LenientJSON.maximumDepth), at: position)
    }
    position += 1
  }

  private mutating func members() throws(InvalidJSON) -> JSONObject {
    let start = position - 1
    var object = JSONObject()
    if try takes("}") { return object }
    repeat {
      skipWhiteSpace()
      guard try peek() == UInt8(ascii: "\"") else { throw unexpected() }
      let key = try string()
      guard try takes(":") else { throw unexpected() }
      object.append(key, try value())
    } while try takes(",")
    guard try takes("}") else { throw unexpected() }
    if let key = object.firstDuplicateKey() { throw InvalidJSON(.duplicateKey(key), at: start) }
    return object
  }

  private mutating func elements() throws(InvalidJSON) -> [JSONValue] {
    var elements: [JSONValue] = []
    if try takes("]") { return elements }
    repeat { elements.append(try value()) } while try takes(",")
    guard try takes("]") else { throw unexpected() }
    return elements
  }

  /// A string without escapes is copied in one piece; others are put together from their pieces.
  private mutating func string() throws(InvalidJSON) -> String {
    position += 1
    let start = position
    skipPlainText()
    if try peek() == UInt8(ascii: "\"") {
      position += 1
      return try text(start..<(position - 1))
    }
    unescaped.removeAll(keepingCapacity: true)
    var pieceStart = start
    while try peek() == UInt8(ascii: "\\") {
      unescaped += bytes[pieceStart..<position]
      try unescape()
      pieceStart = position
      skipPlainText()
    }
    guard try peek() == UInt8(ascii: "\"") else {
      throw InvalidJSON(.controlByte(try peek()), at: position)
    }
    unescaped += bytes[pieceStart..<position]
    position += 1
    if let text = try? UTF8Text.string(from: unescaped.span) { return text }
    // Escapes are ASCII, so what is wrong is wrong in the raw bytes too, where its place is known.
    return try text(start..<(position - 1))
  }

  private mutating func skipPlainText() {
    position = bytes.span.extracting(..<end).endOfPlainJSON(from: position)
  }

  private func text(_ range: Range<Int>) throws(InvalidJSON) -> String {
    try bytes.span.extracting(range).jsonText(at: range.lowerBound)
  }

  private mutating func unescape() throws(InvalidJSON) {
    guard position + 1 < end else { throw InvalidJSON(.unexpectedEnd, at: end) }
    let letter = bytes[position + 1]
    if letter == UInt8(ascii: "u") {
      var next = position
      let scalar = try JSONEscape.scalar(in: bytes.span.extracting(..<end), at: &next).scalar
      unescaped += String(scalar).utf8
      position = next
      return
    }
    guard let byte = Self.meaning(ofShortEscape: letter) else {
      throw InvalidJSON(.invalidEscape, at: position)
    }
    unescaped.append(byte)
    position += 2
  }

  private static func meaning(ofShortEscape letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "n"): 0x0a
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "r"): 0x0d
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0c
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
    default: nil
    }
  }

  private mutating func number() throws(InvalidJSON) -> JSONValue {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    let firstDigit = position
    try skipDigits()
    guard position == firstDigit + 1 || bytes[firstDigit] != UInt8(ascii: "0") else {
      throw InvalidJSON(.invalidNumber, at: start)
    }
    try skipFractionAndExponent()
    let spelling = try text(start..<position)
    if let integer = Int64(spelling) { return .integer(integer) }
    guard let double = Double(spelling), double.isFinite else {
      throw InvalidJSON(.invalidNumber, at: start)
    }
    return .double(double)
  }

  private mutating func skipFractionAndExponent() throws(InvalidJSON) {
    if position < end, bytes[position] == UInt8(ascii: ".") {
      position += 1
      try skipDigits()
    }
    if position < end, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < end, bytes[position] == 0x2b || bytes[position] == 0x2d {
        position += 1
      }
      try skipDigits()
    }
  }

  private mutating func skipDigits() throws(InvalidJSON) {
    let start = position
    while position < end, bytes[position].decimalDigit != nil { position += 1 }
    guard position > start else { throw InvalidJSON(.invalidNumber, at: start) }
  }

  private mutating func word(
    _ word: String, _ meaning: JSONValue
  ) throws(InvalidJSON) -> JSONValue {
    for letter in word.utf8 {
      guard try peek() == letter else { throw unexpected() }
      position += 1
    }
    return meaning
  }

  private func peek() throws(InvalidJSON) -> UInt8 {
    guard position < end else { throw InvalidJSON(.unexpectedEnd, at: position) }
    return bytes[position]
  }

  /// Steps over white space, and over one byte if it is the one named.
  private mutating func takes(
    _ character: Unicode.Scalar
  ) throws(InvalidJSON) -> Bool {
    skipWhiteSpace()
    guard try peek() == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private func unexpected() -> InvalidJSON {
    guard position < end else { return InvalidJSON(.unexpectedEnd, at: position) }
    return InvalidJSON(.unexpectedByte(bytes[position]), at: position)
  }
}

extension UInt8 {
  fileprivate var isJSONWhiteSpace: Bool {
    self == 0x20 || self == 0x0a || self == 0x0d || self == 0x09
  }
}
