extension [UInt8] {
  /// A copy of the bytes that a span lends.
  package init(copying bytes: Span<UInt8>) {
    self = unsafe bytes.withUnsafeBufferPointer { unsafe Self($0) }
  }

  /// Appends a copy of the bytes that a span lends.
  package mutating func append(copying bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}

extension MutableSpan<UInt8> {
  /// Overwrites all bytes with those of another span.
  /// Throws ``SodiumError/wrongLength(_:expected:found:)`` unless both have the same length.
  @_lifetime(self: copy self)
  package mutating func copy(from bytes: Span<UInt8>) throws(SodiumError) {
    try SodiumError.expect(count, .output, found: bytes.count)
    guard let target = unsafe address, let source = unsafe bytes.address else { return }
    unsafe target.update(from: source, count: bytes.count)
  }
}
