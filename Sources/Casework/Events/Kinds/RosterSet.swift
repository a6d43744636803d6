/// Who is on duty from here on, and so holds the emergency compartment.
///
/// The key follows: whoever is on duty and has it hands it on, and exchanges it where somebody has it who is
/// not on duty any more. Whoever sets the roster never has it by that.
package struct RosterSet: EventContent {
  package static let code = "roster.set"

  /// In the order of their ids; empty where nobody is on duty.
  package let members: [MemberID]

  package init(_ members: [MemberID]) { self.members = members.sorted() }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    let listed: [MemberID] = try fields.list("members") { (fields) throws(UnexpectedJSON) in
      try fields.identifier("member")
    }
    guard listed == Set(listed).sorted() else { throw .unknownValue(key: "members") }
    members = listed
  }

  package func write(to object: inout JSONObject) {
    object.append(list: "members", members) { $1.append("member", $0) }
  }

  package func takesAway(in state: VaultState) -> Bool { true }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] { [Act(.setRoster)] }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    guard members != state.roster else { throw .alreadyExists }
    // Being on duty is a key to everything: nobody takes it for themselves.
    guard !members.contains(entry.member) || state.isOnDuty(entry.member) else {
      throw .refused(.ownDuty)
    }
    for member in members {
      guard state.members[member] != nil else { throw .unknownMember }
      guard state.canBeOnDuty(member) else { throw .wrongHolders }
    }
    state.setRoster(members)
  }
}
