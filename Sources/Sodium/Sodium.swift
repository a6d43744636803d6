import CSodium

/// The one door to libsodium. Nothing above this target calls C.
///
/// Bytes go in as `Span<UInt8>` and come out through `MutableSpan<UInt8>` or small values, so that
/// nothing above needs unsafe code: `[UInt8]`, ``FixedBytes`` and ``SecretBytes`` all have a `span`.
package enum Sodium {
  /// Readies libsodium: picks the fastest implementations and opens the random source.
  ///
  /// Safe to call from many threads; only the first call does work. Without it nothing fails, but a
  /// 2 KiB encryption takes twice as long, so every entry point of this target relies on it.
  /// Throws ``SodiumError/unavailable`` when the library cannot be readied.
  package static func start() throws(SodiumError) {
    guard ready else { throw .unavailable }
  }

  /// The same for functions that cannot fail: hashing needs the choice of implementation only, and
  /// its results are right either way.
  static func prepare() { _ = ready }

  // A library with a larger hash state than its header's, which no release has had, is refused
  // rather than written past.
  private static let ready: Bool =
    sodium_init() >= 0 && crypto_generichash_blake2b_statebytes() == BLAKE2bState.byteCount
}
