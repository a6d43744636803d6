import AuditLog
import Casework
import Keyring
import Sodium

// What replay asks of recoveries and cannot judge itself: it knows no cryptography.

extension VaultState {
  /// Why an entry cannot count, by what shows only where the curves are at hand.
  func violation(showingOutside event: Event, of vault: VaultID) -> Violation? {
    guard event.content.bringsUsableKeys else { return .unusableKey }
    guard event.content.isSignedOver(in: self, of: vault) else { return .notSignedOver }
    guard let recovered = event.content.byRecovery else { return nil }
    return isSigned(recovered, in: vault) ? nil : .forgedRecovery
  }

  /// The device that a practice's sheets admit, and that signs for itself. Anybody else who is not known is
  /// an integrity fault, as ever: so is this one without the signature of the recovery key.
  func admitting(_ event: Event, of vault: VaultID) -> Device? {
    guard let recovered = event.content.byRecovery,
      let device = recovered.admitted, device.id == event.by, recovery?.isOnSheets == true,
      isSigned(recovered, in: vault)
    else { return nil }
    return device
  }

  private func isSigned(_ recovered: any SignedByRecovery, in vault: VaultID) -> Bool {
    guard let key = recovery?.keys.signingKey, let statement = try? recovered.statement() else {
      return false
    }
    return recovered.signature.signs(statement, in: ContentHash(vault), by: key)
  }
}
