package import AuditLog
import Casework
import Keyring
import Sodium

/// The last size and root of a log that this device verified.
///
/// Bytes: u8 version = 1 ‖ u64 size ‖ root(32) ‖ hash of the last leaf(32) ‖ u32 generation, sealed
/// under the device key.
package struct Pin: Sendable, Equatable {
  package let size: UInt64
  package let root: TreeHash
  /// Of no meaning while the log is empty.
  package let last: TreeHash
  package let generation: UInt32

  package init(size: UInt64, root: TreeHash, last: TreeHash, generation: UInt32) {
    self.size = size
    self.root = root
    self.last = last
    self.generation = generation
  }

  /// What a verified log amounts to.
  package init(_ log: VerifiedLog) {
    self.init(
      size: log.size, root: log.root, last: log.last ?? .ofEmptyTree,
      generation: log.state.generation)
  }

  package var bytes: [UInt8] {
    var bytes: [UInt8] = [1]
    bytes.reserveCapacity(Self.byteCount)
    bytes.append(bigEndian: size)
    bytes += root.digest.bytes
    bytes += last.digest.bytes
    bytes.append(bigEndian: generation)
    return bytes
  }

  private static let byteCount = 77

  /// Accepts only what ``bytes`` writes.
  package init(bytes: [UInt8]) throws(MalformedPin) {
    guard bytes.count == Self.byteCount, bytes[0] == 1,
      let root = try? TreeHash(Array(bytes[9..<41])),
      let last = try? TreeHash(Array(bytes[41..<73]))
    else { throw MalformedPin() }
    self.init(
      size: UInt64(bigEndianBytes: bytes[1..<9]), root: root, last: last,
      generation: UInt32(bigEndianBytes: bytes[73..<77]))
  }
}

extension Pin {
  /// This device's pin of a vault, or nil where it has none.
  static func load(from memory: any DeviceMemory, with keys: DeviceKeys) throws -> Pin? {
    try Pin(sealed: try memory.load(.pin), with: keys)
  }

  /// The same of what was loaded.
  init?(sealed: [UInt8]?, with keys: DeviceKeys) throws {
    guard let sealed else { return nil }
    try self.init(bytes: try keys.held.identity.openForThisDevice(sealed, purpose: .pin))
  }
}

extension Pin {
  /// Whether this pin stands for all that the other does, and perhaps more.
  ///
  /// Both were verified by this device. A restoring raises the generation, and with it the history that
  /// counts. Throws ``IntegrityFault/Kind/forked`` for two histories of one length.
  func reachesFurther(than other: Pin) throws -> Bool {
    guard generation == other.generation else { return generation > other.generation }
    guard size == other.size else { return size > other.size }
    guard root == other.root else { throw IntegrityFault(.forked, at: .entry(size)) }
    return true
  }
}

/// A pin that opens under the device key and still is none: written by another program.
package struct MalformedPin: Error, Equatable {}
