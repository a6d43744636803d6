import Casework
import Keyring
import Sodium

@testable import CaseVault

extension Practice {
  /// Takes away the row of this member's wrap of a compartment, as whoever writes the database can.
  func deleteWrap(of compartment: CompartmentID, in vault: Vault) throws {
    let state = try vault.state
    guard let known = state.compartments[compartment],
      let own = state.compartments[vault.member]?.current
    else { throw NotAHolder(compartment: compartment) }
    let place = try LocatorKey(of: own).wrapLocator(of: compartment, epoch: known.current.epoch)
    let digits = place.bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
      .joined()
    try tamper("DELETE FROM wrap WHERE locator = x'\(digits)'")
  }
}
