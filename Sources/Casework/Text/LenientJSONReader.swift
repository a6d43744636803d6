/// Walks bytes once by the grammar of RFC 8259.
struct LenientJSONReader {
  private(set) var position = 0
  private var depth = 0

  mutating func value(in bytes: Span<UInt8>) throws(InvalidJSON) -> JSONValue {
    skipWhiteSpace(in: bytes)
    switch try peek(bytes) {
    case UInt8(ascii: "\""): return .string(try string(in: bytes))
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number(in: bytes)
    case UInt8(ascii: "{"):
      try enter()
      defer { depth -= 1 }
      return .object(try members(in: bytes))
    case UInt8(ascii: "["):
      try enter()
      defer { depth -= 1 }
      return .array(try elements(in: bytes))
    case UInt8(ascii: "t"): return try word("true", .bool(true), in: bytes)
    case UInt8(ascii: "f"): return try word("false", .bool(false), in: bytes)
    case UInt8(ascii: "n"): return try word("null", .null, in: bytes)
    case let byte: throw InvalidJSON(.unexpectedByte(byte), at: position)
    }
  }

  mutating func skipWhiteSpace(in bytes: Span<UInt8>) {
    while position < bytes.count, bytes[position].isJSONWhiteSpace { position += 1 }
  }

  private mutating func enter() throws(InvalidJSON) {
    depth += 1
    guard depth <= LenientJSON.maximumDepth else {
      throw InvalidJSON(.tooDeep(limit: LenientJSON.maximumDepth), at: position)
    }
    position += 1
  }

  private mutating func members(in bytes: Span<UInt8>) throws(InvalidJSON) -> JSONObject {
    let start = position - 1
    var object = JSONObject()
    if try takes("}", in: bytes) { return object }
    repeat {
      skipWhiteSpace(in: bytes)
      guard try peek(bytes) == UInt8(ascii: "\"") else { throw unexpected(bytes) }
      let key = try string(in: bytes)
      guard try takes(":", in: bytes) else { throw unexpected(bytes) }
      object.append(key, try value(in: bytes))
    } while try takes(",", in: bytes)
    guard try takes("}", in: bytes) else { throw unexpected(bytes) }
    if let key = object.firstDuplicateKey() { throw InvalidJSON(.duplicateKey(key), at: start) }
    return object
  }

  private mutating func elements(in bytes: Span<UInt8>) throws(InvalidJSON) -> [JSONValue] {
    var elements: [JSONValue] = []
    if try takes("]", in: bytes) { return elements }
    repeat { elements.append(try value(in: bytes)) } while try takes(",", in: bytes)
    guard try takes("]", in: bytes) else { throw unexpected(bytes) }
    return elements
  }

  private mutating func string(in bytes: Span<UInt8>) throws(InvalidJSON) -> String {
    position += 1
    var text = try plainText(in: bytes)
    while true {
      switch try peek(bytes) {
      case UInt8(ascii: "\""):
        position += 1
        return text
      case UInt8(ascii: "\\"):
        text.unicodeScalars.append(try escape(in: bytes))
        text += try plainText(in: bytes)
      case let byte:
        throw InvalidJSON(.controlByte(byte), at: position)
      }
    }
  }

  private mutating func plainText(in bytes: Span<UInt8>) throws(InvalidJSON) -> String {
    let start = position
    position = bytes.endOfPlainJSON(from: start)
    return try bytes.extracting(start..<position).jsonText(at: start)
  }

  private mutating func escape(in bytes: Span<UInt8>) throws(InvalidJSON) -> Unicode.Scalar {
    guard position + 1 < bytes.count else { throw InvalidJSON(.unexpectedEnd, at: bytes.count) }
    let scalar: Unicode.Scalar
    switch bytes[position + 1] {
    case UInt8(ascii: "n"): scalar = "\n"
    case UInt8(ascii: "t"): scalar = "\t"
    case UInt8(ascii: "r"): scalar = "\r"
    case UInt8(ascii: "b"): scalar = "\u{08}"
    case UInt8(ascii: "f"): scalar = "\u{0c}"
    case let letter where letter.isShortJSONEscape: scalar = Unicode.Scalar(letter)
    case UInt8(ascii: "u"): return try JSONEscape.scalar(in: bytes, at: &position).scalar
    default: throw InvalidJSON(.invalidEscape, at: position)
    }
    position += 2
    return scalar
  }

  private mutating func number(in bytes: Span<UInt8>) throws(InvalidJSON) -> JSONValue {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    let firstDigit = position
    try skipDigits(in: bytes)
    guard position == firstDigit + 1 || bytes[firstDigit] != UInt8(ascii: "0") else {
      throw InvalidJSON(.invalidNumber, at: start)
    }
    try skipFractionAndExponent(in: bytes)
    let spelling = try bytes.extracting(start..<position).jsonText(at: start)
    if let integer = Int64(spelling) { return .integer(integer) }
    guard let double = Double(spelling), double.isFinite else {
      throw InvalidJSON(.invalidNumber, at: start)
    }
    return .double(double)
  }

  private mutating func skipFractionAndExponent(in bytes: Span<UInt8>) throws(InvalidJSON) {
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      try skipDigits(in: bytes)
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < bytes.count, bytes[position] == 0x2b || bytes[position] == 0x2d {
        position += 1
      }
      try skipDigits(in: bytes)
    }
  }

  private mutating func skipDigits(in bytes: Span<UInt8>) throws(InvalidJSON) {
    let start = position
    while position < bytes.count, bytes[position].decimalDigit != nil { position += 1 }
    guard position > start else { throw InvalidJSON(.invalidNumber, at: start) }
  }

  private mutating func word(
    _ word: String, _ meaning: JSONValue, in bytes: Span<UInt8>
  ) throws(InvalidJSON) -> JSONValue {
    for letter in word.utf8 {
      guard try peek(bytes) == letter else { throw unexpected(bytes) }
      position += 1
    }
    return meaning
  }

  private func peek(_ bytes: Span<UInt8>) throws(InvalidJSON) -> UInt8 {
    guard position < bytes.count else { throw InvalidJSON(.unexpectedEnd, at: position) }
    return bytes[position]
  }

  /// Steps over white space, and over one byte if it is the one named.
  private mutating func takes(
    _ character: Unicode.Scalar, in bytes: Span<UInt8>
  ) throws(InvalidJSON) -> Bool {
    skipWhiteSpace(in: bytes)
    guard try peek(bytes) == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private func unexpected(_ bytes: Span<UInt8>) -> InvalidJSON {
    guard position < bytes.count else { return InvalidJSON(.unexpectedEnd, at: position) }
    return InvalidJSON(.unexpectedByte(bytes[position]), at: position)
  }
}

extension UInt8 {
  fileprivate var isJSONWhiteSpace: Bool {
    self == 0x20 || self == 0x0a || self == 0x0d || self == 0x09
  }
}
