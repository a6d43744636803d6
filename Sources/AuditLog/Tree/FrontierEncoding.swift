import Sodium

// A frontier as bytes: size (u64) ‖ the hashes of its subtrees from left to right, 32 bytes each.
// How many hashes there must be follows from the size, so exactly one encoding is accepted.

extension Frontier {
  /// The compact form: 8 bytes and 32 more for each bit set in the size.
  package var encoded: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.encodedByteCount(ofSize: size))
    bytes.append(bigEndian: size)
    for subtree in subtrees { bytes.append(copying: subtree.digest.span) }
    return bytes
  }

  /// Reads the compact form. Throws ``MalformedFrontier`` when the hashes are not as many as the
  /// size asks for. That they are the right ones only the leaves or a known root can show.
  package init(encoded bytes: Span<UInt8>) throws(MalformedFrontier) {
    guard bytes.count >= 8 else { throw .tooShort(byteCount: bytes.count) }
    let size = bytes.bigEndian(at: 0, as: UInt64.self)
    guard size <= Self.largestSize else { throw .sizeTooLarge(size) }
    guard bytes.count == Self.encodedByteCount(ofSize: size) else {
      throw .wrongNumberOfHashes(size: size, byteCount: bytes.count)
    }
    self.init(size: size, subtrees: Self.hashes(in: bytes.extracting(8...)))
  }

  /// Reads the compact form from an array. Throws ``MalformedFrontier``.
  package init(encoded bytes: [UInt8]) throws(MalformedFrontier) {
    try self.init(encoded: bytes.span)
  }

  // Timestamps and sizes share this bound with C2SP tlog-cosignature; it keeps `size + 1` safe.
  static var largestSize: UInt64 { UInt64(Int64.max) }

  private static func encodedByteCount(ofSize size: UInt64) -> Int {
    8 + size.nonzeroBitCount * TreeHash.byteCount
  }

  private static func hashes(in bytes: Span<UInt8>) -> [TreeHash] {
    stride(from: 0, to: bytes.count, by: TreeHash.byteCount).map { offset in
      TreeHash(Digest32(InlineArray { index in bytes[offset + index] }))
    }
  }
}

/// Why bytes are no frontier.
package enum MalformedFrontier: Error, Equatable {
  /// Fewer than the 8 bytes of the size.
  case tooShort(byteCount: Int)
  /// A size that no tree can have, above 2^63 − 1.
  case sizeTooLarge(UInt64)
  /// The hashes are not one for each bit set in the size.
  case wrongNumberOfHashes(size: UInt64, byteCount: Int)
}
