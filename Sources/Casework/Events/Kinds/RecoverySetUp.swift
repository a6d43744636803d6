/// A recovery key is made and divided: among officers, which takes two people, or onto two sheets of a
/// practice that is one person's. Whoever made it has forgotten it.
///
/// From here on each compartment is sealed to it as well, by whoever holds that. A key that was there
/// before opens nothing any more: what it alone could open is lost, and the entry says how much that is.
package struct RecoverySetUp: ProposableContent {
  package static let code = "recovery.set-up"
  package static let power = Power.manageMembers

  package let keys: RecoveryKeys
  /// How many pieces the chunk lists.
  package let count: Int
  package let chunk: ContentHash
  /// The epoch of each officer's own compartment that their pieces are sealed to, in the officers' order;
  /// none of sheets.
  package let epochs: [UInt32]
  /// How many compartments only the key before can open: they are given up for good.
  package let givesUp: Int

  package init(
    keys: RecoveryKeys, count: Int, chunk: ContentHash, epochs: [UInt32] = [], givesUp: Int = 0
  ) {
    (self.keys, self.count, self.chunk) = (keys, count, chunk)
    (self.epochs, self.givesUp) = (epochs, givesUp)
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    keys = try fields.nested("keys") { (fields) throws(UnexpectedJSON) in
      try RecoveryKeys(from: &fields)
    }
    count = try fields.count("count")
    chunk = try fields.hash("chunk")
    epochs = try fields.list("epochs") { (fields) throws(UnexpectedJSON) in
      try fields.count("epoch")
    }
    let givesAnythingUp = fields.isNext("gives-up")
    givesUp = givesAnythingUp ? try fields.count("gives-up") : 0
    // One way to say nothing: two would be two encodings of one event.
    guard givesAnythingUp == (givesUp > 0) else { throw .unknownValue(key: "gives-up") }
  }

  package func write(to object: inout JSONObject) {
    object.append(nested: "keys") { keys.write(to: &$0) }
    object.append(count: "count", count)
    object.append("chunk", chunk)
    object.append(list: "epochs", epochs) { $1.append(count: "epoch", $0) }
    if givesUp > 0 { object.append(count: "gives-up", givesUp) }
  }

  package var manifest: ContentHash? { chunk }

  package var publicKeys: NamedPublicKeys? { keys.publicKeys }

  package func takesAway(in state: VaultState) -> Bool { true }

  package func check(in state: VaultState) throws(Violation) {
    try state.check(keys)
    let isOnSheets = keys.main.officers.isEmpty
    // Psychotherapy notes have a key of their own wherever there are officers, and no smaller quorum.
    guard isOnSheets == (state.quorum == 1), isOnSheets == (keys.process == nil),
      keys.main.quorum <= keys.process?.quorum ?? keys.main.quorum
    else { throw .wrongHolders }
    // Whoever has a device that was revoked would have the officer's pieces of the next key too.
    guard !keys.main.officers.contains(where: { state.isKeyInDoubt(of: $0) }) else {
      throw .wrongHolders
    }
    guard epochs == keys.main.officers.map({ state.compartments[$0]?.current.epoch })
    else { throw .outOfSequence }
    guard givesUp == closes(in: state).count else { throw .nobodyLeft }
  }

  package func closes(in state: VaultState) -> [CompartmentID] {
    state.openByRecoveryAlone.compartments
  }

  package func check(_ manifest: Manifest, in state: VaultState) throws(Violation) {
    let pieces = try RecordList<SealedPiece>.lines(in: manifest.text)
    guard pieces.count == count else { throw .badManifest }
    try keys.check(pieces, of: keys.pieces, in: state)
  }

  /// In a practice of one person nobody else is asked.
  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    guard state.quorum == 1 else { throw .misplaced }
    try check(in: state)
    try check(entry.manifest, in: state)
    state.begin(keys, chunk: chunk, as: entry)
  }

  package func take(
    effectIn state: inout VaultState, approval: ActApproved, as entry: EntryFacts
  ) throws(Violation) {
    try check(in: state)
    guard approval.wraps.isEmpty, state.quorum > 1 else { throw .wrongHolders }
    state.begin(keys, chunk: chunk, as: entry)
  }
}
