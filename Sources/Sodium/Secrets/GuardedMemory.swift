import CSodium

/// One allocation between guard pages, locked, out of core dumps, wiped when freed. The only place
/// that asks libsodium for memory. Source: libsodium, `sodium_malloc`.
@safe final class GuardedMemory {
  private let start: UnsafeMutableRawPointer
  let count: Int

  /// All bytes zero. Throws ``SodiumError/outOfMemory(bytes:)`` when the system has no memory left,
  /// ``SodiumError/outOfRange(_:allowed:found:)`` for fewer than 0 bytes or more than 1 GiB.
  init(count: Int) throws(SodiumError) {
    try Sodium.start()
    try SodiumError.expect(0...1 << 30, .secret, found: count)
    guard let memory = unsafe sodium_malloc(count) else { throw .outOfMemory(bytes: count) }
    unsafe sodium_memzero(memory, count)
    unsafe MemoryLocking.ask(for: memory, count: count)
    unsafe start = memory
    self.count = count
  }

  /// Some of the bytes. Only for an owner who gives out a pointer to read, or one to write, as the
  /// borrow or the exclusive access to itself allows, and who has checked the range.
  @unsafe func bytes(_ range: Range<Int>) -> UnsafeMutableRawBufferPointer {
    unsafe UnsafeMutableRawBufferPointer(start: start + range.lowerBound, count: range.count)
  }

  /// All of the bytes, on the same terms.
  @unsafe var bytes: UnsafeMutableRawBufferPointer {
    unsafe UnsafeMutableRawBufferPointer(start: start, count: count)
  }

  deinit {
    // Wipes, unlocks and unmaps, and stops the process if somebody wrote past the end.
    unsafe sodium_free(start)
  }
}

// Sound because it never leaves the `~Copyable` owner that made it: writing needs that owner
// exclusively, and reading from several threads at once changes nothing.
extension GuardedMemory: @unchecked Sendable {}
