/// A member is kept from a case file from here on, because of a tie to the client besides the work: an
/// explicit deny that beats assignment, supervision and whatever else would let them in.
package struct ConflictDeclared: EventContent {
  package static let code = "conflict.declared"

  package let file: CaseFileID
  package let member: MemberID
  /// What was said of it, sealed to oversight.
  package let reason: EnvelopeNotice?

  package init(file: CaseFileID, of member: MemberID, reason: EnvelopeNotice?) {
    self.file = file
    self.member = member
    self.reason = reason
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    file = try fields.identifier("file")
    member = try fields.identifier("member")
    guard fields.nextKey == "reason" else {
      reason = nil
      return
    }
    reason = try fields.nested("reason") { (fields) throws(UnexpectedJSON) in
      try EnvelopeNotice(from: &fields)
    }
  }

  package func write(to object: inout JSONObject) {
    object.append("file", file)
    object.append("member", member)
    if let reason { object.append(nested: "reason") { reason.write(to: &$0) } }
  }

  package func takesAway(in state: VaultState) -> Bool { true }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] {
    [Act(.declareConflict, on: .standing(of: member, to: file))]
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    guard let known = state.files[file] else { throw .unknownFile }
    guard state.members[member] != nil else { throw .unknownMember }
    guard !known.hasConflict(with: member) else { throw .alreadyExists }
    let conflict = Conflict(
      member: member, declaredBy: entry.member, at: entry.at, reason: reason)
    try state.setConflicts(known.conflicts + [conflict], of: file)
  }
}
