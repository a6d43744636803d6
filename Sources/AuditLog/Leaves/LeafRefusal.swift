package import Sodium

/// Why a leaf is not accepted, or not made.
package enum LeafRefusal: Error, Equatable {
  /// The lengths do not fit together.
  case malformed(Part)
  /// Written by a later program, or no leaf at all.
  case unsupportedVersion(UInt8, suite: UInt8)
  /// A leaf of another vault.
  case foreignVault(VaultID)
  /// The commitment differs: the key is not that of this epoch, vault or leaf.
  case wrongKey(epoch: UInt32)
  /// The key is right, and the sealed body was changed.
  case damaged
  /// Padding that is not zero, or longer than it has to be.
  case badPadding
  /// Not as many signatures as there are keys to check them with.
  case wrongSignatureCount(expected: Int, found: Int)
  /// The signature at this place, from 0, is not by the key given for it.
  case badSignature(Int)
  /// An event that does not fit into one leaf.
  case eventTooLarge(byteCount: Int, most: Int)
  /// A refusal of the cryptography itself, such as a key of the wrong length.
  case cryptography(SodiumError)

  /// Which length it is.
  package enum Part: Sendable {
    /// The whole leaf.
    case leaf
    /// The count at the beginning of the body, or room for as many signatures.
    case signatures
    /// The length of the event.
    case event
  }
}
