import Sodium

/// The plaintext of a leaf: count of signatures (u8) ‖ signatures (64 each) ‖ length of the event
/// (u32) ‖ event ‖ zeros up to a multiple of 256. Source: docs/format.md §6.
struct LeafBody: Hashable, Sendable {
  let signatures: [Ed25519.Signature]
  /// The whole plaintext, so that the event need not be copied out of it.
  private let bytes: [UInt8]
  private let eventRange: Range<Int>

  static let paddingUnit = 256
  static let signatureCounts = 1...8
  static let signatureLength = 64

  /// The event's bytes.
  var event: ArraySlice<UInt8> { bytes[eventRange] }

  /// Reads a plaintext that authenticated. Throws ``LeafRefusal`` all the same: its author holds the
  /// key and may have written anything.
  init(_ bytes: [UInt8]) throws(LeafRefusal) {
    let count = Int(bytes.first ?? 0)
    let eventStart = Self.eventOffset(signatures: count)
    guard Self.signatureCounts.contains(count), eventStart <= bytes.count else {
      throw .malformed(.signatures)
    }
    let length = Int(bytes.span.bigEndian(at: eventStart - 4, as: UInt32.self))
    guard length <= bytes.count - eventStart else { throw .malformed(.event) }
    let end = eventStart + length
    guard bytes.count == Self.paddedCount(end), bytes[end...].allSatisfy({ $0 == 0 }) else {
      throw .badPadding
    }
    signatures = try Self.signatures(count, in: bytes)
    self.bytes = bytes
    eventRange = eventStart..<end
  }

  /// Puts a plaintext together, padded.
  static func encoded(event: Span<UInt8>, signatures: [Ed25519.Signature]) -> [UInt8] {
    let end = eventOffset(signatures: signatures.count) + event.count
    var bytes: [UInt8] = []
    bytes.reserveCapacity(paddedCount(end))
    bytes.append(UInt8(truncatingIfNeeded: signatures.count))
    for signature in signatures { bytes.append(copying: signature.span) }
    bytes.append(bigEndian: UInt32(truncatingIfNeeded: event.count))
    bytes.append(copying: event)
    bytes.append(contentsOf: repeatElement(0, count: paddedCount(end) - end))
    return bytes
  }

  /// The longest event that fits into one leaf beside so many signatures.
  static func mostEventBytes(signatures: Int) -> Int {
    let room = Leaf.mostBytes - Leaf.bodyOffset - CommittingAEAD.overhead
    return room / paddingUnit * paddingUnit - eventOffset(signatures: signatures)
  }

  private static func eventOffset(signatures: Int) -> Int {
    1 + signatures * signatureLength + 4
  }

  private static func paddedCount(_ count: Int) -> Int {
    (count + paddingUnit - 1) / paddingUnit * paddingUnit
  }

  private static func signatures(
    _ count: Int, in bytes: [UInt8]
  ) throws(LeafRefusal) -> [Ed25519.Signature] {
    var signatures: [Ed25519.Signature] = []
    signatures.reserveCapacity(count)
    for place in 0..<count {
      let start = 1 + place * signatureLength
      let range = start..<start + signatureLength
      guard let signature = try? Ed25519.Signature(bytes.span.extracting(range)) else {
        throw .malformed(.signatures)
      }
      signatures.append(signature)
    }
    return signatures
  }
}
