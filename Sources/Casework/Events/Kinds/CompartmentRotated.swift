/// A compartment gets a new epoch, for exactly those who are entitled by the log. Confers nothing.
package struct CompartmentRotated: EventContent {
  package static let code = "compartment.rotated"

  package let epoch: SealedEpoch
  /// How the past stays readable: every slot sealed anew, or the old secret under the new.
  package let past: Past

  package enum Past: Sendable, Hashable {
    /// How many envelopes have new slots, and the digest over all of them in order of id and version.
    case slots(count: Int, digest: ContentHash)
    /// The hash of the wrap that holds the previous secret.
    case chained(ContentHash)
  }

  package init(epoch: SealedEpoch, past: Past) {
    self.epoch = epoch
    self.past = past
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    epoch = try fields.nested("compartment") { (fields) throws(UnexpectedJSON) in
      try SealedEpoch(from: &fields)
    }
    if fields.nextKey == "chain" {
      past = .chained(try fields.hash("chain"))
    } else {
      past = .slots(count: try fields.count("count"), digest: try fields.hash("slots"))
    }
  }

  package func write(to object: inout JSONObject) {
    object.append(nested: "compartment") { epoch.write(to: &$0) }
    switch past {
    case .chained(let hash):
      object.append("chain", hash)
    case .slots(let count, let digest):
      object.append(count: "count", count)
      object.append("slots", digest)
    }
  }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] { [Act(.takePart)] }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    let id = epoch.epoch.compartment
    guard let known = state.compartments[id] else { throw .unknownCompartment }
    guard epoch.epoch.kind == known.current.kind, epoch.epoch.epoch == known.current.epoch + 1
    else {
      throw .outOfSequence
    }
    // The leaver never rotates: whoever is not entitled any more has no say in the next epoch.
    guard state.entitled(to: id).contains(HolderID(entry.member)) || id == entry.member,
      Set(epoch.wraps.map(\.holder)) == Set(state.entitled(to: id))
    else { throw .wrongHolders }
    guard known.current.kind.chains == past.isChained else { throw .outOfSequence }
    var next = known
    if past.isChained { next.earlier[known.current.epoch] = known.current.commitment }
    next.current = epoch.epoch
    next.wraps = epoch.wraps
    state.compartments[id] = next
  }
}

extension CompartmentRotated.Past {
  fileprivate var isChained: Bool {
    if case .chained = self { true } else { false }
  }
}

extension CompartmentKind {
  /// Vault and oversight keep their past by sealing each secret under the next.
  package var chains: Bool { self == .vault || self == .oversight }
}
