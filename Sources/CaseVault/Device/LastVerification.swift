package import Casework
import Keyring

/// When this device last verified everything, and what came of it. It proves nothing to anybody else, and losing
/// it loses nothing: whoever wants to know verifies once more.
///
/// Bytes: u8 version = 1 ‖ u64 size ‖ u64 milliseconds since 1970 ‖ u8 1 where nothing was found wrong, else 0,
/// sealed under the device key.
package struct LastVerification: Sendable, Equatable {
  /// Entries that there were.
  package let size: UInt64
  package let at: Moment
  /// Whether nothing was found wrong.
  package let isWhole: Bool

  init(size: UInt64, at: Moment, isWhole: Bool) {
    (self.size, self.at, self.isWhole) = (size, at, isWhole)
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = [1]
    bytes.append(bigEndian: size)
    bytes.append(bigEndian: UInt64(bitPattern: at.millisecondsSince1970))
    bytes.append(isWhole ? 1 : 0)
    return bytes
  }

  /// Nil for anything but what ``bytes`` writes.
  init?(bytes: [UInt8]) {
    guard bytes.count == 18, bytes[0] == 1, bytes[17] <= 1,
      let at = Moment(
        millisecondsSince1970: Int64(bitPattern: UInt64(bigEndianBytes: bytes[9..<17])))
    else { return nil }
    self.init(size: UInt64(bigEndianBytes: bytes[1..<9]), at: at, isWhole: bytes[17] == 1)
  }

  /// Keeps it. What cannot be kept is not remembered, and nothing else comes of that.
  func keep(in memory: any DeviceMemory, with keys: DeviceKeys) {
    guard let sealed = try? keys.held.identity.sealForThisDevice(bytes, purpose: .verified) else {
      return
    }
    try? memory.save(sealed, as: .verified)
  }

  /// What this device kept; nil where there is none, or it is damaged.
  static func load(from memory: any DeviceMemory, with keys: DeviceKeys) -> Self? {
    guard let sealed = try? memory.load(.verified),
      let bytes = try? keys.held.identity.openForThisDevice(sealed, purpose: .verified)
    else { return nil }
    return Self(bytes: bytes)
  }
}

extension Vault {
  /// When this device last verified everything; nil where it never did.
  package func lastVerification() -> LastVerification? {
    LastVerification.load(from: journal.memory, with: keys)
  }
}
