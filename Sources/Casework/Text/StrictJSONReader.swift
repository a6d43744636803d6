/// Walks bytes once and accepts only what ``StrictJSON`` would write.
///
/// Depth is bounded, so the recursion is too; every byte is looked at through a checked subscript.
struct StrictJSONReader {
  private(set) var position = 0
  private var depth = 0

  mutating func value(in bytes: Span<UInt8>) throws(InvalidJSON) -> JSONValue {
    switch try peek(bytes) {
    case UInt8(ascii: "\""): return .string(try string(in: bytes))
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return .integer(try integer(in: bytes))
    case UInt8(ascii: "{"):
      try enter()
      defer { depth -= 1 }
      return .object(try members(in: bytes))
    case UInt8(ascii: "["):
      try enter()
      defer { depth -= 1 }
      return .array(try elements(in: bytes))
    case UInt8(ascii: "t"): return .bool(try bool(true, in: bytes))
    case UInt8(ascii: "f"): return .bool(try bool(false, in: bytes))
    case UInt8(ascii: "n"): throw InvalidJSON(.nullNotAllowed, at: position)
    case let byte: throw InvalidJSON(.unexpectedByte(byte), at: position)
    }
  }

  private mutating func enter() throws(InvalidJSON) {
    depth += 1
    guard depth <= StrictJSON.maximumDepth else {
      throw InvalidJSON(.tooDeep(limit: StrictJSON.maximumDepth), at: position)
    }
    position += 1
  }

  private mutating func members(in bytes: Span<UInt8>) throws(InvalidJSON) -> JSONObject {
    let start = position - 1
    var object = JSONObject()
    if try takes("}", in: bytes) { return object }
    repeat {
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

  /// A string of printable ASCII is copied in one piece; the first escape takes the slow path.
  private mutating func string(in bytes: Span<UInt8>) throws(InvalidJSON) -> String {
    let start = position + 1
    let end = bytes.endOfPlainStrictJSON(from: start)
    position = end
    var text = try bytes.extracting(start..<end).jsonText(at: start)
    while true {
      switch try peek(bytes) {
      case UInt8(ascii: "\""):
        position += 1
        return text
      case UInt8(ascii: "\\"):
        text.unicodeScalars.append(try escape(in: bytes))
      case let byte where byte.isPlainInStrictJSON:
        text.unicodeScalars.append(Unicode.Scalar(byte))
        position += 1
      case let byte:
        throw InvalidJSON(byte < 0x20 ? .controlByte(byte) : .notASCII, at: position)
      }
    }
  }

  /// One escape, which must be the form that the writer would have chosen.
  private mutating func escape(in bytes: Span<UInt8>) throws(InvalidJSON) -> Unicode.Scalar {
    let start = position
    position += 1
    let letter = try peek(bytes)
    guard letter == UInt8(ascii: "u") else {
      guard letter == UInt8(ascii: "\"") || letter == UInt8(ascii: "\\") else {
        throw InvalidJSON(
          letter.isShortJSONEscape ? .otherFormRequired : .invalidEscape, at: start)
      }
      position += 1
      return Unicode.Scalar(letter)
    }
    position = start
    let (scalar, hasUpperCaseHex) = try JSONEscape.scalar(in: bytes, at: &position)
    let isNeeded = !(0x20...0x7e).contains(scalar.value)
    guard isNeeded, !hasUpperCaseHex else { throw InvalidJSON(.otherFormRequired, at: start) }
    return scalar
  }

  private mutating func integer(in bytes: Span<UInt8>) throws(InvalidJSON) -> Int64 {
    let start = position
    let isNegative = try takes("-", in: bytes)
    var magnitude: Int64 = 0
    let firstDigit = position
    while position < bytes.count, let digit = bytes[position].decimalDigit {
      // Sixteen digits cannot overflow 64 bits, and 2^53−1 has sixteen.
      guard position - firstDigit < 16 else { throw InvalidJSON(.integerOutOfRange, at: start) }
      magnitude = magnitude * 10 + Int64(digit)
      position += 1
    }
    let digits = position - firstDigit
    guard digits > 0 else { throw unexpected(bytes) }
    let startsWithZero = bytes[firstDigit] == UInt8(ascii: "0")
    guard !startsWithZero || (digits == 1 && !isNegative) else {
      throw InvalidJSON(.invalidNumber, at: start)
    }
    if position < bytes.count, bytes[position].continuesJSONNumber {
      throw InvalidJSON(.floatNotAllowed, at: position)
    }
    guard magnitude <= StrictJSON.maximumInteger else {
      throw InvalidJSON(.integerOutOfRange, at: start)
    }
    return isNegative ? -magnitude : magnitude
  }

  private mutating func bool(
    _ value: Bool, in bytes: Span<UInt8>
  ) throws(InvalidJSON) -> Bool {
    for letter in (value ? "true" : "false").utf8 {
      guard try peek(bytes) == letter else { throw unexpected(bytes) }
      position += 1
    }
    return value
  }

  private func peek(_ bytes: Span<UInt8>) throws(InvalidJSON) -> UInt8 {
    guard position < bytes.count else { throw InvalidJSON(.unexpectedEnd, at: position) }
    return bytes[position]
  }

  /// Steps over one byte if it is the one named.
  private mutating func takes(
    _ character: Unicode.Scalar, in bytes: Span<UInt8>
  ) throws(InvalidJSON) -> Bool {
    guard try peek(bytes) == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private func unexpected(_ bytes: Span<UInt8>) -> InvalidJSON {
    guard position < bytes.count else { return InvalidJSON(.unexpectedEnd, at: position) }
    return InvalidJSON(.unexpectedByte(bytes[position]), at: position)
  }
}
