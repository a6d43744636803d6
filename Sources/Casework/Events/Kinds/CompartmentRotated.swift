/// A compartment gets a new epoch, for exactly those who are entitled by the log. Confers nothing.
package struct CompartmentRotated: EventContent {
  package static let code = "compartment.rotated"

  package let epoch: SealedEpoch
  /// How the past stays readable: every slot sealed anew, or the old secret under the new.
  package let past: Past
  /// The new key for checkpoints, where the compartment is the vault's, and only there.
  package let checkpoint: CheckpointHandOver?

  /// What becomes of what was sealed under the epoch before.
  package enum Past: Sendable, Hashable {
    /// How many envelopes have a new slot, the address of the chunk that lists them (``RenewedSlot``), and
    /// that of the chunk with what they replaced, which only the new epoch opens.
    case slots(count: Int, chunk: ContentHash, kept: ContentHash)
    /// The hash of the wrap that holds the previous secret.
    case chained(ContentHash)
  }

  package init(epoch: SealedEpoch, past: Past, checkpoint: CheckpointHandOver? = nil) {
    self.epoch = epoch
    self.past = past
    self.checkpoint = checkpoint
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    epoch = try fields.nested("compartment") { (fields) throws(UnexpectedJSON) in
      try SealedEpoch(from: &fields)
    }
    if fields.nextKey == "chain" {
      past = .chained(try fields.hash("chain"))
    } else {
      past = .slots(
        count: try fields.count("count"), chunk: try fields.hash("chunk"),
        kept: try fields.hash("kept"))
    }
    checkpoint =
      fields.isNext("checkpoint")
      ? try fields.nested("checkpoint") { (fields) throws(UnexpectedJSON) in
        try CheckpointHandOver(from: &fields)
      } : nil
  }

  package func write(to object: inout JSONObject) {
    object.append(nested: "compartment") { epoch.write(to: &$0) }
    switch past {
    case .chained(let hash):
      object.append("chain", hash)
    case .slots(let count, let chunk, let kept):
      object.append(count: "count", count)
      object.append("chunk", chunk)
      object.append("kept", kept)
    }
    if let checkpoint { object.append(nested: "checkpoint") { checkpoint.write(to: &$0) } }
  }

  package var manifest: ContentHash? {
    if case .slots(_, let chunk, _) = past { chunk } else { nil }
  }

  /// The slots that the chunk's text lists: as many as the event says, each once and in order.
  /// Throws ``Violation/badManifest`` for any other text.
  package func renewed(in text: [UInt8]) throws(Violation) -> [RenewedSlot] {
    guard case .slots(let count, _, _) = past else { return [] }
    let slots = try RecordList<RenewedSlot>.lines(in: text)
    guard slots.count == count, RenewedSlot.areInOrder(slots) else { throw .badManifest }
    return slots
  }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] { [Act(.takePart)] }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    let id = epoch.epoch.compartment
    guard let known = state.compartments[id] else { throw .unknownCompartment }
    guard epoch.epoch.kind == known.current.kind, epoch.epoch.epoch.follows(known.current.epoch)
    else { throw .outOfSequence }
    // A grant lives and ends with its one secret.
    guard known.current.kind != .grant else { throw .wrongHolders }
    // The leaver never rotates: whoever is not entitled any more has no say in the next epoch. Nor has
    // whoever holds no wrap: they cannot hand the past on.
    let isOwn = id == entry.member
    guard isOwn || (state.isKeeper(entry.member, of: id) && known.isHeld(by: entry.member)),
      epoch.isSealed(to: state.entitled(to: id))
    else { throw .wrongHolders }
    guard known.current.kind.chains == past.isChained else { throw .outOfSequence }
    guard (checkpoint != nil) == (known.current.kind == .vault), checkpoint?.seed.version ?? 1 == 1
    else { throw .outOfSequence }
    _ = try renewed(in: entry.manifest.text)
    var next = known
    next.earlier[known.current.epoch] = known.current.commitment
    if !past.isChained { next.rotations.append(entry.link.sequence) }
    next.current = epoch.epoch
    next.wraps = epoch.wraps
    state.compartments[id] = next
    state.exposed.remove(id)
    // Sealed to somebody whose own key a stolen device has, it is to be exchanged once more.
    if state.isHeldByExposed(id) { state.exposed.insert(id) }
    state.settle(id)
    if isOwn {
      state.endExposure(of: id)
      state.recoveries[id]?.isKeyOfOthers = false
    }
    if let checkpoint { state.handOver(checkpoint, at: entry.link.sequence) }
    // What could not be sealed to those on duty while a stranger had their key, can be from here on.
    if id == state.emergency { state.settleEmergencies() }
    state.settleEmergencyKey(because: next.file)
  }
}

extension CompartmentRotated.Past {
  fileprivate var isChained: Bool {
    if case .chained = self { true } else { false }
  }
}

extension CompartmentKind {
  /// Vault, oversight and members keep their past by sealing each secret under the next: what lies
  /// under the first two is the log and is kept whole, and what lies under a member is the wraps of
  /// everything that the member holds, which rotations of their own make anew. So is it with the emergency
  /// compartment: whoever comes on duty reaches every file at once, and not only once its people were here.
  package var chains: Bool {
    self == .vault || self == .oversight || self == .member || self == .emergency
  }

  /// Whether its wraps lie where a device looks before it can read the log (docs/format.md §4).
  package var isNeededFirst: Bool { self == .vault || self == .member }
}
