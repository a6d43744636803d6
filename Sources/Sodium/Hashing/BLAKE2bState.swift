import CSodium

/// The key lengths that libsodium takes.
let blake2bKeyLengths =
  Int(crypto_generichash_blake2b_KEYBYTES_MIN)...Int(crypto_generichash_blake2b_KEYBYTES_MAX)

/// libsodium's running state: 384 bytes, aligned to 64, more than a Swift struct can promise; hence
/// the allocation. It holds the key until the first block is compressed, so it has one owner and is
/// wiped when that owner is done.
@safe struct BLAKE2bState: ~Copyable {
  private let state: OpaquePointer
  // Literals, so that the stack form below really is on the stack; `Sodium.start` checks the first.
  static var byteCount: Int { 384 }
  private static var alignment: Int { 64 }

  init(size: Int, key: Span<UInt8>) {
    Sodium.prepare()
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: Self.byteCount, alignment: Self.alignment)
    unsafe state = OpaquePointer(memory)
    unsafe crypto_generichash_blake2b_init(state, key.address, key.count, size)
  }

  /// Begins a message without a key, whatever was hashed before.
  mutating func restart(size: Int) {
    unsafe crypto_generichash_blake2b_init(state, nil, 0, size)
  }

  mutating func update(_ bytes: Span<UInt8>) {
    unsafe crypto_generichash_blake2b_update(state, bytes.address, bytes.length)
  }

  mutating func update(_ byte: UInt8) {
    var byte = byte
    unsafe crypto_generichash_blake2b_update(state, &byte, 1)
  }

  mutating func finish(into output: UnsafeMutablePointer<UInt8>, count: Int) {
    unsafe crypto_generichash_blake2b_final(state, output, count)
  }

  deinit {
    unsafe sodium_memzero(UnsafeMutableRawPointer(state), Self.byteCount)
    unsafe UnsafeMutableRawPointer(state).deallocate()
  }

  /// The same over parts that are all there, with the state on the stack: no allocation.
  static func digest(
    size: Int, key: Span<UInt8>, of first: Span<UInt8>, _ second: Span<UInt8>,
    _ third: Span<UInt8>, into output: UnsafeMutablePointer<UInt8>
  ) {
    Sodium.prepare()
    if second.isEmpty && third.isEmpty {
      _ = unsafe crypto_generichash_blake2b(
        output, size, first.address, first.length, key.address, key.count)
      return
    }
    if first.count + second.count + third.count <= blockLength {
      return unsafe digestOfOneBlock(size: size, key: key, of: first, second, third, into: output)
    }
    // Asked for 64, the compiler would go to the heap; so the aligned part of a larger piece.
    unsafe withUnsafeTemporaryAllocation(byteCount: byteCount + alignment, alignment: 16) {
      guard let base = unsafe $0.baseAddress?.alignedUp(toMultipleOf: alignment) else { return }
      let state = OpaquePointer(base)
      unsafe crypto_generichash_blake2b_init(state, key.address, key.count, size)
      unsafe crypto_generichash_blake2b_update(state, first.address, first.length)
      unsafe crypto_generichash_blake2b_update(state, second.address, second.length)
      unsafe crypto_generichash_blake2b_update(state, third.address, third.length)
      unsafe crypto_generichash_blake2b_final(state, output, size)
      unsafe sodium_memzero(base, byteCount)
    }
  }

  /// BLAKE2b's own block.
  private static var blockLength: Int { 128 }

  /// Short parts are put together first: one call of the library instead of five, and less to wipe.
  private static func digestOfOneBlock(
    size: Int, key: Span<UInt8>, of first: Span<UInt8>, _ second: Span<UInt8>,
    _ third: Span<UInt8>, into output: UnsafeMutablePointer<UInt8>
  ) {
    unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: blockLength) { block in
      guard let start = block.baseAddress else { return }
      unsafe put(first, at: start)
      unsafe put(second, at: start + first.count)
      unsafe put(third, at: start + first.count + second.count)
      let count = first.count + second.count + third.count
      _ = unsafe crypto_generichash_blake2b(
        output, size, start, UInt64(count), key.address, key.count)
      unsafe sodium_memzero(start, count)
    }
  }

  private static func put(_ bytes: Span<UInt8>, at place: UnsafeMutablePointer<UInt8>) {
    guard let start = unsafe bytes.address else { return }
    unsafe place.update(from: start, count: bytes.count)
  }
}
