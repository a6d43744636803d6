/// A copy of the whole vault was made, up to and including this entry.
package struct VaultBackedUp: EventContent {
  package static let code = "vault.backed-up"

  package init() {}
  package init(from fields: inout JSONFields) {}
  package func write(to object: inout JSONObject) {}

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] { [Act(.backUp)] }

  package func apply(to state: inout VaultState, as entry: EntryFacts) {}
}
