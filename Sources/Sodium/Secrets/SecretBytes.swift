/// Secret bytes with one owner, in guarded memory, wiped and freed when that owner lets go.
///
/// Between guard pages, locked in memory where the system allows (``Sodium/memoryLocking``), left
/// out of core dumps. It cannot be copied, printed or compared by accident. Making one costs about
/// 24 µs; many small ones belong in a ``SecretArena``, a worker's scratch area is one made once.
package struct SecretBytes: ~Copyable, Sendable {
  private let memory: GuardedMemory

  /// All bytes zero. Throws ``SodiumError/outOfMemory(bytes:)`` when the system has no memory left,
  /// ``SodiumError/outOfRange(_:allowed:found:)`` for fewer than 0 bytes or more than 1 GiB.
  package init(zeroed count: Int) throws(SodiumError) {
    memory = try GuardedMemory(count: count)
  }

  /// Filled by a closure, which gets `count` zero bytes to write to. What it throws is passed on
  /// and the memory wiped.
  package init(
    count: Int, filledBy fill: (inout MutableSpan<UInt8>) throws(SodiumError) -> Void
  ) throws(SodiumError) {
    var secret = try SecretBytes(zeroed: count)
    var output = secret.mutableSpan
    try fill(&output)
    self = secret
  }

  /// A second owner of the same bytes, which stay where they were too.
  package init(copying bytes: Span<UInt8>) throws(SodiumError) {
    try self.init(count: bytes.count) { output throws(SodiumError) in try output.copy(from: bytes) }
  }

  /// Moves bytes from an array that a reader or parser filled, and wipes that array, also when
  /// there is no memory for them.
  package init(wiping bytes: inout [UInt8]) throws(SodiumError) {
    defer { Sodium.wipe(&bytes) }
    try self.init(copying: bytes.span)
  }

  /// Unpredictable bytes: a new key, seed or compartment secret.
  package static func random(count: Int) throws(SodiumError) -> SecretBytes {
    try SecretBytes(count: count) { output throws(SodiumError) in RandomBytes.fill(&output) }
  }

  /// The number of bytes.
  package var count: Int { memory.count }

  /// The bytes, lent for as long as they are owned.
  package var span: Span<UInt8> {
    @_lifetime(borrow self) borrowing get {
      let span = unsafe Span<UInt8>(_unsafeBytes: memory.bytes)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// The bytes, lent for writing.
  package var mutableSpan: MutableSpan<UInt8> {
    @_lifetime(&self) mutating get {
      let span = unsafe MutableSpan<UInt8>(_unsafeBytes: memory.bytes)
      return unsafe _overrideLifetime(span, mutating: &self)
    }
  }

  /// Overwrites all bytes with zeros now, before the owner lets go.
  package mutating func wipe() {
    var span = mutableSpan
    Sodium.wipe(&span)
  }
}
