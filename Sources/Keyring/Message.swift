internal import Casework
internal import Sodium

/// Public bytes put one after the other, as docs/format.md writes them with `‖`: what is hashed,
/// signed or authenticated beside a text. Never secrets, which would leave copies behind as it grows.
struct Message {
  private(set) var bytes: [UInt8] = []

  /// Room for the longest message of this target, so that a worker that reuses one never allocates.
  init() { bytes.reserveCapacity(160) }

  init(_ label: Label) {
    self.init()
    append(label.bytes)
  }

  /// Starts anew in the memory of the last message.
  mutating func begin(_ label: Label) {
    bytes.removeAll(keepingCapacity: true)
    append(label.bytes)
  }

  mutating func append(_ more: [UInt8]) { bytes.append(contentsOf: more) }

  mutating func append(_ more: Span<UInt8>) { bytes.append(copying: more) }

  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  mutating func append(_ number: UInt32) { bytes.append(bigEndian: number) }

  mutating func append<Tag>(_ identifier: Identifier<Tag>) { bytes.append(identifier) }

  mutating func append(_ hash: ContentHash) { bytes.append(hash) }
}
