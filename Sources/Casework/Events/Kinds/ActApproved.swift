/// The second half of a two-person act: it takes effect here and is judged anew here.
package struct ActApproved: EventContent {
  package static let code = "act.approved"

  package let proposal: Link
  /// What the approver hands over with the approval: wraps of compartments that they hold.
  package let wraps: [AddedWrap]

  package init(proposal: Link, wraps: [AddedWrap]) {
    self.proposal = proposal
    self.wraps = wraps
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    proposal = try fields.link("proposal")
    wraps = try fields.wraps()
  }

  package func write(to object: inout JSONObject) {
    object.append("proposal", proposal)
    object.append(wraps: wraps)
  }

  /// As what it approves.
  package func takesAway(in state: VaultState) -> Bool {
    state.proposals[proposal.sequence]?.content.takesAway(in: state) ?? false
  }

  package func acts(by signer: MemberID, in state: VaultState) throws(Violation) -> [Act] {
    guard let proposal = state.proposals[proposal.sequence] else { throw .unknownProposal }
    return try proposal.content.acts(by: signer, in: state)
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    guard let waiting = state.proposals[proposal.sequence], waiting.link == proposal else {
      throw .unknownProposal
    }
    guard waiting.canBeApproved(by: entry.member, at: entry.at, in: state) == .yes else {
      throw .notApprovable
    }
    // Judged anew, the proposer's half too: whoever has lost the power meanwhile proposed nothing.
    if let refusal = Policy.refusal(
      of: try waiting.content.acts(by: waiting.by, in: state), by: waiting.by, in: state)
    {
      throw .refused(refusal.reason)
    }
    // As many as the event says may be others by now: one was handed on meanwhile, and another lost.
    guard waiting.content.closes(in: state) == waiting.closes else { throw .nobodyLeft }
    try waiting.content.take(effectIn: &state, approval: self, as: entry)
    state.proposals[proposal.sequence] = nil
  }
}

extension Proposal {
  /// A proposal that nobody approved lapses after this time.
  package static let lapsesAfter = TimeSpan(milliseconds: 14 * 24 * 3600 * 1000)
  /// Where one person is all there is, an act waits this long, so that an auditor can see it coming.
  package static let soloWait = TimeSpan(milliseconds: 24 * 3600 * 1000)

  /// Whether a member can approve a proposal now, or why not.
  package enum Approvability: Sendable, Equatable {
    case yes
    case byAnother
    case concernsYou
    case lapsed
    case waits(until: Moment)
    /// None of the member's roles comes with the power that the act takes.
    case lacksPower
  }

  /// What can be said to this member of the proposal: as ``canBeApproved(by:at:in:)``, and whether policy
  /// would let them. Replay asks policy by itself, for every entry.
  package func answer(
    to member: MemberID, at moment: Moment, in state: VaultState
  ) -> Approvability {
    let answer = canBeApproved(by: member, at: moment, in: state)
    guard answer == .yes else { return answer }
    guard let acts = try? content.acts(by: member, in: state),
      Policy.refusal(of: acts, by: member, in: state) == nil
    else { return .lacksPower }
    return .yes
  }

  /// Whether this member can approve at this moment.
  package func canBeApproved(
    by member: MemberID, at moment: Moment, in state: VaultState
  ) -> Approvability {
    if moment > at.adding(Proposal.lapsesAfter) { return .lapsed }
    if state.quorum > 1 {
      if content.concerned.contains(member) { return .concernsYou }
      return member == by ? .byAnother : .yes
    }
    let end = at.adding(Proposal.soloWait)
    return moment < end ? .waits(until: end) : .yes
  }
}
