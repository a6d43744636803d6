import AuditLog
import Casework
import Keyring
import Sodium
import Testing

@testable import CaseVault

// What officers, and whoever made a recovery key, can do with a changed program.

extension Vault {
  /// Pieces that are none, in an entry that replay accepts.
  func contributeGarbage(to number: UInt64) throws {
    _ = try journal.recording { desk in
      let (recovery, start) = try desk.state.recovery(number: number)
      let finisher = try #require(desk.state.compartment(start.by)?.current)
      let pieces = try start.pieces(of: member, in: recovery.keys).map { place in
        let key = try #require(recovery.keys[place.purpose])
        let context = RecoveryPieceContext(
          vault: ContentHash(id), key: key.epoch, place: place, start: start.link.hash)
        let noise = RandomBytes.array(count: 32)
        return ContributedPiece(
          place: place, box: try context.sealed(noise.span, to: finisher))
      }
      let chunk = try recoveryChunk(try RecordList.text(of: pieces), at: desk)
      let event = RecoveryContributed(
        to: start.link, count: pieces.count, chunk: chunk.address)
      try desk.append(
        event, storing: Commit.Parts(chunks: [chunk]), spending: try desk.permit(for: event))
    }
  }

  /// Puts the main recovery key together from this officer's pieces and others', and keeps it: no entry
  /// says so.
  func meetInSecret(with others: [Vault]) throws {
    let recovery = try recoveryState()
    let key = recovery.keys.main
    let places = try ([self] + others).map { try #require(key.place(of: $0.member)) }
    let set = places.reduce(UInt8(0)) { $0 | 1 << $1 }
    var assembly = try RecoveryAssembly()
    for officer in [self] + others {
      let pieces = try officer.storage.reading { reader in
        try officer.sealedPieces(of: recovery, from: reader)
      }
      let own = pieces.filter {
        $0.place.purpose == .main && $0.place.set & set == set
          && key.place(of: officer.member) == Int($0.place.holder)
      }
      // Whoever is alone tries the first of their sets.
      try officer.withPiece(try #require(own.first), of: recovery) { assembly.add($0) }
    }
    try assembly.keep(in: keys.keyring, as: key.epoch)
  }

  /// A recovery key as it should be, but that its maker does not forget. Answers the proposal's number.
  func proposeKeptRecovery(among officers: [MemberID]) throws -> UInt64 {
    try journal.recording { desk in
      var made: [RecoveryPurpose: RecoveryKey] = [:]
      var pieces: [SealedPiece] = []
      for (purpose, quorum) in [(RecoveryPurpose.main, 2), (.process, 3)] {
        let shares = try #require(RecoveryShares(count: officers.count, quorum: quorum))
        let epoch = try keys.keyring.drawRecoveryKey(epoch: 1)
        made[purpose] = RecoveryKey(epoch: epoch, officers: officers, quorum: quorum)
        try keys.keyring.split(epoch, as: purpose, among: shares) { place, piece in
          let own = try #require(desk.state.compartment(officers[Int(place.holder)])).current
          let context = RecoveryPieceContext(vault: ContentHash(id), key: epoch, place: place)
          pieces.append(
            SealedPiece(
              place: place, commitment: context.commitment(to: piece), epoch: own.epoch,
              box: try context.sealed(piece, to: own)))
        }
      }
      let main = try #require(made[.main])
      let signer = try keys.keyring.recoverySigner(of: main.epoch)
      let chunk = try recoveryChunk(try RecordList.text(of: pieces), at: desk)
      let event = ActProposed(
        RecoverySetUp(
          keys: RecoveryKeys(
            main: main, process: made[.process], signingKey: ContentHash(digest: signer.span)),
          count: pieces.count, chunk: chunk.address,
          epochs: try officers.map { try #require(desk.state.compartment($0)).current.epoch }))
      return try desk.append(
        event, storing: Commit.Parts(chunks: [chunk]), spending: try desk.permit(for: event)
      ).sequence
    }.result
  }

  /// Opens a compartment's secret with the recovery key, and keeps it.
  func openInSecret(_ id: CompartmentID) throws {
    let (key, current) = (
      try recoveryState().keys.main, try #require(try state.compartment(id)).current
    )
    let opener = try WrapOpener(key.epoch, in: keys.keyring)
    let place = try LocatorKey(of: key.epoch).wrapLocator(
      of: current.compartment, epoch: current.epoch)
    let bytes = try storage.reading { try #require(try $0.wrap(at: place.bytes)) }
    try keys.keyring.open(bytes, as: current, by: opener, in: ContentHash(self.id))
  }

  /// A recovery as its starter would write it, signed by a held key or by nobody.
  func forgedRecovery(of number: UInt64, by key: CompartmentEpoch?) throws -> MemberRecovered {
    let (recovery, start) = try state.recovery(number: number)
    let device = try #require(start.aim.device)
    let own = try #require(try state.compartment(start.member)?.current)
    let epoch = try keys.keyring.draw(start.member, kind: .member, epoch: own.epoch + 1)
    let sealed = try keys.keyring.wrapped(
      epoch, for: [try WrapHolder(of: device)], in: id, first: true
    ).sealed
    let chunk = try journal.recording { desk in
      let next = try makeRecoveryKeys(
        [.main: try #require(recovery.keys.main.shares)], among: recovery.keys.main.officers,
        as: [start.member: epoch], at: desk)
      let text = try RecoveredKeys(pieces: next.pieces, wraps: []).text()
      let chunk = try recoveryChunk(text, at: desk)
      try desk.store(Commit.Parts(chunks: [chunk]))
      return (next, chunk.address)
    }.result
    let made = { (signature: RecoverySignature) in
      MemberRecovered(
        start: start.link, device: device, compartment: sealed, next: chunk.0.keys,
        pieces: chunk.0.pieces.count, wraps: 0, chunk: chunk.1, signature: signature)
    }
    let none = made(RecoverySignature(RandomBytes.array(count: 64)))
    guard let key else { return none }
    return made(
      try keys.keyring.signRecovery(
        try none.statement(), in: ContentHash(id), with: key))
  }

  /// Puts a box of the attacker's own where the wrap of a compartment for the recovery key lies.
  func plantRecoveryWrap(of id: CompartmentID) throws {
    let key = try recoveryState().keys.main
    let current = try #require(try state.compartment(id)).current
    let known = try Keyring()
    let planted = try known.draw(current.compartment, kind: .file, epoch: current.epoch)
    let wrap = try known.wrap(
      planted, for: try WrapHolder.member(key.epoch), in: ContentHash(self.id))
    let size = try storage.reading { try $0.size() }
    try storage.writing { transaction in
      try transaction.apply(
        Commit(
          position: size,
          parts: Commit.Parts(wraps: [StoredWrap(locator: wrap.locator, bytes: wrap.bytes)])))
    }
  }
}

extension Team {
  /// The officers' pieces of the first set, each sealed to the other.
  func setUpRecoverySwapped() throws {
    let officer = try self[.officer]
    let officers = try [.officer, .administrator, .supervisor].map { try member($0) }
    let number = try officer.journal.recording { desk in
      let shares = try #require(RecoveryShares(count: 3, quorum: 2))
      let all = try #require(RecoveryShares(count: 3, quorum: 3))
      let made = try officer.makeRecoveryKeys(
        [.main: shares, .process: all], among: officers, at: desk)
      var pieces = made.pieces
      (pieces[0], pieces[1]) = (
        pieces[0].with(box: pieces[1].box), pieces[1].with(box: pieces[0].box)
      )
      let chunk = try officer.recoveryChunk(try RecordList.text(of: pieces), at: desk)
      let event = ActProposed(
        RecoverySetUp(
          keys: made.keys, count: pieces.count, chunk: chunk.address,
          epochs: try officers.map { try #require(desk.state.compartment($0)).current.epoch }))
      return try desk.append(
        event, storing: Commit.Parts(chunks: [chunk]), spending: try desk.permit(for: event)
      ).sequence
    }.result
    try self[.administrator].approve(number)
  }
}

extension SealedPiece {
  fileprivate func with(box: [UInt8]) -> SealedPiece {
    SealedPiece(place: place, commitment: commitment, epoch: epoch, box: box)
  }
}
