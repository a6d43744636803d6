import CaseVault
import Casework
import Keyring

extension WaitingAct {
  /// The newcomer's fingerprint, where the act enrols somebody.
  var fingerprint: String? {
    guard let device = (content as? MemberEnrolled)?.member.device else { return nil }
    return try? DevicePublicKeys(encoded: device.signingKey.bytes + device.boxKey.bytes).fingerprint
  }
}
