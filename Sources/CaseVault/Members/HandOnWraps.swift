import AuditLog
import Casework
import Keyring
import Sodium

extension Vault {
  /// Hands this member's compartments on to those who are entitled to them and have no wrap yet, such
  /// as oversight to an auditor whom an administrator approved. Confers nothing: who is entitled follows
  /// from the log alone.
  func handOnWraps() throws {
    guard try !missingWraps(in: state).isEmpty else { return }
    _ = try journal.recording { desk in
      let missing = missingWraps(in: desk.state).compactMap { missing in
        desk.state.compartments[missing.holder].map { (missing.compartment, $0.current) }
      }
      let handed = try wraps(for: missing, at: desk)
      guard !handed.added.isEmpty else { return }
      let event = WrapsAdded(handed.added)
      try desk.append(
        event, storing: Commit.Parts(wraps: handed.rows), spending: try desk.permit(for: event))
    }
  }

  /// A wrap for each of these. Somebody to whose key nobody may seal gets none, and keeps nobody else
  /// from theirs; `verify` counts them among those who wait for a key.
  func wraps(
    for missing: [(compartment: CompartmentID, holder: CompartmentEpoch)], at desk: Desk
  ) throws -> HandedWraps {
    var handed = HandedWraps()
    for (compartment, holder) in missing {
      do {
        try hand(compartment, to: holder, at: desk, into: &handed)
      } catch SodiumError.unusablePublicKey {
        continue
      }
    }
    return handed
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

  /// Who ought to hold one of this member's shared compartments and does not.
  private func missingWraps(
    in state: VaultState
  ) -> [(compartment: CompartmentID, holder: MemberID)] {
    state.sharedCompartments.flatMap { id -> [(compartment: CompartmentID, holder: MemberID)] in
      guard let compartment = state.compartments[id], compartment.isHeld(by: member) else {
        return []
      }
      return state.entitled(to: id).compactMap(\.member)
        .filter { !compartment.isHeld(by: $0) }
        .map { (id, $0) }
    }
  }
}

/// Wraps made for others, as the entry names them and as rows.
struct HandedWraps {
  var added: [AddedWrap] = []
  var rows: [StoredWrap] = []
}

extension VaultState {
  /// The compartments that come with roles.
  var sharedCompartments: [CompartmentID] {
    [vaultCompartment, oversight, registry].compactMap(\.self)
  }
}
