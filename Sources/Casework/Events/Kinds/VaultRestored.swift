/// The vault goes on from a backup older than what devices have seen: what lies between is given up,
/// by name. Takes two people in an agency.
///
/// What was taken away in between is named as well, and taken away again where this has its effect: a member
/// who had left would be one again, and a stolen device its owner's (design §6).
package struct VaultRestored: ProposableContent {
  package static let code = "vault.restored"
  package static let power = Power.restore

  /// The size and root that a device had verified and that the backup does not reach.
  package let lostSize: UInt64
  package let lostRoot: ContentHash
  package let generation: UInt32
  package let taken: TakenAgain

  package init(
    lostSize: UInt64, lostRoot: ContentHash, generation: UInt32, taking taken: TakenAgain = .init()
  ) {
    self.lostSize = lostSize
    self.lostRoot = lostRoot
    self.generation = generation
    self.taken = taken
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    lostSize = try fields.count("lost-size")
    lostRoot = try fields.hash("lost-root")
    generation = try fields.count("generation")
    taken = try TakenAgain(from: &fields)
  }

  package func write(to object: inout JSONObject) {
    object.append(count: "lost-size", lostSize)
    object.append("lost-root", lostRoot)
    object.append(count: "generation", generation)
    taken.write(to: &object)
  }

  /// Whoever leaves by it does not count among those who decide.
  package var decision: Act {
    taken.left.isEmpty ? Act(Self.power) : Act(Self.power, on: .concerning(taken.left))
  }

  /// Not whose device, grant or conflict is named: each of these they could say of themselves, alone.
  package var concerned: [MemberID] { taken.left }

  package func voids(_ device: DeviceID) -> Bool {
    taken.revoked.contains { $0.device == device }
  }

  package func takesAway(in state: VaultState) -> Bool { true }

  package func check(in state: VaultState) throws(Violation) {
    guard generation.follows(state.generation) else { throw .outOfSequence }
    try state.checkCanTake(taken)
  }

  /// A solo practice has nobody else to ask, and its vault cannot wait: there the entry stands alone.
  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    guard state.quorum == 1 else { throw .misplaced }
    try take(effectIn: &state, as: entry)
  }

  package func take(
    effectIn state: inout VaultState, approval: ActApproved, as entry: EntryFacts
  ) throws(Violation) {
    guard approval.wraps.isEmpty else { throw .wrongHolders }
    try take(effectIn: &state, as: entry)
  }

  private func take(effectIn state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    guard generation.follows(state.generation) else { throw .outOfSequence }
    guard !voids(entry.device) else { throw .notApprovable }
    try state.take(taken, as: entry)
    state.generation = generation
  }
}
