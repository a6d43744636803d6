/// What a member is here changes: roles come, go, or both. Takes two people, of whom they are none.
///
/// The act names what they were as well, so that of two acts about one member the second is not approved for
/// what it did not speak of. Nobody loses a role that others rest on: whoever works in no case files any more
/// has none assigned, whoever cannot supervise supervises nobody, and whoever cannot be on duty is not. These
/// are handed over first.
package struct RolesSet: ProposableContent {
  package static let code = "roles.set"
  package static let power = Power.manageMembers

  package let member: MemberID
  package let before: [Role]
  package let after: [Role]

  package init(of member: MemberID, from before: [Role], to after: [Role]) {
    (self.member, self.before, self.after) = (member, before, after)
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    member = try fields.identifier("member")
    before = try fields.roles("before")
    after = try fields.roles("after")
  }

  package func write(to object: inout JSONObject) {
    object.append("member", member)
    object.append("before", .array(before.map { .string($0.code) }))
    object.append("after", .array(after.map { .string($0.code) }))
  }

  package var decision: Act { Act(Self.power, on: .about(member)) }

  package var concerned: [MemberID] { [member] }

  package func takesAway(in state: VaultState) -> Bool { true }

  package func check(in state: VaultState) throws(Violation) {
    guard let known = state.members[member] else { throw .unknownMember }
    guard known.left == nil, Set(known.roles) == Set(before) else { throw .notInForce }
    guard Set(before) != Set(after) else { throw .alreadyExists }
    guard Role.combine(after) else { throw .rolesDoNotCombine }
    let changed = known.with(after)
    guard changed.doesCasework || state.filesAssigned(to: member).isEmpty,
      changed.canSupervise || state.supervisees(of: member).isEmpty,
      changed.reach(of: .openEmergency) != nil || !state.isOnDuty(member)
    else { throw .wrongHolders }
    guard state.canBeManaged(with: changed), state.heldAlone(by: known, losing: changed).isEmpty
    else { throw .nobodyLeft }
  }

  package func take(
    effectIn state: inout VaultState, approval: ActApproved, as entry: EntryFacts
  ) throws(Violation) {
    try check(in: state)
    guard approval.wraps.isEmpty else { throw .wrongHolders }
    state.setRoles(of: member, to: after)
  }
}

extension VaultState {
  /// Case files that are assigned to this member.
  package func filesAssigned(to member: MemberID) -> [CaseFile] {
    files.values.filter { $0.assigned.contains(member) }
  }

  /// Whose work this member supervises, also what somebody has left behind.
  package func supervisees(of member: MemberID) -> [MemberID] {
    members.values.filter {
      $0.supervisors.contains(member) && ($0.left == nil || !filesAssigned(to: $0.id).isEmpty)
    }
    .map(\.id).sorted()
  }

  /// Whether there are as many as it takes to enrol and to let go, once this member is what is said here.
  package func canBeManaged(with changed: Member) -> Bool {
    let here = members.values.lazy.filter { $0.left == nil }.map {
      $0.id == changed.id ? changed : $0
    }
    return suffices(here)
  }

  /// Of oversight and registry, those that would come with the member's roles no longer and that nobody else
  /// holds who is entitled to them: nobody could hand them on.
  package func heldAlone(by known: Member, losing changed: Member) -> [CompartmentKind] {
    compartmentsHeldAlone(by: known.id).filter { !changed.holds($0) }
  }

  fileprivate mutating func setRoles(of member: MemberID, to roles: [Role]) {
    guard let known = members[member] else { return }
    let changed = known.with(roles)
    members[member] = changed
    // Whoever does no casework has no work to supervise.
    if !changed.doesCasework { members[member]?.supervisors = [] }
    if changed.reach(of: .readNotes) == nil { closeGrants(of: member) }
    settleShared()
    // What they gave rests on what they may give.
    for file in Set(grants.lazy.filter { $0.isRunning && $0.given?.by == member }.map(\.file)) {
      closeGroundlessGrants(on: file)
    }
  }
}

extension Member {
  /// The same person in other roles, in the order in which roles are listed.
  package func with(_ roles: [Role]) -> Member {
    var changed = self
    changed.roles = Role.all.filter { roles.contains($0) }
    return changed
  }
}

extension JSONFields {
  /// The roles under a key, each a word of the table.
  mutating func roles(_ key: String) throws(UnexpectedJSON) -> [Role] {
    var roles: [Role] = []
    for value in try array(key) {
      guard let code = value.string, let role = Role.named(code) else {
        throw .unknownValue(key: key)
      }
      roles.append(role)
    }
    return roles
  }
}
