/// The text of a signed note: valid UTF-8 without control characters but newlines, ending in one.
///
/// Kept as bytes, because bytes are what is signed. Source: C2SP signed-note, "Format".
package struct SignableText: Hashable, Sendable {
  let utf8: [UInt8]

  /// Takes text in; nil when it could not be signed and read back as the same bytes.
  package init?(_ text: String) {
    self.init(utf8: Array(text.utf8))
  }

  init?(utf8 bytes: [UInt8]) {
    guard bytes.last == newline, Self.isPlain(bytes) else { return nil }
    utf8 = bytes
  }

  /// Text that this target put together, of parts that were checked when they came in.
  init(assembled text: String) { utf8 = Array(text.utf8) }

  /// The text as a string, its final newline included.
  package var string: String { String(decoding: utf8, as: UTF8.self) }

  /// Whether bytes are valid UTF-8 without control characters but newlines.
  static func isPlain(_ bytes: [UInt8]) -> Bool {
    bytes.allSatisfy { $0 >= 0x20 || $0 == newline }
      && String(validating: bytes, as: UTF8.self) != nil
  }
}
