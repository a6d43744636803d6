import CSodium

/// Comparisons whose duration tells nothing about the bytes compared.
package enum ConstantTime {
  /// Whether two byte sequences are the same. Lengths are not secret: different lengths answer at
  /// once. Source: libsodium, `sodium_memcmp`.
  package static func equal(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
    guard one.count == other.count else { return false }
    guard let left = unsafe one.address, let right = unsafe other.address else { return true }
    return unsafe sodium_memcmp(left, right, one.count) == 0
  }

  /// The same for arrays.
  package static func equal(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    equal(one.span, other.span)
  }
}
