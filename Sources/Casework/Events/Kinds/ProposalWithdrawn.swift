/// A proposal is taken back by its proposer, or declined by somebody who might have approved it.
///
/// Also one that has lapsed, or that meanwhile makes no sense: the act itself is not judged here.
package struct ProposalWithdrawn: EventContent {
  package static let code = "act.withdrawn"

  package let proposal: Link

  package init(proposal: Link) { self.proposal = proposal }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    proposal = try fields.link("proposal")
  }

  package func write(to object: inout JSONObject) { object.append("proposal", proposal) }

  package func takesAway(in state: VaultState) -> Bool { true }

  package func acts(by signer: MemberID, in state: VaultState) throws(Violation) -> [Act] {
    guard let waiting = state.proposals[proposal.sequence] else { throw .unknownProposal }
    return waiting.by == signer ? [Act(.takePart)] : [waiting.content.decision]
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    guard let waiting = state.proposals[proposal.sequence], waiting.link == proposal else {
      throw .unknownProposal
    }
    // Nobody affected is needed, so nobody affected can stand in the way.
    guard waiting.by == entry.member || !waiting.content.concerned.contains(entry.member) else {
      throw .notApprovable
    }
    state.proposals[proposal.sequence] = nil
    state.withdrawn = state.withdrawn.suffix(VaultState.mostWithdrawn - 1) + [proposal]
  }
}
