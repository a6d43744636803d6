import CSodium

/// BLAKE2b-256 without a key over many public messages, one after the other, in memory that serves all.
///
/// Where a hundred thousand rows are hashed, making and wiping a state for each would be a twentieth of
/// the work. Not for secrets: the state is wiped at the end, not in between.
/// Source: RFC 7693; libsodium, `crypto_generichash_blake2b`.
package struct RepeatedBLAKE2b256: ~Copyable {
  private var state = BLAKE2bState(size: 32, key: Span())
  private var digest = [UInt8](repeating: 0, count: 32)

  package init() {}

  /// Begins the next message.
  package mutating func begin() { state.restart(size: 32) }

  /// Adds bytes to the message.
  package mutating func update(_ bytes: Span<UInt8>) { state.update(bytes) }

  /// Ends the message and lends its digest, until the next one ends.
  package mutating func finish<Answer>(_ use: (Span<UInt8>) -> Answer) -> Answer {
    unsafe digest.withUnsafeMutableBufferPointer {
      guard let start = $0.baseAddress else { return }
      unsafe state.finish(into: start, count: 32)
    }
    return use(digest.span)
  }
}
