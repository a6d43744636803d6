import CSodium

/// libsodium's running state of a stream, in guarded memory: it is the key.
struct SecretStreamState: ~Copyable {
  typealias State = crypto_secretstream_xchacha20poly1305_state
  private var memory: SecretBytes
  /// Whether the final chunk has gone by.
  var hasEnded = false

  init() throws(SodiumError) {
    memory = try SecretBytes(zeroed: MemoryLayout<State>.size)
  }

  /// Lends the state to a C function. The state is made of bytes, so any address suits it.
  mutating func with<Answer>(_ body: (UnsafeMutablePointer<State>) -> Answer) -> Answer? {
    var span = memory.mutableSpan
    return unsafe span.withUnsafeMutableBytes { bytes in
      unsafe bytes.baseAddress.map { unsafe body($0.assumingMemoryBound(to: State.self)) }
    }
  }

  /// Nothing follows the final chunk.
  borrowing func expectOpen() throws(SodiumError) {
    guard !hasEnded else { throw .streamEnded }
  }
}
