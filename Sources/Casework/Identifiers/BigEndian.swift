// Every integer that CaseVault writes in bytes is big-endian (docs/format.md §1).

extension FixedWidthInteger where Self: UnsignedInteger {
  /// Reads at most the integer's own width; a shorter run of bytes gives a smaller number.
  package init(bigEndianBytes bytes: some Collection<UInt8>) {
    self = bytes.reduce(0) { $0 << 8 | Self($1) }
  }

  /// The integer's bytes, most significant first.
  package var bigEndianBytes: [UInt8] {
    (0..<Self.bitWidth / 8).reversed().map { UInt8(truncatingIfNeeded: self >> ($0 * 8)) }
  }
}
