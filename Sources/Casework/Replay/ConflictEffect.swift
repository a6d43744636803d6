/// What a conflict of interest would take away, for whoever is about to declare it.
package struct ConflictEffect: Sendable, Equatable {
  /// Whether the one whom it keeps from the case file opens it now, as one who works in it, by a grant or in an
  /// emergency.
  package let opensNow: Bool
  /// Who works in it then, supervisors among them.
  package let readers: [MemberID]
  /// Those of them to whom it is assigned.
  package let assigned: [MemberID]
}

extension VaultState {
  /// What it would take away that this member has a conflict with a case file. Throws ``Violation/nobodyLeft`` where
  /// nobody else could open it.
  package func effect(
    ofConflictOf member: MemberID, with file: CaseFileID
  ) throws(Violation) -> ConflictEffect {
    guard let known = files[file] else { throw .unknownFile }
    var then = self
    try then.setConflicts(
      known.conflicts
        + [Conflict(member: member, declaredBy: member, at: latestClaim ?? .earliest, reason: nil)],
      of: file)
    let readers = then.keepers(of: known.compartment).map(\.member)
    let isGranted = grants.contains { $0.file == file && $0.grantee == member && $0.isRunning }
    let hasEmergency = emergencies.contains {
      $0.file == file && $0.opener == member && $0.stage == .open
    }
    return ConflictEffect(
      opensNow: isKeeper(member, of: known.compartment) || isGranted || hasEmergency,
      readers: readers, assigned: readers.filter(known.assigned.contains))
  }
}
