package import Casework
import Keyring
import Sodium

extension Vault {
  /// Records that these bytes, made of stored words, leave by another way than the screen. Call it
  /// before the first of them does.
  ///
  /// The entry holds a hash keyed with a key that only this member's own compartment gives.
  package func recordExport(
    of bytes: [UInt8], to destination: Destination, basis: Basis = .ownUse
  ) throws -> Receipt {
    try journal.record(
      WordsExported(to: destination, basis: basis, digest: try exportDigest(of: bytes)))
  }

  /// BLAKE2b-256(key: KDF(member secret, 5, "cv-compt"), label("casevault/1 export") ‖ bytes).
  func exportDigest(of bytes: [UInt8]) throws -> ContentHash {
    guard let own = keys.member else { throw NotEnrolled() }
    var key = try SecretBytes(zeroed: 32)
    try keys.keyring.copy(.export, of: own, into: &key)
    let label = Label.export.bytes
    let digest: Digest32 = try BLAKE2b256.digest(of: label.span, bytes.span, key: key.span)
    return ContentHash(digest: digest.span)
  }
}
