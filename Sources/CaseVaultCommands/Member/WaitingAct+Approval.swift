import CaseVault
import Casework
import Keyring

extension WaitingAct {
  /// Whether this member can approve it: as one who has nothing to do with it, and has the power.
  func waits(for member: MemberID, in state: VaultState) -> Bool {
    guard answer == .yes, let acts = try? content.acts(by: member, in: state) else { return false }
    return Policy.refusal(of: acts, by: member, in: state) == nil
  }

  /// The newcomer's fingerprint, where the act enrols somebody.
  var fingerprint: String? {
    guard let device = (content as? MemberEnrolled)?.member.device else { return nil }
    return try? DevicePublicKeys(encoded: device.signingKey.bytes + device.boxKey.bytes).fingerprint
  }
}
