extension VaultState {
  /// The next keys are for the officers who are there, with the quorum there was: a recovery changes no
  /// officers. A key that was not used stays as it is.
  func check(
    _ next: RecoveryKeys, succeedingWith pieces: [SealedPiece], of used: [RecoveryPurpose],
    recovering recovered: CompartmentEpoch? = nil
  ) throws(Violation) {
    guard let recovery else { throw .misplaced }
    try check(next, renewing: used)
    for purpose in RecoveryPurpose.allCases {
      guard let new = next[purpose], let old = recovery.keys[purpose] else {
        guard next[purpose] == recovery.keys[purpose] else { throw .wrongHolders }
        continue
      }
      guard used.contains(purpose) ? new.succeeds(old, in: self) : new == old else {
        throw .wrongHolders
      }
    }
    try next.check(
      pieces, of: next.pieces.filter { used.contains($0.purpose) }, in: self,
      recovering: recovered)
  }
}

extension RecoveryKey {
  /// Whether this is what the key before becomes by its use: among those of its officers who work here.
  fileprivate func succeeds(_ old: RecoveryKey, in state: VaultState) -> Bool {
    officers == old.officers.filter { !state.hasLeft($0) }
      && quorum == min(old.quorum, officers.count)
  }
}
