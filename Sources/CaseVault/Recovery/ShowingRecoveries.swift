package import Casework
import Keyring

extension Vault {
  /// Why a recovery was begun, in the words of who did; nil where it does not open for this member.
  /// Recorded first. Throws ``Refusal`` and ``CannotRecover``.
  package func reason(ofRecovery number: UInt64, to destination: Destination) throws -> String? {
    try journal.catchUp()
    let (_, start) = try state.recovery(number: number)
    let notice = start.reason
    let receipt = try journal.record(
      RecordsRead([notice.envelope], ofRecovery: number, to: destination))
    guard receipt.covers(notice.envelope) else { throw MisusedPermit() }
    return try journal.reading { reader in
      do {
        return try reasonWords(notice, from: reader)
      } catch let fault as IntegrityFault where fault.kind == .textDamaged {
        return nil
      }
    }
  }
}
