/// An officer contributes their pieces to a recovery that another began, sealed to that one and to that
/// recovery.
package struct RecoveryContributed: EventContent {
  package static let code = "recovery.contributed"

  package let start: Link
  /// How many pieces the chunk lists.
  package let count: Int
  package let chunk: ContentHash

  package init(to start: Link, count: Int, chunk: ContentHash) {
    (self.start, self.count, self.chunk) = (start, count, chunk)
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    start = try fields.link("start")
    count = try fields.count("count")
    chunk = try fields.hash("chunk")
  }

  package func write(to object: inout JSONObject) {
    object.append("start", start)
    object.append(count: "count", count)
    object.append("chunk", chunk)
  }

  package var manifest: ContentHash? { chunk }

  package func acts(by signer: MemberID, in state: VaultState) throws(Violation) -> [Act] {
    [Act(.recover, on: .about(try state.recovery(begunBy: start).member))]
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    let start = try state.recovery(begunBy: start)
    guard let keys = state.recovery?.keys else { throw .unknownRecovery }
    guard start.by != entry.member, !start.hasLapsed(at: entry.at) else { throw .notApprovable }
    guard start.contributions[entry.member] == nil else { throw .alreadyExists }
    let pieces = try RecordList<ContributedPiece>.lines(in: entry.manifest.text)
    guard !pieces.isEmpty, pieces.count == count,
      pieces.map(\.place) == start.pieces(of: entry.member, in: keys)
    else { throw .badManifest }
    state.recovery?.starts[start.link.sequence]?.contributions[entry.member] = chunk
  }
}
