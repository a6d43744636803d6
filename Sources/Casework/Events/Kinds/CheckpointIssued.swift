/// A checkpoint was signed and handed out.
package struct CheckpointIssued: EventContent {
  package static let code = "checkpoint.issued"

  package let size: UInt64
  package let root: ContentHash

  package init(size: UInt64, root: ContentHash) {
    self.size = size
    self.root = root
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    size = try fields.count("size")
    root = try fields.hash("root")
  }

  package func write(to object: inout JSONObject) {
    object.append(count: "size", size)
    object.append("root", root)
  }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] { [Act(.issueCheckpoint)] }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    guard size > 0, size <= entry.link.sequence else { throw .outOfSequence }
    // One made earlier and recorded later tells nothing new.
    guard size >= state.latestCheckpoint?.size ?? 0 else { return }
    state.latestCheckpoint = IssuedCheckpoint(size: size, at: entry.at)
  }
}
