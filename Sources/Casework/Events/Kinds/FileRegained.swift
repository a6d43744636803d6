/// A case file that nobody opened any more is a member's, who works in it from here on. Signed by the recovery
/// key, which is replaced by this very entry; nobody's own key comes back.
///
/// Psychotherapy notes are no part of it: they are their author's, and have a quorum of their own.
package struct FileRegained: EventContent {
  package static let code = "file.regained"

  package let start: Link
  package let file: CaseFileID
  package let member: MemberID
  /// The next recovery keys.
  package let next: RecoveryKeys
  /// How many pieces and wraps the chunk lists (``RecoveredKeys``).
  package let pieces: Int
  package let wraps: Int
  package let chunk: ContentHash
  /// By the recovery key, over everything above.
  package let signature: RecoverySignature

  package init(
    start: Link, file: CaseFileID, to member: MemberID, next: RecoveryKeys, pieces: Int,
    wraps: Int, chunk: ContentHash, signature: RecoverySignature
  ) {
    (self.start, self.file, self.member) = (start, file, member)
    (self.next, self.pieces, self.wraps) = (next, pieces, wraps)
    (self.chunk, self.signature) = (chunk, signature)
  }

  /// The recovery key before.
  package func takesAway(in state: VaultState) -> Bool { true }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    start = try fields.link("start")
    file = try fields.identifier("file")
    member = try fields.identifier("member")
    next = try fields.nested("next") { (fields) throws(UnexpectedJSON) in
      try RecoveryKeys(from: &fields)
    }
    pieces = try fields.count("pieces")
    wraps = try fields.count("wraps")
    chunk = try fields.hash("chunk")
    signature = try RecoverySignature(from: &fields)
  }

  package func write(to object: inout JSONObject) {
    writeStatement(to: &object)
    signature.write(to: &object)
  }

  private func writeStatement(to object: inout JSONObject) {
    object.append("start", start)
    object.append("file", file)
    object.append("member", member)
    object.append(nested: "next") { next.write(to: &$0) }
    object.append(count: "pieces", pieces)
    object.append(count: "wraps", wraps)
    object.append("chunk", chunk)
  }

  package var manifest: ContentHash? { chunk }

  package var publicKeys: NamedPublicKeys? { next.publicKeys }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] {
    [Act(.recover, on: .about(member))]
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    let keys = try RecoveredKeys(text: entry.manifest.text)
    guard keys.pieces.count == pieces, keys.wraps.count == wraps else { throw .badManifest }
    let begun = try state.recovery(begunBy: start)
    guard begun.by == entry.member, begun.aim == .file(file), begun.member == member,
      !begun.hasLapsed(at: entry.at)
    else { throw .notApprovable }
    guard begun.hasQuorum(of: .main, in: state) else { throw .tooFewOfficers }
    // Somebody may have come by the file since, or a conflict been declared.
    try state.checkCanBeRegained(file, for: member, by: entry.member)
    try state.check(next, succeedingWith: keys.pieces, of: begun.purposes)
    try state.regain(by: self, sealing: keys.wraps, as: entry)
  }
}

extension FileRegained: SignedByRecovery {
  package func statement() throws(InvalidJSON) -> [UInt8] {
    var object = JSONObject()
    writeStatement(to: &object)
    return try StrictJSON.write(object)
  }

  package var admitted: Device? { nil }
}
