/// A proposal is taken back by its proposer, or declined by somebody who might have approved it.
package struct ProposalWithdrawn: EventContent {
  package static let code = "act.withdrawn"

  package let proposal: Link

  package init(proposal: Link) { self.proposal = proposal }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    proposal = try fields.link("proposal")
  }

  package func write(to object: inout JSONObject) { object.append("proposal", proposal) }

  package func acts(by signer: MemberID, in state: VaultState) throws(Violation) -> [Act] {
    guard let waiting = state.proposals[proposal.sequence] else { throw .unknownProposal }
    return try waiting.content.acts(by: signer, in: state)
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    guard state.proposals[proposal.sequence]?.link == proposal else { throw .unknownProposal }
    state.proposals[proposal.sequence] = nil
  }
}
