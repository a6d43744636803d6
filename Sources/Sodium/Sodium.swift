import CSodium

/// The one door to libsodium. Nothing above this target calls C.
package enum Sodium {
  /// Readies libsodium: picks the fastest implementations and opens the random source.
  ///
  /// Safe to call from many threads; only the first call does work. Without it nothing fails, but a
  /// 2 KiB encryption takes twice as long, so every entry point of this target relies on it.
  /// Throws ``SodiumError/unavailable`` when the random source cannot be opened.
  package static func start() throws(SodiumError) {
    guard ready else { throw .unavailable }
  }

  private static let ready: Bool = sodium_init() >= 0
}

/// Why a cryptographic operation was refused.
package enum SodiumError: Error, Equatable {
  /// The library could not open the system's random source.
  case unavailable
}
