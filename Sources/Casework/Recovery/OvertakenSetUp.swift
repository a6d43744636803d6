/// Why a set-up of recovery that waits can be approved no more.
package enum OvertakenSetUp: Sendable, Equatable {
  /// These officers' keys are others than their pieces were sealed to, or have to be.
  case keysExchanged([MemberID])
  case officersLeft([MemberID])
  /// The recovery key that it was to follow is not the one in force.
  case newerKey
}

extension RecoverySetUp {
  /// What happened since it was proposed that no approval gets over; nil while one still may.
  package func overtaken(in state: VaultState) -> OvertakenSetUp? {
    let officers = keys.main.officers
    let left = officers.filter { state.members[$0]?.left != nil }
    guard left.isEmpty else { return .officersLeft(left) }
    // A key that somebody else may have is not sealed to, and once it is exchanged it is another.
    let exchanged = zip(officers, epochs).filter { officer, epoch in
      state.compartments[officer]?.current.epoch != epoch || state.isKeyInDoubt(of: officer)
    }.map(\.0)
    guard exchanged.isEmpty else { return .keysExchanged(exchanged) }
    let follows = keys.all.allSatisfy { key in
      let before = state.compartments[key.id]?.current.epoch ?? 0
      return key.epoch.epoch == before + 1
    }
    guard follows, state.recovery == nil || state.recovery?.keys.main.id == keys.main.id else {
      return .newerKey
    }
    return nil
  }
}
