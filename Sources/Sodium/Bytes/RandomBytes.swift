import CSodium

/// Bytes from the operating system's random source, unpredictable and fit for keys.
///
/// Each call asks the kernel once (about 0.3 µs and up): a worker that needs a key and two nonces
/// fills one area and cuts it up. Source: libsodium, `randombytes_buf`.
package enum RandomBytes {
  /// Fills a span.
  package static func fill(_ output: inout MutableSpan<UInt8>) {
    Sodium.prepare()
    let count = output.count
    if let start = unsafe output.address { unsafe randombytes_buf(start, count) }
  }

  /// A fixed number of bytes: nonces, salts, identifiers. Not for keys, which are ``SecretBytes``.
  package static func fixed<let count: Int>(
    _ type: FixedBytes<count>.Type = FixedBytes<count>.self
  ) -> FixedBytes<count> {
    var bytes = FixedBytes<count>()
    var output = bytes.mutableSpan
    fill(&output)
    return bytes
  }

  /// An array of bytes; none for a count below one.
  package static func array(count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: max(0, count))
    var span = bytes.mutableSpan
    fill(&span)
    return bytes
  }

  /// A number from 0 up to, and without, `bound`, every one equally likely; 0 for a bound of 0.
  package static func number(below bound: UInt32) -> UInt32 {
    Sodium.prepare()
    return randombytes_uniform(bound)
  }
}
