/// JSON as other programs write it (RFC 8259), for imports: white space, every escape, floats, null.
///
/// Refused, because they would have to be guessed at: duplicate keys, lone surrogates, invalid UTF-8,
/// nesting deeper than 64. Built for lines that are mostly one long string: plain stretches are found
/// 32 bytes at a time and copied whole.
package enum LenientJSON {
  package static let maximumDepth = 64

  /// Reads one value, with white space around it. Offsets in errors count from the first byte given.
  package static func parse(_ bytes: [UInt8]) throws(InvalidJSON) -> JSONValue {
    try parse(bytes.span)
  }

  /// Reads one value, with white space around it.
  package static func parse(_ bytes: Span<UInt8>) throws(InvalidJSON) -> JSONValue {
    var reader = LenientJSONReader()
    let value = try reader.value(in: bytes)
    reader.skipWhiteSpace(in: bytes)
    guard reader.position == bytes.count else {
      throw InvalidJSON(.bytesAfterTheValue, at: reader.position)
    }
    return value
  }
}
