import Keyring
package import Sodium

/// By which an agent and those who ask it mean a key: a hash of the key file as it lies there, sealed.
///
/// A file that was replaced, as by a change of its passphrase, is another: what an agent still holds of the
/// one before serves nobody any more.
package struct KeyFileID: Hashable, Sendable {
  package let bytes: Digest32

  package init(of keyFile: [UInt8]) { bytes = KeyFile.id(of: keyFile) }

  init(bytes: Digest32) { self.bytes = bytes }

  /// A name for a file that has to do with the key.
  package var name: String {
    bytes.bytes.prefix(16).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  /// Stands for every key.
  static let all = KeyFileID(bytes: Digest32())

  static let length = 32
}
