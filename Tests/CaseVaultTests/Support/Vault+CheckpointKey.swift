import Sodium

@testable import CaseVault

extension Vault {
  /// What whoever is a member has, and a changed program signs with.
  func presentCheckpointKey() throws -> Ed25519.SigningKey {
    let state = try state
    var key: Ed25519.SigningKey?
    try storage.reading { key = try checkpointKey(of: state, in: $0) }
    guard let found = key.take() else { throw NotEnrolled() }
    return found
  }
}
