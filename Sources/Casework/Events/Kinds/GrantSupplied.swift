/// A running grant gets slots for more: for what has been written meanwhile.
package struct GrantSupplied: EventContent {
  package static let code = "grant.supplied"

  package let file: CaseFileID
  package let grant: Int
  /// How many slots the chunk lists.
  package let count: Int
  package let chunk: ContentHash

  package init(file: CaseFileID, grant: Int, count: Int, chunk: ContentHash) {
    self.file = file
    self.grant = grant
    self.count = count
    self.chunk = chunk
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    file = try fields.identifier("file")
    grant = try fields.count("grant")
    count = try fields.count("count")
    chunk = try fields.hash("chunk")
  }

  package func write(to object: inout JSONObject) {
    object.append("file", file)
    object.append(count: "grant", grant)
    object.append(count: "count", count)
    object.append("chunk", chunk)
  }

  package var manifest: ContentHash? { chunk }

  /// Whoever writes in the file supplies what they wrote, and whoever renames the client the new name.
  package func acts(by signer: MemberID, in state: VaultState) -> [Act] {
    let writes = Policy.refusal(of: Act(.writeNotes, on: .file(file)), by: signer, in: state) == nil
    return [Act(writes ? .writeNotes : .renameClient, on: .file(file))]
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    let running = try state.running(grant)
    guard running.file == file else { throw .unknownGrant }
    // One whose time had come when this was said gets nothing more, whether or not that is put down yet.
    guard running.isOpen(at: entry.at) else { throw .notInForce }
    guard try GrantedSlots.slots(in: entry.manifest.text).count == count else {
      throw .badManifest
    }
    state.supply(grant, from: chunk, count: count)
  }
}
