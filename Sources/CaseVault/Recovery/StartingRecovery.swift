import AuditLog
package import Casework
package import Keyring
import Sodium

extension Vault {
  /// Begins to recover a member: names the device whose request this is. Answers the number under which
  /// others contribute. Throws ``Refusal``, ``CannotRecover``.
  @discardableResult
  package func startRecovery(
    of owner: MemberID, with request: VerifiedRequest, because reason: String,
    withPsychotherapyNotes: Bool = true
  ) throws -> UInt64 {
    let reason = try UTF8Text.singleLine(reason, maximumCharacters: Reason.longest)
    return try journal.recording { desk in
      _ = try desk.permit([Act(.recover, on: .about(owner))])
      guard let recovery = desk.state.recovery else { throw CannotRecover.notSetUp }
      guard !desk.state.isKeyInDoubt(of: member) else { throw CannotRecover.keyInDoubt([member]) }
      guard desk.state.devices[request.keys.id] == nil else {
        throw CannotRecover.keyKnownAlready
      }
      let sealed = try seal(
        reason: reason, to: recovery.keys.main.officers + [owner], at: desk)
      let event = RecoveryStarted(
        device: request.device(of: owner),
        purposes: withPsychotherapyNotes && recovery.keys.process != nil
          ? RecoveryPurpose.allCases : [.main],
        reason: sealed.notice)
      return try desk.append(
        event, storing: Commit.Parts(envelopes: [sealed.stored]),
        spending: try desk.permit(for: event)
      ).sequence
    }.result
  }

  /// Contributes this officer's pieces to a recovery that another began: sealed to that officer, for that
  /// recovery alone. Answers how many. Throws ``Refusal``, ``CannotRecover``.
  @discardableResult
  package func contributeToRecovery(_ number: UInt64) throws -> Int {
    try journal.recording { desk in
      let (recovery, start, wanted, finisher) = try contribution(to: number, at: desk)
      let pieces = try sealedPieces(of: recovery, from: desk.transaction)
        .filter { wanted.contains($0.place) }
        .map { piece in
          try contribution(piece, of: recovery, to: start, finishedBy: finisher)
        }
      let chunk = try recoveryChunk(try RecordList.text(of: pieces), at: desk)
      let event = RecoveryContributed(
        to: start.link, count: pieces.count, chunk: chunk.address)
      try desk.append(
        event, storing: Commit.Parts(chunks: [chunk]), spending: try desk.permit(for: event))
      return pieces.count
    }.result
  }

  /// Refuses what ``contributeToRecovery(_:)`` would: nobody compares a fingerprint in vain. Throws ``Refusal``,
  /// ``CannotRecover``.
  package func checkContribution(to number: UInt64) throws {
    _ = try journal.recording { desk in _ = try contribution(to: number, at: desk) }
  }

  private func contribution(
    to number: UInt64, at desk: Desk
  ) throws -> (RecoveryState, RecoveryStart, Set<RecoveryPlace>, CompartmentEpoch) {
    let (recovery, start) = try desk.state.recovery(number: number)
    _ = try desk.permit([Act(.recover, on: .about(start.member))])
    guard start.by != member else { throw CannotRecover.isYours }
    guard !start.hasLapsed(at: desk.at) else { throw CannotRecover.hasLapsed }
    guard start.contributions[member] == nil else { throw CannotRecover.contributedAlready }
    let wanted = Set(start.pieces(of: member, in: recovery.keys))
    guard !wanted.isEmpty, let finisher = desk.state.compartment(start.by)?.current else {
      throw CannotRecover.nothingToContribute
    }
    return (recovery, start, wanted, finisher)
  }

  /// Stops a recovery under way. Throws ``Refusal``, ``CannotRecover/noSuchStart``.
  package func stopRecovery(_ number: UInt64) throws {
    _ = try journal.recording { desk in
      let (_, start) = try desk.state.recovery(number: number)
      let event = RecoveryStopped(start.link)
      try desk.append(event, spending: try desk.permit(for: event))
    }
  }

  private func contribution(
    _ piece: SealedPiece, of recovery: RecoveryState, to start: RecoveryStart,
    finishedBy finisher: CompartmentEpoch
  ) throws -> ContributedPiece {
    guard let key = recovery.keys[piece.place.purpose] else { throw CannotRecover.notSetUp }
    let context = RecoveryPieceContext(
      vault: ContentHash(id), key: key.epoch, place: piece.place, start: start.link.hash)
    var box: [UInt8] = []
    try withPiece(piece, of: recovery) { box = try context.sealed($0, to: finisher) }
    return ContributedPiece(place: piece.place, box: box)
  }
}

extension VaultState {
  /// The recovery of this number, and the keys it is about. Throws ``CannotRecover``.
  func recovery(number: UInt64) throws(CannotRecover) -> (RecoveryState, RecoveryStart) {
    guard let recovery else { throw .notSetUp }
    guard let start = recovery.starts[number] else {
      let ended = recovery.ended.values.first { $0.number == number }
      throw ended.map { .hasEnded($0) } ?? .noSuchStart
    }
    return (recovery, start)
  }
}
