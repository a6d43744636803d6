/// The two parts of an envelope, sealed apart so that a list opens headers only.
package enum EnvelopePart: UInt8, Sendable {
  case header = 1
  case body = 2

  /// Bytes of the longest text that a part takes: 64 KiB of header, 64 MiB of body. Checked before
  /// anything is allocated for it.
  package var longestText: Int {
    switch self {
    case .header: 1 << 16
    case .body: 1 << 26
    }
  }

  /// The length of the padded text, its own length field included: what the store sees instead of the
  /// true one. Source: docs/format.md §5.
  func paddedLength(ofText count: Int) -> Int {
    let length = count + PaddedText.lengthField
    return switch self {
    case .header: length.roundedUp(toMultipleOf: 128)
    case .body where length <= 4_096: length.roundedUp(toMultipleOf: 512)
    case .body: length.roundedUp(toMultipleOf: Self.padméStep(for: length))
    }
  }

  /// Padmé: of a length of E bits only the leading ones may differ, so that it tells O(log log L) bits
  /// at a cost of at most 12 %. Source: Nikitin and others, "Reducing Metadata Leakage from Encrypted
  /// Files and Communication with PURBs", PoPETs 2019, algorithm 1.
  private static func padméStep(for length: Int) -> Int {
    let exponent = length.floorLog2
    return 1 << (exponent - (exponent.floorLog2 + 1))
  }
}

extension Int {
  /// The position of the highest bit that is set; for positive numbers.
  fileprivate var floorLog2: Int { Int.bitWidth - 1 - leadingZeroBitCount }

  fileprivate func roundedUp(toMultipleOf step: Int) -> Int { (self + step - 1) / step * step }
}
