internal import Sodium

/// Random bytes drawn from the system many at a time: an envelope needs four small portions, and a
/// call for each would cost as much as its encryption. Each portion is given out once and wiped.
struct RandomPool: ~Copyable {
  private static let size = 8_192

  private var bytes: SecretBytes
  private var used = RandomPool.size

  init() throws(SodiumError) { bytes = try SecretBytes(zeroed: Self.size) }

  /// Overwrites a secret of at most 8,192 bytes: a new key.
  mutating func fill(_ secret: inout SecretBytes) throws(SodiumError) {
    var output = secret.mutableSpan
    try fill(&output)
  }

  /// A new nonce, as long as the cipher that it is for takes it.
  mutating func nonce<let length: Int>() throws(SodiumError) -> FixedBytes<length> {
    var nonce = FixedBytes<length>()
    var output = nonce.mutableSpan
    try fill(&output)
    return nonce
  }

  private mutating func fill(_ output: inout MutableSpan<UInt8>) throws(SodiumError) {
    if Self.size - used < output.count { refill() }
    let portion = used..<used + output.count
    try output.copy(from: bytes.span.extracting(portion))
    var all = bytes.mutableSpan
    var given = all._mutatingExtracting(portion)
    given.update(repeating: 0)
    used = portion.upperBound
  }

  private mutating func refill() {
    var all = bytes.mutableSpan
    RandomBytes.fill(&all)
    used = 0
  }
}
