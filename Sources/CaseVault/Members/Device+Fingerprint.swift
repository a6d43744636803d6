package import Casework
import Keyring

extension Device {
  /// The fingerprint of the device's keys, to compare aloud; nil where they are no valid keys.
  package var fingerprint: String? {
    try? DevicePublicKeys(encoded: signingKey.bytes + boxKey.bytes).fingerprint
  }
}
