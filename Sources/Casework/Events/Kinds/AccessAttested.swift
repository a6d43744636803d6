/// Somebody has looked at who holds what, and signs that it is as it ought to be.
///
/// The list itself follows from the log up to the size named; its digest says which list was looked at.
package struct AccessAttested: EventContent {
  package static let code = "access.attested"

  /// Whose access it was; nil where it was everybody's.
  package let member: MemberID?
  /// How many entries the log had that was looked at.
  package let size: UInt64
  package let digest: ContentHash
  /// What was said of it, sealed to oversight.
  package let comment: EnvelopeNotice?

  package init(
    of member: MemberID?, size: UInt64, digest: ContentHash, comment: EnvelopeNotice? = nil
  ) {
    (self.member, self.size, self.digest, self.comment) = (member, size, digest, comment)
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    member = fields.isNext("member") ? try fields.identifier("member") : nil
    size = try fields.count("size")
    digest = try fields.hash("digest")
    comment =
      fields.isNext("comment")
      ? try fields.nested("comment") { (fields) throws(UnexpectedJSON) in
        try EnvelopeNotice(from: &fields)
      } : nil
  }

  package func write(to object: inout JSONObject) {
    if let member { object.append("member", member) }
    object.append(count: "size", size)
    object.append("digest", digest)
    if let comment { object.append(nested: "comment") { comment.write(to: &$0) } }
  }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] {
    [Act(.attestAccess, on: .access(of: member))]
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    if let member { guard state.members[member] != nil else { throw .unknownMember } }
    guard size > 0, size <= entry.link.sequence, comment?.version ?? 1 == 1 else {
      throw .outOfSequence
    }
    // One made of an older log and recorded later tells nothing new, and one about a single member is no review.
    guard member == nil, size >= state.latestAttestation?.size ?? 0 else { return }
    state.latestAttestation = AccessAttestation(
      entry: entry.link.sequence, size: size, at: entry.at, by: entry.member)
  }
}

/// The latest word that somebody has looked at who holds what.
package struct AccessAttestation: Sendable, Equatable {
  package let entry: UInt64
  package let size: UInt64
  package let at: Moment
  package let by: MemberID
}
