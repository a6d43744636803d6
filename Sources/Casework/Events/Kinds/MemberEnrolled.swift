/// A newcomer becomes a member, with roles and keys. Takes two people.
package struct MemberEnrolled: ProposableContent {
  package static let code = "member.enrolled"
  package static let power = Power.manageMembers

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

  package func check(in state: VaultState) throws(Violation) {
    // The id is that of a compartment: one that exists must not be replaced by the newcomer's.
    guard state.compartments[member.id] == nil, state.devices[member.device.id] == nil,
      !state.devices.values.contains(where: { $0.sharesKeys(with: member.device) })
    else { throw .alreadyExists }
    try member.check()
  }

  package func take(
    effectIn state: inout VaultState, approval: ActApproved, as entry: EntryFacts
  ) throws(Violation) {
    try check(in: state)
    // Without the log's key the newcomer could verify nothing. Other compartments may follow from
    // whoever holds them: an administrator has no oversight to hand on.
    guard approval.wraps.contains(where: { $0.opensLog(to: member.id, in: state) }) else {
      throw .wrongHolders
    }
    state.admit(member, at: entry.at)
    do throws(Violation) {
      try state.add(approval.wraps, by: entry.member)
    } catch {
      state.dismiss(member)
      throw error
    }
    state.settleShared()
  }
}

extension AddedWrap {
  fileprivate func opensLog(to member: MemberID, in state: VaultState) -> Bool {
    compartment == state.vaultCompartment && notice.holder == HolderID(member)
  }
}

extension Role {
  /// Whether one person may have all of these: at least one, none twice, and an auditor nothing else.
  package static func combine(_ roles: [Role]) -> Bool {
    guard !roles.isEmpty, Set(roles).count == roles.count else { return false }
    return roles.count == 1 || roles.allSatisfy(\.combines)
  }
}
