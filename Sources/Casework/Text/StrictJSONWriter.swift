/// Writes the one encoding of a value in the profile of ``StrictJSON``.
struct StrictJSONWriter {
  private(set) var bytes: [UInt8] = []
  private var depth = 0

  init() { bytes.reserveCapacity(512) }

  mutating func write(_ value: JSONValue) throws(InvalidJSON) {
    switch value {
    case .string(let text): bytes.appendStrictJSON(text)
    case .integer(let number): try write(number)
    case .bool(let flag): bytes += (flag ? "true" : "false").utf8
    case .object(let object): try write(object)
    case .array(let elements): try write(elements)
    case .double: throw InvalidJSON(.floatNotAllowed, at: bytes.count)
    case .null: throw InvalidJSON(.nullNotAllowed, at: bytes.count)
    }
  }

  private mutating func write(_ object: JSONObject) throws(InvalidJSON) {
    if let key = object.firstDuplicateKey() {
      throw InvalidJSON(.duplicateKey(key), at: bytes.count)
    }
    try enter("{")
    for (index, member) in object.members.enumerated() {
      if index > 0 { append(",") }
      bytes.appendStrictJSON(member.key)
      append(":")
      try write(member.value)
    }
    leave("}")
  }

  private mutating func write(_ elements: [JSONValue]) throws(InvalidJSON) {
    try enter("[")
    for (index, element) in elements.enumerated() {
      if index > 0 { append(",") }
      try write(element)
    }
    leave("]")
  }

  private mutating func write(_ number: Int64) throws(InvalidJSON) {
    guard number.magnitude <= UInt64(StrictJSON.maximumInteger) else {
      throw InvalidJSON(.integerOutOfRange, at: bytes.count)
    }
    bytes += String(number).utf8
  }

  private mutating func enter(_ bracket: Unicode.Scalar) throws(InvalidJSON) {
    depth += 1
    guard depth <= StrictJSON.maximumDepth else {
      throw InvalidJSON(.tooDeep(limit: StrictJSON.maximumDepth), at: bytes.count)
    }
    append(bracket)
  }

  private mutating func leave(_ bracket: Unicode.Scalar) {
    depth -= 1
    append(bracket)
  }

  private mutating func append(_ character: Unicode.Scalar) {
    bytes.append(UInt8(ascii: character))
  }
}

extension [UInt8] {
  /// Appends a string with its quotes, each character in its one form.
  mutating func appendStrictJSON(_ text: String) {
    let plain = text.utf8.span
    if plain.isPlainInStrictJSON {
      append(0x22)
      self += text.utf8
      append(0x22)
    } else {
      append(0x22)
      for scalar in text.unicodeScalars { appendStrictJSON(scalar) }
      append(0x22)
    }
  }

  private mutating func appendStrictJSON(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"", "\\":
      append(0x5c)
      append(UInt8(ascii: scalar))
    case " "..."~":
      append(UInt8(ascii: scalar))
    default:
      for unit in String(scalar).utf16 { appendEscape(of: unit) }
    }
  }

  /// Appends `\uXXXX` with lower-case digits.
  mutating func appendEscape(of unit: UInt16) {
    append(0x5c)
    append(UInt8(ascii: "u"))
    for shift: UInt16 in [12, 8, 4, 0] {
      let digit = UInt8(unit >> shift & 0xf)
      append(digit < 10 ? 0x30 + digit : 0x61 + digit - 10)
    }
  }
}
