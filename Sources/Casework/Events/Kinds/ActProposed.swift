/// The first half of a two-person act: the whole act, waiting for another member.
package struct ActProposed: EventContent {
  package static let code = "act.proposed"

  package let content: any ProposableContent

  package init(_ content: any ProposableContent) { self.content = content }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    content = try fields.nested("act") { (fields) throws(UnexpectedJSON) in
      let code = try fields.string("event")
      return try EventCatalogue.proposable(code, from: &fields)
    }
  }

  package func write(to object: inout JSONObject) {
    object.append(nested: "act") { act in
      act.append("event", .string(type(of: content).code))
      content.write(to: &act)
    }
  }

  package func acts(by signer: MemberID, in state: VaultState) throws(Violation) -> [Act] {
    try content.acts(by: signer, in: state)
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    state.proposals[entry.link.sequence] = Proposal(
      link: entry.link, by: entry.member, at: entry.at, content: content)
  }
}
