/// The first half of a two-person act: the whole act, waiting for another member.
package struct ActProposed: EventContent {
  package static let code = "act.proposed"

  package let content: any ProposableContent

  package init(_ content: any ProposableContent) { self.content = content }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    content = try fields.nested("act") { (fields) throws(UnexpectedJSON) in
      try EventCatalogue.act(from: &fields)
    }
  }

  package func write(to object: inout JSONObject) {
    object.append(nested: "act") { content.write(asAct: &$0) }
  }

  package var manifest: ContentHash? { content.manifest }

  package func acts(by signer: MemberID, in state: VaultState) throws(Violation) -> [Act] {
    try content.acts(by: signer, in: state)
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    // Nobody affected counts (design §6). Whoever works alone is always affected, and waits instead.
    guard state.quorum == 1 || !content.concerned.contains(entry.member) else {
      throw .notApprovable
    }
    guard !content.voids(entry.device) else { throw .notApprovable }
    try content.check(entry.manifest, in: state)
    state.proposals[entry.link.sequence] = Proposal(
      link: entry.link, by: entry.member, at: entry.at, content: content,
      closes: content.closes(in: state))
  }
}
