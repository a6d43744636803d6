/// The one JSON profile of log events and note headers (design §6): one value, one encoding.
///
/// - Printable ASCII only. `"` and `\` have their short escapes; every other character is itself or
///   `\uXXXX` in lower-case hex, beyond U+FFFF as a surrogate pair. An escape where none is needed is
///   refused.
/// - No white space, no floats, no null, no duplicate keys; depth at most 8.
/// - Integers within ±(2^53−1), which every JSON reader in every language holds exactly; no leading
///   zero, no plus, no −0.
///
/// So `write(parse(x)) == x` for every x that is accepted, and bytes can be compared instead of values.
package enum StrictJSON {
  package static let maximumDepth = 8
  package static let maximumInteger: Int64 = 9_007_199_254_740_991  // 2^53−1, RFC 8259 §6

  /// The largest encoding accepted unless the caller says otherwise: no leaf is longer.
  package static let maximumLength = 65_535

  /// Reads one value that fills the bytes exactly.
  package static func parse(
    _ bytes: Span<UInt8>, maximumLength: Int = maximumLength
  ) throws(InvalidJSON) -> JSONValue {
    guard bytes.count <= maximumLength else {
      throw InvalidJSON(.tooLong(limit: maximumLength), at: maximumLength)
    }
    var reader = StrictJSONReader()
    let value = try reader.value(in: bytes)
    guard reader.position == bytes.count else {
      throw InvalidJSON(.bytesAfterTheValue, at: reader.position)
    }
    return value
  }

  /// Reads one value that fills the bytes exactly.
  package static func parse(
    _ bytes: [UInt8], maximumLength: Int = maximumLength
  ) throws(InvalidJSON) -> JSONValue {
    try parse(bytes.span, maximumLength: maximumLength)
  }

  /// The one encoding of a value, its members in the order given.
  ///
  /// Throws for what the profile has no encoding for: a float, a null, an integer beyond ±(2^53−1), a
  /// duplicate key, depth over 8. Better an error here than an entry nobody accepts.
  package static func write(_ value: JSONValue) throws(InvalidJSON) -> [UInt8] {
    var writer = StrictJSONWriter()
    try writer.write(value)
    return writer.bytes
  }

  /// The one encoding of an object.
  package static func write(_ object: JSONObject) throws(InvalidJSON) -> [UInt8] {
    try write(.object(object))
  }
}
