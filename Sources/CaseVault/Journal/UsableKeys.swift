import Casework
import Sodium

extension EventContent {
  /// Whether every public key that this brings in is one to rely on: on its curve, in its only encoding,
  /// and not of small order, where anybody could open what is sealed to it, or sign for it.
  var bringsUsableKeys: Bool {
    guard let keys = publicKeys else { return true }
    return keys.signing.allSatisfy { (try? Ed25519.VerifyingKey($0.bytes)) != nil }
      && keys.box.allSatisfy { (try? X25519.PublicKey($0.bytes)) != nil }
  }
}
