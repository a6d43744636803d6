import Sodium

// The two spellings of a hash: hexadecimal for people and file names, base64 for checkpoints.

extension TreeHash: CustomStringConvertible {
  /// 64 lower-case hexadecimal digits.
  package var hexadecimal: String {
    Hexadecimal.text(of: digest.span)
  }

  /// 44 characters of standard base64 with padding, as in a checkpoint's third line.
  package var base64: String {
    Base64.text(of: digest.span)
  }

  /// The hexadecimal digits.
  package var description: String { hexadecimal }

  /// Reads 64 lower-case hexadecimal digits; nil for anything else.
  package init?(hexadecimal text: String) {
    guard let bytes = Hexadecimal.bytes(from: text.utf8) else { return nil }
    try? self.init(bytes)
  }

  /// Reads the one standard base64 spelling of 32 bytes; nil for anything else.
  package init?(base64 text: String) {
    guard let bytes = Base64.bytes(from: text.utf8) else { return nil }
    try? self.init(bytes)
  }
}
