package import Casework

/// A grant or a request as those see it whom it concerns.
package struct KnownGrant: Sendable {
  package let grant: Grant
  package let client: ClientNumber?
  /// Whether this member may answer, extend or end it.
  package let isDecider: Bool
}

extension Vault {
  /// Grants and requests that this member made, has, gave or answers for, or all for those who review them;
  /// the latest first.
  package func grants() throws -> [KnownGrant] {
    try journal.catchUp()
    let state = try state
    let seesAll = state.members[member]?.reach(of: .readLog) == .everything
    return state.grants.reversed().compactMap { grant in
      let act = Act(.giveGrant, on: .file(grant.file))
      let decides =
        grant.grantee != member
        && Policy.refusal(of: act, by: member, in: state, at: now()) == nil
      let ends =
        Policy.refusal(of: Act(.endGrant, on: .file(grant.file)), by: member, in: state) == nil
      guard seesAll || decides || ends || grant.grantee == member || grant.given?.by == member
      else {
        return nil
      }
      return KnownGrant(
        grant: grant, client: state.file(grant.file).flatMap { ClientNumber($0.number) },
        isDecider: decides)
    }
  }

  /// Whether anybody may answer a request.
  package func hasDecider(of grant: Grant) throws -> Bool {
    let state = try state
    let act = Act(.giveGrant, on: .file(grant.file))
    return state.members.keys.contains {
      $0 != grant.grantee && Policy.refusal(of: act, by: $0, in: state) == nil
    }
  }

  /// Grants by which this member reads a file now.
  package func openGrants(on file: CaseFileID) throws -> [Grant] {
    let state = try state
    let now = now()
    guard let known = state.file(file), state.readsByGrants(member, known, at: now) else {
      return []
    }
    return state.openGrants(of: member, on: known, at: now)
  }

  /// Why a grant was asked for or given, in the words of who did. Recorded first. Throws ``Refusal`` and
  /// ``CannotGrant``.
  package func reason(ofGrant number: Int, to destination: Destination) throws -> String {
    try journal.catchUp()
    guard let grant = try state.grant(number) else { throw CannotGrant.noSuchGrant }
    let notice = grant.reason
    let receipt = try journal.record(
      RecordsRead([notice.envelope], ofGrant: number, to: destination))
    guard receipt.covers(notice.envelope) else { throw MisusedPermit() }
    return try journal.reading { try reasonWords(notice, from: $0) }
  }
}
