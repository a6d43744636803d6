/// A grant is over: nobody has its key any more, and nothing that is written from here on is given to it.
package struct GrantEnded: EventContent {
  package static let code = "grant.ended"

  package let file: CaseFileID
  package let grant: Int
  package let cause: Cause

  package enum Cause: String, Sendable, CaseIterable {
    /// Its time has come, or what it rested on is gone: whoever comes next puts it down.
    case expired
    /// Somebody who works in the file, supervises it or answers for privacy took it back.
    case revoked
    /// The grantee gave it back.
    case returned
  }

  package init(file: CaseFileID, grant: Int, cause: Cause) {
    self.file = file
    self.grant = grant
    self.cause = cause
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    file = try fields.identifier("file")
    grant = try fields.count("grant")
    guard let cause = Cause(rawValue: try fields.string("cause")) else {
      throw .unknownValue(key: "cause")
    }
    self.cause = cause
  }

  package func write(to object: inout JSONObject) {
    object.append("file", file)
    object.append(count: "grant", grant)
    object.append("cause", .string(cause.rawValue))
  }

  package func takesAway(in state: VaultState) -> Bool { true }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] {
    switch cause {
    case .expired, .returned: [Act(.takePart)]
    case .revoked: [Act(.endGrant, on: .file(file))]
    }
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    guard let known = state.grant(grant), known.file == file, let given = known.given else {
      throw .unknownGrant
    }
    switch (known.stage, cause) {
    case (.running, .returned), (.over, .returned):
      guard known.grantee == entry.member else { throw .wrongHolders }
    case (.running, .expired):
      guard known.terms.until <= entry.at else { throw .notInForce }
    case (.running, .revoked), (.over, _): break
    default: throw .notInForce
    }
    state.close(grant, as: .ended(by: entry.member, at: entry.at))
    state.dropWraps(of: given.compartment)
  }
}
