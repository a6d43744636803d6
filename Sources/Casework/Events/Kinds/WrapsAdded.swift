/// A holder hands a compartment's secret to others who are entitled to it and have no wrap yet.
package struct WrapsAdded: EventContent {
  package static let code = "wraps.added"

  package let wraps: [AddedWrap]

  package init(_ wraps: [AddedWrap]) { self.wraps = wraps }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    wraps = try fields.wraps()
  }

  package func write(to object: inout JSONObject) {
    object.append(wraps: wraps)
  }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] { [Act(.takePart)] }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    try state.add(wraps, by: entry.member)
  }
}
