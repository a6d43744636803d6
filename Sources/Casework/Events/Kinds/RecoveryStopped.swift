/// A recovery under way is stopped: by who began it, by another officer, or by the member whose key is said
/// to be lost, and who has it.
package struct RecoveryStopped: EventContent {
  package static let code = "recovery.stopped"

  package let start: Link

  package init(_ start: Link) { self.start = start }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    start = try fields.link("start")
  }

  package func write(to object: inout JSONObject) { object.append("start", start) }

  package func takesAway(in state: VaultState) -> Bool { true }

  package func acts(by signer: MemberID, in state: VaultState) throws(Violation) -> [Act] {
    let start = try state.recovery(begunBy: start)
    return [Act([start.by, start.member].contains(signer) ? .takePart : .recover)]
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    let start = try state.recovery(begunBy: start)
    state.recovery?.end(start, as: entry, isStopped: true)
  }
}
