package import Casework

extension Vault {
  /// Proposes that a member's roles change. Another member's approval makes it so; whoever gains or loses a
  /// shared key by it does so with the next command of somebody who has that key. Throws ``Refusal`` and
  /// ``CannotSetRoles``.
  @discardableResult
  package func proposeRoles(
    of other: MemberID, adding: [Role], removing: [Role]
  ) throws -> (number: UInt64, roles: [Role]) {
    try journal.recording { desk in
      _ = try desk.permit([Act(.manageMembers, on: .about(other))])
      let act = try desk.state.act(
        changing: other, adding: Set(adding), removing: Set(removing), proposedBy: member)
      let event = ActProposed(act)
      let number = try desk.append(event, spending: try desk.permit(for: event)).sequence
      return (number, act.after)
    }.result
  }
}

/// Why a member's roles cannot be changed in this way.
package enum CannotSetRoles: Error, Equatable {
  case noSuchMember
  case hasLeft
  /// Nobody affected counts: two others say it.
  case concernsYou
  /// They have the roles to be added already, and not the ones to be taken.
  case changesNothing
  /// Somebody without a role has left, and that is said otherwise.
  case leavesNone
  /// An auditor is nothing else.
  case doNotCombine([Role])
  /// Case files are assigned to them, and they would work in none.
  case hasFiles([ClientNumber])
  /// They supervise these, and could not any more.
  case hasSupervisees([MemberID])
  /// They are on duty, and could not be any more.
  case isOnDuty
  /// Fewer would be left than it takes to enrol somebody.
  case tooFewStay
  /// Nobody else holds the key of this kind.
  case holdsAlone(CompartmentKind)
}

extension VaultState {
  fileprivate func act(
    changing member: MemberID, adding: Set<Role>, removing: Set<Role>, proposedBy proposer: MemberID
  ) throws(CannotSetRoles) -> RolesSet {
    guard let known = members[member] else { throw .noSuchMember }
    guard known.left == nil else { throw .hasLeft }
    guard quorum == 1 || member != proposer else { throw .concernsYou }
    let wanted = Set(known.roles).subtracting(removing).union(adding)
    let changed = known.with(Array(wanted))
    guard wanted != Set(known.roles) else { throw .changesNothing }
    guard !wanted.isEmpty else { throw .leavesNone }
    guard Role.combine(changed.roles) else { throw .doNotCombine(changed.roles) }
    let files = changed.doesCasework ? [] : filesAssigned(to: member)
    guard files.isEmpty else { throw .hasFiles(numbers(of: files)) }
    let supervisees = changed.canSupervise ? [] : supervisees(of: member)
    guard supervisees.isEmpty else { throw .hasSupervisees(supervisees) }
    guard changed.reach(of: .openEmergency) != nil || !isOnDuty(member) else { throw .isOnDuty }
    guard canBeManaged(with: changed) else { throw .tooFewStay }
    if let kind = heldAlone(by: known, losing: changed).first { throw .holdsAlone(kind) }
    return RolesSet(of: member, from: known.roles, to: changed.roles)
  }
}
