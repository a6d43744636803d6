/// A member is kept from a case file no longer. Takes two people, of whom they are none.
package struct ConflictCleared: ProposableContent {
  package static let code = "conflict.cleared"
  package static let power = Power.clearConflict

  package let file: CaseFileID
  package let member: MemberID

  package init(file: CaseFileID, of member: MemberID) {
    self.file = file
    self.member = member
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    file = try fields.identifier("file")
    member = try fields.identifier("member")
  }

  package func write(to object: inout JSONObject) {
    object.append("file", file)
    object.append("member", member)
  }

  package var concerned: [MemberID] { [member] }

  package func check(in state: VaultState) throws(Violation) {
    guard let known = state.files[file] else { throw .unknownFile }
    guard known.hasConflict(with: member) else { throw .notInForce }
  }

  package func take(
    effectIn state: inout VaultState, approval: ActApproved, as entry: EntryFacts
  ) throws(Violation) {
    try check(in: state)
    guard approval.wraps.isEmpty else { throw .wrongHolders }
    let left = state.files[file]?.conflicts.filter { $0.member != member } ?? []
    try state.setConflicts(left, of: file)
  }
}
