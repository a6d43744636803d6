/// A client is taken in: one case file with its compartment, assigned to whoever opened it.
package struct FileOpened: EventContent {
  package static let code = "file.opened"

  package let opening: FileOpening

  package init(_ opening: FileOpening) { self.opening = opening }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    opening = try FileOpening(from: &fields)
  }

  package func write(to object: inout JSONObject) { opening.write(to: &object) }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] { [Act(.openFile)] }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    try state.open([opening], as: entry)
  }
}
