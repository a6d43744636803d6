/// The vault goes on from a backup older than what devices have seen: what lies between is given up,
/// by name. Takes two people in an agency.
package struct VaultRestored: ProposableContent {
  package static let code = "vault.restored"
  package static let power = Power.restore

  /// The size and root that a device had verified and that the backup does not reach.
  package let lostSize: UInt64
  package let lostRoot: ContentHash
  package let generation: UInt32

  package init(lostSize: UInt64, lostRoot: ContentHash, generation: UInt32) {
    self.lostSize = lostSize
    self.lostRoot = lostRoot
    self.generation = generation
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    lostSize = try fields.count("lost-size")
    lostRoot = try fields.hash("lost-root")
    generation = try fields.count("generation")
  }

  package func write(to object: inout JSONObject) {
    object.append(count: "lost-size", lostSize)
    object.append("lost-root", lostRoot)
    object.append(count: "generation", generation)
  }

  package func check(in state: VaultState) throws(Violation) {
    guard generation.follows(state.generation) else { throw .outOfSequence }
  }

  /// A solo practice has nobody else to ask, and its vault cannot wait: there the entry stands alone.
  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    guard state.quorum == 1 else { throw .misplaced }
    state.generation = generation
  }

  package func take(
    effectIn state: inout VaultState, approval: ActApproved, as entry: EntryFacts
  ) throws(Violation) {
    try check(in: state)
    guard approval.wraps.isEmpty else { throw .wrongHolders }
    state.generation = generation
  }
}
