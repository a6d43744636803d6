package import Sodium

/// Which vault a log belongs to: SHA-256 of its founding (docs/format.md §3), 32 bytes.
///
/// It stands in every leaf, so that a leaf of one vault means nothing in another.
package struct VaultID: Hashable, Sendable {
  /// The thirty-two bytes.
  package let digest: Digest32

  /// The id that a founding hashes to.
  package init(_ digest: Digest32) {
    self.digest = digest
  }

  /// Reads 64 lower-case hexadecimal digits; nil for anything else.
  package init?(hexadecimal text: String) {
    guard let bytes = Hexadecimal.bytes(from: text.utf8), let digest = try? Digest32(bytes)
    else { return nil }
    self.digest = digest
  }

  /// 64 lower-case hexadecimal digits.
  package var hexadecimal: String { Hexadecimal.text(of: digest.span) }
}
