import AuditLog
import Casework
import Keyring
import Sodium

extension Vault {
  /// A wrap of a compartment for each of these. Somebody to whose key nobody may seal gets none, and keeps
  /// nobody else from theirs; `verify` counts them among those who wait for a key.
  func hand(
    _ compartment: CompartmentID, toEach holders: [CompartmentEpoch], at desk: Desk,
    into handed: inout HandedWraps
  ) throws {
    for holder in holders {
      do {
        try hand(compartment, to: holder, at: desk, into: &handed)
      } catch SodiumError.unusablePublicKey {
        continue
      }
    }
  }

  /// Wraps one held compartment for one more member.
  func hand(
    _ id: CompartmentID, to holder: CompartmentEpoch, at desk: Desk, into handed: inout HandedWraps
  ) throws {
    let epoch = try keys.open(id, of: desk.state, in: desk.transaction, vault: self.id)
    let made = try keys.keyring.wrapped(
      epoch, for: [try WrapHolder.member(holder)], in: self.id,
      first: epoch.kind.isNeededFirst)
    handed.rows += made.wraps
    handed.added += made.sealed.wraps.map {
      AddedWrap(compartment: id, epoch: epoch.epoch, notice: $0)
    }
  }
}

/// Wraps made for others, as the entry names them and as rows.
struct HandedWraps {
  var added: [AddedWrap] = []
  var rows: [StoredWrap] = []
}
