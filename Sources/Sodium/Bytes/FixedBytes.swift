/// Bytes of a length that the compiler knows: digests, nonces, public keys, salts, identifiers.
///
/// Stored inline, without allocation. Not for secrets: copies are never wiped (see ``SecretBytes``).
package struct FixedBytes<let count: Int>: Sendable {
  var storage: InlineArray<count, UInt8>

  /// All bytes zero.
  package init() { storage = InlineArray(repeating: 0) }

  /// Takes over an inline array.
  package init(_ storage: InlineArray<count, UInt8>) { self.storage = storage }

  /// Copies bytes. Throws ``SodiumError/wrongLength(_:expected:found:)`` unless there are `count`.
  package init(
    _ bytes: Span<UInt8>, as part: SodiumError.Part = .digest
  ) throws(SodiumError) {
    try SodiumError.expect(count, part, found: bytes.count)
    self.init()
    for index in bytes.indices { storage[index] = bytes[index] }
  }

  /// Copies bytes. Throws ``SodiumError/wrongLength(_:expected:found:)`` unless there are `count`.
  package init(
    _ bytes: [UInt8], as part: SodiumError.Part = .digest
  ) throws(SodiumError) {
    try self.init(bytes.span, as: part)
  }

  /// The bytes, lent for as long as this value lives.
  ///
  /// Never specialised or inlined: Swift 6.3.1 then lends a copy that is gone before it is read
  /// (seen as unequal equals in optimised test builds). A call through an address is always right.
  package var span: Span<UInt8> {
    @_lifetime(borrow self) @inline(never) @_semantics("optimize.sil.specialize.generic.never")
    borrowing get { storage.span }
  }

  /// The bytes, lent for writing.
  package var mutableSpan: MutableSpan<UInt8> {
    @_lifetime(&self) mutating get { storage.mutableSpan }
  }

  /// A copy of the bytes. In a closure write `{ $0.bytes }`: a key path to it stops the optimiser of
  /// Swift 6.3.1, which cannot emit one for a type with an integer parameter.
  package var bytes: [UInt8] { [UInt8](copying: span) }
}

extension FixedBytes<24> {
  /// All bytes zero, for a nonce; made whole by the compiler, where the generic form is looked up anew by
  /// every call of another module.
  package init() { storage = InlineArray(repeating: 0) }
}

extension FixedBytes {
  /// Lets a C function write the bytes. What it leaves unwritten stays zero.
  init(filledBy fill: (UnsafeMutablePointer<UInt8>) -> Void) {
    self.init()
    var span = storage.mutableSpan
    unsafe span.withUnsafeMutableBufferPointer { buffer in
      if let start = buffer.baseAddress { unsafe fill(start) }
    }
  }
}

extension FixedBytes: Equatable {
  /// In constant time, so that nobody has to remember which values are compared by an attacker.
  package static func == (one: Self, other: Self) -> Bool {
    ConstantTime.equal(one.span, other.span)
  }
}

extension FixedBytes: Hashable {
  package func hash(into hasher: inout Hasher) {
    unsafe span.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
  }
}

extension FixedBytes: Comparable {
  /// As unsigned bytes from the first to the last, like `memcmp`. Not in constant time.
  package static func < (one: Self, other: Self) -> Bool {
    for index in 0..<count where one.storage[index] != other.storage[index] {
      return one.storage[index] < other.storage[index]
    }
    return false
  }
}

/// 16 bytes: locators, key identifiers.
package typealias Digest16 = FixedBytes<16>
/// 32 bytes: tree hashes, envelope hashes, commitments.
package typealias Digest32 = FixedBytes<32>
/// 64 bytes: two keys' worth of hash.
package typealias Digest64 = FixedBytes<64>
