/// A newcomer becomes a member, with roles and keys. Takes two people.
package struct MemberEnrolled: ProposableContent {
  package static let code = "member.enrolled"

  package let member: NewMember

  package init(_ member: NewMember) { self.member = member }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    member = try fields.nested("member") { (fields) throws(UnexpectedJSON) in
      try NewMember(from: &fields)
    }
  }

  package func write(to object: inout JSONObject) {
    object.append(nested: "member") { member.write(to: &$0) }
  }

  package var concerned: [MemberID] { [member.id] }

  package func acts(by signer: MemberID, in state: VaultState) throws(Violation) -> [Act] {
    try check(in: state)
    return [Act(.manageMembers)]
  }

  /// On its own it is nothing: one person enrols nobody.
  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    throw .misplaced
  }

  package func take(
    effectIn state: inout VaultState, approval: ActApproved, as entry: EntryFacts
  ) throws(Violation) {
    try check(in: state)
    var changed = state
    changed.admit(member, at: entry.at)
    for wrap in approval.wraps { try changed.add(wrap, by: entry.member) }
    guard
      changed.vaultCompartment.flatMap({ changed.compartments[$0] })?.isHeld(by: member.id) == true
    else { throw .wrongHolders }
    state = changed
  }

  private func check(in state: VaultState) throws(Violation) {
    guard state.members[member.id] == nil, state.devices[member.device.id] == nil else {
      throw .alreadyExists
    }
    guard Role.combine(member.roles) else { throw .rolesDoNotCombine }
    let own = member.compartment
    guard own.epoch.kind == .member, own.epoch.epoch == 1,
      own.wraps.map(\.holder) == [HolderID(member.device.id)]
    else { throw .wrongHolders }
  }
}

extension Role {
  /// Whether one person may have all of these: at least one, none twice, and an auditor nothing else.
  package static func combine(_ roles: [Role]) -> Bool {
    guard !roles.isEmpty, Set(roles).count == roles.count else { return false }
    return roles.count == 1 || roles.allSatisfy(\.combines)
  }
}
