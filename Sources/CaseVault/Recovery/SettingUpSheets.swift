import AuditLog
import Casework
package import Keyring
import Sodium

// A practice of one person has nobody to divide a key among: its pieces stand on two sheets of paper.

extension Vault {
  /// Makes a recovery key, writes both sheets, and has the key in force.
  ///
  /// The sheets are written first: a crash in between leaves two that open nothing, and not a key that
  /// nobody has. Throws ``Refusal``, ``CannotRecover``, and what `write` throws.
  package func setUpSheets(
    givingUp: Bool = false, write: (borrowing RecoverySheet) throws -> Void
  ) throws {
    _ = try journal.recording { desk in
      _ = try desk.permit([Act(.manageMembers)])
      guard desk.state.quorum == 1 else { throw CannotRecover.isAnAgency }
      let lost = try desk.state.lostByNewKey(givingUp: givingUp)
      guard let shares = RecoveryShares(count: 2, quorum: 2) else {
        throw CannotRecover.noSuchQuorum
      }
      let key = CompartmentID.sheets(of: ContentHash(id))
      let epoch = try keys.keyring.drawRecoveryKey(
        key, epoch: (desk.state.compartment(key)?.current.epoch ?? 0) + 1)
      defer { keys.keyring.forget(epoch) }
      var pieces: [SealedPiece] = []
      try keys.keyring.split(epoch, as: .main, among: shares) { place, piece in
        let context = RecoveryPieceContext(vault: ContentHash(id), key: epoch, place: place)
        pieces.append(SealedPiece(onSheet: place, commitment: context.commitment(to: piece)))
        let sheet = try RecoverySheet(
          number: Int(place.holder) + 1, epoch: epoch.epoch, piece: piece)
        try write(sheet)
      }
      let chunk = try recoveryChunk(try RecordList.text(of: pieces), at: desk)
      let signer = try keys.keyring.recoverySigner(of: epoch)
      let event = RecoverySetUp(
        keys: RecoveryKeys(
          main: RecoveryKey(epoch: epoch, officers: [], quorum: 2), process: nil,
          signingKey: ContentHash(digest: signer.span)),
        count: pieces.count, chunk: chunk.address, givesUp: lost.count)
      var parts = Commit.Parts(chunks: [chunk])
      if let old = desk.state.recovery?.keys {
        parts.droppedWraps = try old.all.flatMap { try wraps(sealedTo: $0, in: desk.state) }
      }
      try desk.append(event, storing: parts, spending: try desk.permit(for: event))
    }
    try settle()
  }

  /// Holds a sheet against what the log says of it. Nothing is put together.
  /// Throws ``Refusal``, ``CannotRecover``, ``SheetIsAnother``.
  package func rehearse(_ sheet: borrowing RecoverySheet) throws {
    let (number, epoch) = (sheet.number, sheet.epoch)
    let recovery = try state.recovery
    guard let recovery, recovery.isOnSheets else { throw CannotRecover.notSetUp }
    let key = recovery.keys.main.epoch
    let listed = try storage.reading { try sealedPieces(of: recovery, from: $0) }
    guard let kept = listed.first(where: { Int($0.place.holder) == number - 1 }),
      key.epoch % 128 == UInt32(epoch)
    else { throw SheetIsAnother() }
    let context = RecoveryPieceContext(vault: ContentHash(id), key: key, place: kept.place)
    let isRight = sheet.withPiece { context.commitment(to: $0) == kept.commitment }
    guard isRight else { throw SheetIsAnother() }
    _ = try journal.record(RecoveryRehearsed(epoch: key.epoch, place: UInt8(number - 1)))
  }
}

/// Its words are in order, and it is not of the recovery key that is in force: of an older one, or of
/// another vault.
package struct SheetIsAnother: Error, Equatable {}
