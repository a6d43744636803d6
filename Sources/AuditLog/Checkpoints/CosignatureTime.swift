/// When a witness cosigned, in seconds since 1970 (POSIX).
///
/// A claim of the witness. Source: C2SP tlog-cosignature, "Format", which bounds it at 2^63 − 1.
package struct CosignatureTime: Hashable, Comparable, Sendable {
  /// Seconds since 1970, from 0.
  package let seconds: UInt64

  /// nil above 2^63 − 1.
  package init?(seconds: UInt64) {
    guard seconds <= UInt64(Int64.max) else { return nil }
    self.seconds = seconds
  }

  /// Earlier before later.
  package static func < (one: CosignatureTime, other: CosignatureTime) -> Bool {
    one.seconds < other.seconds
  }

  /// What a witness signs. The first line keeps it from ever being taken for a log's own signature.
  func message(over text: SignableText) -> [UInt8] {
    Array("cosignature/v1\ntime \(seconds)\n".utf8) + text.utf8
  }
}
