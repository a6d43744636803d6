import CSodium

/// Secret bytes with one owner, in guarded memory, wiped and freed when that owner lets go.
///
/// Between guard pages, locked in memory where the system allows (``Sodium/memoryLocking``), left
/// out of core dumps. It cannot be copied, printed or compared by accident. Making one costs about
/// 24 µs; many small ones belong in a ``SecretArena``. Source: libsodium, `sodium_malloc`.
@safe package struct SecretBytes: ~Copyable {
  private let start: UnsafeMutableRawPointer
  /// The number of bytes.
  package let count: Int

  /// All bytes zero. Throws ``SodiumError/outOfMemory(bytes:)`` when the system has no memory left,
  /// ``SodiumError/outOfRange(_:allowed:found:)`` for fewer than 0 bytes or more than 1 GiB.
  package init(zeroed count: Int) throws(SodiumError) {
    try Sodium.start()
    try SodiumError.expect(0...1 << 30, .secret, found: count)
    guard let memory = unsafe sodium_malloc(count) else { throw .outOfMemory(bytes: count) }
    unsafe sodium_memzero(memory, count)
    unsafe MemoryLocking.ask(for: memory, count: count)
    unsafe start = memory
    self.count = count
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

  /// Moves bytes from an array that a reader or parser filled, and wipes that array.
  package init(wiping bytes: inout [UInt8]) throws(SodiumError) {
    defer { Sodium.wipe(&bytes) }
    try self.init(copying: bytes.span)
  }

  /// Unpredictable bytes: a new key, seed or compartment secret.
  package static func random(count: Int) throws(SodiumError) -> SecretBytes {
    try SecretBytes(count: count) { output throws(SodiumError) in RandomBytes.fill(&output) }
  }

  /// The bytes, lent for as long as they are owned.
  package var span: Span<UInt8> {
    @_lifetime(borrow self) borrowing get {
      let bytes = unsafe UnsafeRawBufferPointer(start: start, count: count)
      let span = unsafe Span<UInt8>(_unsafeBytes: bytes)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// The bytes, lent for writing.
  package var mutableSpan: MutableSpan<UInt8> {
    @_lifetime(&self) mutating get {
      let bytes = unsafe UnsafeMutableRawBufferPointer(start: start, count: count)
      let span = unsafe MutableSpan<UInt8>(_unsafeBytes: bytes)
      return unsafe _overrideLifetime(span, mutating: &self)
    }
  }

  /// Overwrites all bytes with zeros now, before the owner lets go.
  package mutating func wipe() { unsafe sodium_memzero(start, count) }

  deinit {
    // Wipes, unlocks and unmaps, and stops the process if somebody wrote past the end.
    unsafe sodium_free(start)
  }
}

// Sound because there is one owner: a span for writing needs the owner exclusively, and reading
// through several spans at once changes nothing.
extension SecretBytes: @unchecked Sendable {}
