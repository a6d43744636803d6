import AuditLog
import Casework
import Keyring
import Sodium

extension Vault {
  /// Opens this officer's pieces and holds each against what its maker committed to. Nothing is put
  /// together, and nobody else learns a piece. Answers how many there are. Throws ``Refusal``,
  /// ``CannotRecover``.
  @discardableResult
  package func rehearseRecovery() throws -> Int {
    try journal.recording { desk in
      _ = try desk.permit([Act(.recover)])
      guard let recovery = desk.state.recovery,
        let place = recovery.keys.main.place(of: member)
      else { throw CannotRecover.notSetUp }
      let own = try sealedPieces(of: recovery, from: desk.transaction).filter { piece in
        recovery.keys[piece.place.purpose]?.place(of: member) == Int(piece.place.holder)
      }
      for piece in own { try withPiece(piece, of: recovery) { _ in } }
      let event = RecoveryRehearsed(
        epoch: recovery.keys.main.epoch.epoch, place: UInt8(place))
      try desk.append(event, spending: try desk.permit(for: event))
      return own.count
    }.result
  }

  /// Every sealed piece of the keys in force.
  func sealedPieces(
    of recovery: RecoveryState, from reader: any StorageReader
  ) throws -> [SealedPiece] {
    try recovery.chunks.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap { purpose, chunk in
      let text = try openedChunk(
        at: chunk, in: id, with: keys.logKeys, chunks: { try reader.chunk(at: $0) })
      return try SealedPiece.pieces(in: text).filter { $0.place.purpose == purpose }
    }
  }

  /// Lends one of this member's pieces, held against its commitment. Throws
  /// ``CannotRecover/wrongPieces(_:)``.
  func withPiece(
    _ piece: SealedPiece, of recovery: RecoveryState,
    _ use: (Span<UInt8>) throws -> Void
  ) throws {
    guard let key = recovery.keys[piece.place.purpose],
      let own = keys.keyring.epochs(of: member).first(where: { $0.epoch == piece.epoch })
    else { throw CannotRecover.wrongPieces([member]) }
    let context = RecoveryPieceContext(
      vault: ContentHash(id), key: key.epoch, place: piece.place)
    var opened = try SecretBytes(zeroed: EpochSecret.length)
    do {
      try context.open(piece.box, by: try keys.memberOpener(of: own).opener, into: &opened)
    } catch is RecoveryPieceError {
      throw CannotRecover.wrongPieces([member])
    }
    guard context.commitment(to: opened.span) == piece.commitment else {
      throw CannotRecover.wrongPieces([member])
    }
    try use(opened.span)
  }
}

extension SealedPiece {
  /// From the chunk of a set-up, or of a recovery.
  static func pieces(in text: [UInt8]) throws -> [SealedPiece] {
    if let keys = try? RecoveredKeys(text: text) { return keys.pieces }
    return try RecordList<SealedPiece>.lines(in: text)
  }
}
