/// Somebody asks for a part of a case file for a while. Whoever supervises the file answers.
package struct GrantRequested: EventContent {
  package static let code = "grant.requested"

  package let file: CaseFileID
  /// The request's number, and the grant's if it becomes one.
  package let grant: Int
  package let terms: GrantTerms
  /// Why, sealed to oversight, to whoever may answer, and to who asks.
  package let reason: EnvelopeNotice

  package init(file: CaseFileID, grant: Int, terms: GrantTerms, reason: EnvelopeNotice) {
    self.file = file
    self.grant = grant
    self.terms = terms
    self.reason = reason
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    file = try fields.identifier("file")
    grant = try fields.count("grant")
    terms = try GrantTerms(from: &fields)
    reason = try fields.nested("reason") { (fields) throws(UnexpectedJSON) in
      try EnvelopeNotice(from: &fields)
    }
  }

  package func write(to object: inout JSONObject) {
    object.append("file", file)
    object.append(count: "grant", grant)
    terms.write(to: &object)
    object.append(nested: "reason") { reason.write(to: &$0) }
  }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] {
    [Act(.askForGrant, on: .file(file))]
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    guard grant == state.grants.count + 1, reason.version == 1 else { throw .outOfSequence }
    try terms.check(at: entry.at)
    state.add(
      Grant(
        number: grant, file: file, grantee: entry.member, terms: terms, reason: reason,
        at: entry.at, stage: .requested))
  }
}
