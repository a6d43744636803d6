import Glibc

/// Bytes that are no secret: hashes, ciphertexts, what stands in the log.
package enum PublicBytes {
  /// Whether two are the same, as fast as the processor can tell: how long it takes shows where they
  /// differ. For secrets there is ``ConstantTime``.
  package static func equal(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    equal(one.span, other.span)
  }

  private static func equal(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
    guard one.count == other.count else { return false }
    guard let left = unsafe one.address, let right = unsafe other.address else { return true }
    return unsafe memcmp(left, right, one.count) == 0
  }
}
