import CaseVault
import Casework
import Keyring
import SQLiteStorage
import Sodium

extension Verb {
  /// What a verifier by hand needs. Gives away the log's key: of vaults that this program made, and of
  /// no other.
  static let facts = Verb("facts") { folder, _ in
    let storage = try SQLiteStorage.open(at: folder.vaultPath)
    let identity = try folder.identity()
    let keyring = try Keyring()
    let key = try storage.reading { reader in
      let vault = try reader.identity().vaultID
      let own = try reader.wrap(at: identity.locatorKey.firstWrapLocator().bytes)
      let member = try keyring.openFirst(
        own ?? [], kind: .member, by: WrapOpener(identity), in: vault)
      let next = try reader.wrap(at: LocatorKey(of: member).firstWrapLocator().bytes)
      let epoch = try keyring.openFirst(
        next ?? [], kind: .vault, by: WrapOpener(member, in: keyring), in: vault)
      var key = try SecretBytes(zeroed: 32)
      try keyring.copy(.log, of: epoch, into: &key)
      return "\(epoch.epoch):\(try ContentHash(bytes: key.span).hexadecimal)"
    }
    let signer = ContentHash(digest: identity.publicKeys.signing.span).hexadecimal
    return Measurement(seconds: 0).adding("database", .text(folder.databasePath))
      .adding("log_keys", .texts([key])).adding("signers", .texts([signer]))
  }
}
