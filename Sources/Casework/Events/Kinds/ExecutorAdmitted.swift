/// Whoever closes a practice is let in by its sheets: a member of their own, who supervises everybody, so
/// that what they read and write is theirs. Signed by the recovery key, and by the executor's device:
/// nobody else is there.
///
/// They open every case file. Psychotherapy notes stay their author's (45 CFR 164.501).
package struct ExecutorAdmitted: EventContent {
  package static let code = "executor.admitted"

  package let member: NewMember
  /// How many wraps the chunk lists (``RecoveredKeys``).
  package let wraps: Int
  package let chunk: ContentHash
  /// By the recovery key, over everything above.
  package let signature: RecoverySignature

  package init(_ member: NewMember, wraps: Int, chunk: ContentHash, signature: RecoverySignature) {
    self.member = member
    self.wraps = wraps
    self.chunk = chunk
    self.signature = signature
  }

  /// The recovery key.
  package func takesAway(in state: VaultState) -> Bool { true }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    member = try fields.nested("member") { (fields) throws(UnexpectedJSON) in
      try NewMember(from: &fields)
    }
    wraps = try fields.count("wraps")
    chunk = try fields.hash("chunk")
    signature = try RecoverySignature(from: &fields)
  }

  package func write(to object: inout JSONObject) {
    writeStatement(to: &object)
    signature.write(to: &object)
  }

  private func writeStatement(to object: inout JSONObject) {
    object.append(nested: "member") { member.write(to: &$0) }
    object.append(count: "wraps", wraps)
    object.append("chunk", chunk)
  }

  package var manifest: ContentHash? { chunk }

  package var publicKeys: NamedPublicKeys? { member.publicKeys }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] { [] }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    guard let recovery = state.recovery else { throw .unknownRecovery }
    guard recovery.isOnSheets, entry.device == member.device.id else { throw .misplaced }
    let keys = try RecoveredKeys(text: entry.manifest.text)
    guard keys.pieces.isEmpty, keys.wraps.count == wraps else { throw .badManifest }
    guard member.roles == Role.executor else { throw .rolesDoNotCombine }
    try MemberEnrolled(member).check(in: state)
    try state.admitExecutor(member, sealing: keys.wraps, as: entry)
  }
}

extension ExecutorAdmitted: SignedByRecovery {
  package func statement() throws(InvalidJSON) -> [UInt8] {
    var object = JSONObject()
    writeStatement(to: &object)
    return try StrictJSON.write(object)
  }

  package var admitted: Device? { member.device }
}
