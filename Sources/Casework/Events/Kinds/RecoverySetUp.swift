/// A recovery key is made and divided: among officers, which takes two people, or onto two sheets of a
/// practice that is one person's. Whoever made it has forgotten it.
///
/// From here on each compartment is sealed to it as well, by whoever holds that. A key that was there
/// before opens nothing any more.
package struct RecoverySetUp: ProposableContent {
  package static let code = "recovery.set-up"
  package static let power = Power.manageMembers

  package let keys: RecoveryKeys
  /// How many pieces the chunk lists.
  package let count: Int
  package let chunk: ContentHash

  package init(keys: RecoveryKeys, count: Int, chunk: ContentHash) {
    (self.keys, self.count, self.chunk) = (keys, count, chunk)
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    keys = try fields.nested("keys") { (fields) throws(UnexpectedJSON) in
      try RecoveryKeys(from: &fields)
    }
    count = try fields.count("count")
    chunk = try fields.hash("chunk")
  }

  package func write(to object: inout JSONObject) {
    object.append(nested: "keys") { keys.write(to: &$0) }
    object.append(count: "count", count)
    object.append("chunk", chunk)
  }

  package var manifest: ContentHash? { chunk }

  package var publicKeys: NamedPublicKeys? { keys.publicKeys }

  package func check(in state: VaultState) throws(Violation) {
    try state.check(keys)
    let isOnSheets = keys.main.officers.isEmpty
    guard isOnSheets == (state.quorum == 1), !isOnSheets || keys.process == nil else {
      throw .wrongHolders
    }
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
