/// A request for a grant is answered with no, or taken back by who made it.
package struct GrantDeclined: EventContent {
  package static let code = "grant.declined"

  package let file: CaseFileID
  package let grant: Int

  package init(file: CaseFileID, grant: Int) {
    self.file = file
    self.grant = grant
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    file = try fields.identifier("file")
    grant = try fields.count("grant")
  }

  package func write(to object: inout JSONObject) {
    object.append("file", file)
    object.append(count: "grant", grant)
  }

  package func takesAway(in state: VaultState) -> Bool { true }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] {
    state.grant(grant)?.grantee == signer
      ? [Act(.takePart)] : [Act(.giveGrant, on: .file(file))]
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    guard let request = state.grant(grant), request.file == file else { throw .unknownGrant }
    guard request.stage == .requested else { throw .notInForce }
    state.close(grant, as: .declined(by: entry.member, at: entry.at))
  }
}
