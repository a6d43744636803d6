/// A running grant gets a later end.
package struct GrantExtended: EventContent {
  package static let code = "grant.extended"

  package let file: CaseFileID
  package let grant: Int
  package let until: Moment

  package init(file: CaseFileID, grant: Int, until: Moment) {
    self.file = file
    self.grant = grant
    self.until = until
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    file = try fields.identifier("file")
    grant = try fields.count("grant")
    until = try fields.moment("until")
  }

  package func write(to object: inout JSONObject) {
    object.append("file", file)
    object.append(count: "grant", grant)
    object.append("until", until)
  }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] {
    [Act(.giveGrant, on: .file(file))]
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    let running = try state.running(grant)
    guard running.file == file else { throw .unknownGrant }
    guard running.grantee != entry.member else { throw .refused(.ownRequest) }
    // One whose time had come when this was said is over, also where nobody has put that down yet.
    guard running.isOpen(at: entry.at) else { throw .notInForce }
    guard until > running.terms.until, GrantTerms.allows(end: until, at: entry.at) else {
      throw .termsNotAllowed
    }
    state.setEnd(of: grant, to: until)
  }
}
