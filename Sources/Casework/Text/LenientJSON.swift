/// JSON as other programs write it (RFC 8259), for imports: white space, every escape, floats, null.
///
/// Refused, because they would have to be guessed at: duplicate keys, lone surrogates, invalid UTF-8,
/// nesting deeper than 64. Built for lines that are mostly one long string: plain stretches are found
/// 32 bytes at a time and copied whole.
package enum LenientJSON {
  package static let maximumDepth = 64

  /// Reads one value, with white space around it.
  ///
  /// - Parameter range: the part of `bytes` that holds the value, all of them by default. Offsets in
  ///   errors count from its start.
  package static func parse(
    _ bytes: [UInt8], in range: Range<Int>? = nil
  ) throws(InvalidJSON) -> JSONValue {
    let range = range ?? bytes.indices
    var reader = LenientJSONReader(bytes, in: range)
    do {
      return try reader.document()
    } catch {
      throw InvalidJSON(error.reason, at: error.offset - range.lowerBound)
    }
  }
}
