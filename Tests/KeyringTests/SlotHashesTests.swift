import Casework
import Testing

@testable import Keyring

/// The hashes were computed by Python's hashlib from the words of docs/format.md §5.
@Suite struct SlotHashesTests {
  /// form ‖ locator ‖ payload: 1 + 16 + 60 bytes, and 1 + 16 + 112.
  static let symmetric = [1] + bytes(0xa1, 16) + bytes(0xb1, 60)
  static let sealed = [2] + bytes(0xa2, 16) + bytes(0xb2, 112)
  static let first = "3b190a474b3ae982725b8caa5a43b7e5522224beabd41aeb46767dba1de03097"
  static let second = "6d2004559d3063cea331e709ea3130736cf79daff212361db1ab1d8687691fe0"
  static let both = "44ebe569eebd3af50f9c483563bce153eab07e37e4ed8d16b9af435fcffee950"

  private static func bytes(_ byte: UInt8, _ count: Int) -> [UInt8] {
    [UInt8](repeating: byte, count: count)
  }

  @Test func `a row with one slot has that slot's hash as its digest`() throws {
    let row = [1] + Self.symmetric
    let hashes = try SlotHashes(of: row)
    #expect(hashes.digest.hexadecimal == Self.first)
    #expect(hashes.count == 1)
    #expect(hashes.hash(at: 0)?.hexadecimal == Self.first)
    #expect(hashes.hash(at: 1) == nil && hashes.hash(at: -1) == nil)
    var hashing = EnvelopeHashing(
      in: ContentHash(words: .init(first: 0, second: 0, third: 0, fourth: 0)))
    #expect(try hashing.hashes(ofSlots: row.span) == hashes)
  }

  @Test func `a row with two slots has a digest over their hashes`() throws {
    let row = [2] + Self.symmetric + Self.sealed
    let hashes = try SlotHashes(of: row)
    #expect(hashes.digest.hexadecimal == Self.both)
    #expect([0, 1].map { hashes.hash(at: $0)?.hexadecimal } == [Self.first, Self.second])
    #expect(hashes.hash(at: 2) == nil)
    var hashing = EnvelopeHashing(
      in: ContentHash(words: .init(first: 0, second: 0, third: 0, fourth: 0)))
    #expect(try hashing.hashes(ofSlots: row.span) == hashes)
    // With another slot in a place, and back again.
    let other = try #require(hashes.hash(at: 1))
    let changed = hashes.with([0: other])
    #expect(changed.digest != hashes.digest)
    #expect(changed.with([0: try #require(hashes.hash(at: 0))]) == hashes)
  }

  @Test func `what is not whole slots to its end has no hashes`() {
    let one = [1] + Self.symmetric
    for row in [
      [], [0], [1], [2] + Self.symmetric, one + [0], Array(one.dropLast()),
      [1, 3] + one.dropFirst(2), [1] + Self.symmetric + Self.sealed,
    ] as [[UInt8]] {
      #expect(throws: EnvelopeError.malformedSlots, "\(row.count) bytes") {
        try SlotHashes(of: row)
      }
    }
  }
}
