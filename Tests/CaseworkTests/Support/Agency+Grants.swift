import Testing

@testable import Casework

// Grants, when they go as they should.

extension Agency {
  /// For leave cover, of progress notes, from the next entry's time for so long.
  func terms(
    _ notes: GrantTerms.Notes = .fromNowOn, kinds: [NoteKind] = [.progress],
    for span: TimeSpan = .days(14)
  ) -> GrantTerms {
    GrantTerms(
      purpose: .leaveCover, until: now.adding(.minutes(1)).adding(span),
      scope: .init(kinds: kinds, notes))
  }

  var nextGrant: Int { state.grants.count + 1 }

  mutating func request(on file: CaseFileID, _ terms: GrantTerms? = nil) -> GrantRequested {
    GrantRequested(
      file: file, grant: nextGrant, terms: terms ?? self.terms(), reason: newEnvelope())
  }

  /// A grant to somebody who did not ask for it, without a slot yet: its chunk's text is ``noSlots``.
  mutating func gift(
    of file: CaseFileID, to person: Person, _ terms: GrantTerms? = nil
  ) -> GrantGiven {
    GrantGiven(
      file: file, grant: nextGrant, to: person.member, terms: terms ?? self.terms(),
      reason: newEnvelope(), compartment: sealed(.grant, to: [person.member]), count: 0,
      chunk: newHash())
  }

  /// The answer to a request.
  mutating func answer(to number: Int, _ terms: GrantTerms? = nil) throws -> GrantGiven {
    let request = try #require(state.grant(number))
    return GrantGiven(
      file: request.file, grant: number, to: request.grantee, terms: terms ?? request.terms,
      reason: nil, compartment: sealed(.grant, to: [request.grantee]), count: 0, chunk: newHash())
  }

  /// Gives one, and says its number.
  @discardableResult
  mutating func give(
    _ file: CaseFileID, to person: Person, by giver: Person, _ terms: GrantTerms? = nil
  ) throws -> Int {
    let gift = gift(of: file, to: person, terms)
    try record(gift, by: giver, manifest: Self.noSlots)
    return gift.grant
  }

  /// Proposed by the privacy officer, approved by the administrator.
  mutating func approve(_ content: any ProposableContent) throws {
    let proposal = try record(ActProposed(content), by: officer)
    try record(ActApproved(proposal: proposal, wraps: []), by: administrator)
  }

  static let noSlots: [UInt8] = [1]

  /// A chunk's text that lists so many slots.
  static func slots(_ count: Int) -> [UInt8] {
    GrantedSlots.text(
      of: (0..<count).map { number in
        GrantedSlot(envelope: id(UInt8(number + 1)), version: 1, slot: [1, 2, 3])
      })
  }
}

extension GrantGiven {
  /// The same with something else in it.
  func with(
    file: CaseFileID? = nil, grant: Int? = nil, to member: MemberID? = nil,
    reason: EnvelopeNotice?? = nil, compartment: SealedEpoch? = nil, count: Int? = nil
  ) -> GrantGiven {
    GrantGiven(
      file: file ?? self.file, grant: grant ?? self.grant, to: member ?? self.member, terms: terms,
      reason: reason ?? self.reason, compartment: compartment ?? self.compartment,
      count: count ?? self.count, chunk: chunk)
  }
}
