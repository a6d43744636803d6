internal import Casework
internal import Sodium

/// The first 38 bytes of a key file, in the clear: magic ‖ version ‖ suite ‖ operations ‖ memory ‖
/// salt. Authenticated as additional data. Source: docs/format.md §2.
struct KeyFileHead {
  static let length = 38
  /// "CVKEY", then bytes that a transfer as text would change: CR, LF, and SUB, at which an old
  /// console stops printing.
  static let magic: [UInt8] = [0x43, 0x56, 0x4b, 0x45, 0x59, 0x0d, 0x0a, 0x1a]
  private static let version: UInt8 = 1

  let cost: KeyFileCost
  let salt: FixedBytes<16>

  init(cost: KeyFileCost, salt: FixedBytes<16>) {
    self.cost = cost
    self.salt = salt
  }

  /// Reads a whole file's head, and refuses what is no key file of this format before anything is
  /// allocated for it. The order is from the least to the most specific: a newer version may have
  /// another length.
  init(reading file: [UInt8]) throws(KeyFileError) {
    guard file.starts(with: Self.magic) else { throw Self.otherBeginning(of: file) }
    guard file.count > 9 else { throw .truncated(bytes: file.count) }
    guard file[8] == Self.version else { throw .unsupportedVersion(file[8]) }
    guard file[9] == Suite.first else { throw .unsupportedSuite(file[9]) }
    guard file.count >= KeyFile.length else { throw .truncated(bytes: file.count) }
    guard file.count == KeyFile.length else {
      throw .trailingBytes(count: file.count - KeyFile.length)
    }
    cost = KeyFileCost(
      unchecked: UInt32(bigEndianBytes: file[10..<14]),
      memory: UInt64(bigEndianBytes: file[14..<22]))
    var salt = FixedBytes<16>()
    var target = salt.mutableSpan
    for index in target.indices { target[index] = file[22 + index] }
    self.salt = salt
    _ = try cost.argon2id()
  }

  var bytes: [UInt8] {
    Self.magic + [Self.version, Suite.first] + cost.operations.bigEndianBytes
      + cost.memory.bigEndianBytes + salt.bytes
  }

  /// Tells a file that was cut or sent as text (CR LF became LF or CR, LF became CR LF) from one that
  /// never was a key file.
  private static func otherBeginning(of file: [UInt8]) -> KeyFileError {
    if !file.isEmpty, magic.starts(with: file) { return .truncated(bytes: file.count) }
    return file.starts(with: magic.prefix(5)) ? .mangledAsText : .notAKeyFile
  }
}
