import AuditLog
package import Casework
import Keyring
import Sodium

// A recovery key is drawn, divided and forgotten. What stays is one piece for each officer in each set,
// sealed to that officer, and what everybody holds from then on is sealed to the key as well.

extension Vault {
  /// Proposes a new recovery key, divided among these. Another member's approval makes it so. What only the
  /// key in force can open keeps it from being replaced, unless that is to be given up.
  /// Throws ``Refusal`` and ``CannotRecover``.
  @discardableResult
  package func proposeRecovery(
    by officers: [MemberID], quorum: Int, processQuorum: Int? = nil, givingUp: Bool = false
  ) throws -> UInt64 {
    try journal.recording { desk in
      _ = try desk.permit([Act(.manageMembers)])
      guard desk.state.quorum > 1 else { throw CannotRecover.worksAlone }
      try desk.state.check(officers)
      guard let main = RecoveryShares(count: officers.count, quorum: quorum),
        let process = RecoveryShares(
          count: officers.count, quorum: processQuorum ?? officers.count)
      else { throw CannotRecover.noSuchQuorum }
      guard process.quorum >= main.quorum else { throw CannotRecover.smallerProcessQuorum }
      let lost = try desk.state.lostByNewKey(givingUp: givingUp)
      let made = try makeRecoveryKeys(
        [.main: main, .process: process], among: officers, at: desk)
      let text = try RecordList.text(of: made.pieces)
      let chunk = try recoveryChunk(text, at: desk)
      let event = ActProposed(
        RecoverySetUp(
          keys: made.keys, count: made.pieces.count, chunk: chunk.address,
          epochs: officers.compactMap { desk.state.compartment($0)?.current.epoch },
          givesUp: lost.count))
      return try desk.append(
        event, storing: Commit.Parts(chunks: [chunk]), spending: try desk.permit(for: event)
      ).sequence
    }.result
  }

  /// Draws the keys that are wanted, and takes the others as they are.
  func makeRecoveryKeys(
    _ wanted: [RecoveryPurpose: RecoveryShares], among officers: [MemberID],
    as holders: [MemberID: CompartmentEpoch] = [:], at desk: Desk
  ) throws -> MadeRecoveryKeys {
    var made: [RecoveryPurpose: RecoveryKey] = [:]
    var pieces: [SealedPiece] = []
    var signing: ContentHash?
    for purpose in RecoveryPurpose.allCases {
      let old = desk.state.recovery?.keys[purpose]
      guard let shares = wanted[purpose] else {
        made[purpose] = old
        continue
      }
      // Of a key that was in force before sheets were used, the epoch goes on.
      let epoch = try keys.keyring.drawRecoveryKey(
        old?.id ?? .random(), epoch: (old?.epoch.epoch ?? 0) + 1)
      defer { keys.keyring.forget(epoch) }
      made[purpose] = RecoveryKey(epoch: epoch, officers: officers, quorum: shares.quorum)
      pieces += try sealedPieces(
        of: epoch, as: purpose, among: shares, of: officers, as: holders, at: desk)
      if purpose == .main {
        signing = ContentHash(digest: try keys.keyring.recoverySigner(of: epoch).span)
      }
    }
    guard let main = made[.main], let signing else { throw CannotRecover.notSetUp }
    return MadeRecoveryKeys(
      keys: RecoveryKeys(main: main, process: made[.process], signingKey: signing),
      pieces: pieces)
  }

  private func sealedPieces(
    of epoch: CompartmentEpoch, as purpose: RecoveryPurpose, among shares: RecoveryShares,
    of officers: [MemberID], as holders: [MemberID: CompartmentEpoch], at desk: Desk
  ) throws -> [SealedPiece] {
    var pieces: [SealedPiece] = []
    try keys.keyring.split(epoch, as: purpose, among: shares) { place, piece in
      let officer = officers[Int(place.holder)]
      guard let own = holders[officer] ?? desk.state.compartment(officer)?.current else {
        throw CannotRecover.noSuchMember
      }
      let context = RecoveryPieceContext(vault: ContentHash(id), key: epoch, place: place)
      pieces.append(
        SealedPiece(
          place: place, commitment: context.commitment(to: piece), epoch: own.epoch,
          box: try context.sealed(piece, to: own)))
    }
    return pieces
  }

  /// A list of recovery's as a chunk of the log.
  func recoveryChunk(_ text: [UInt8], at desk: Desk) throws -> StoredChunk {
    guard let epoch = desk.state.vaultEpoch else { throw IntegrityFault(.wrongEpoch, at: .vault) }
    return try keys.sealedChunk(text, epoch: epoch, in: id)
  }
}

/// Recovery keys with what a chunk lists of them.
struct MadeRecoveryKeys {
  let keys: RecoveryKeys
  let pieces: [SealedPiece]
}

extension VaultState {
  /// Refuses to approve what is not any more as it was proposed.
  func checkIsAsProposed(_ setUp: RecoverySetUp, in proposal: Proposal) throws(CannotRecover) {
    let officers = setUp.keys.main.officers
    try check(officers)
    guard setUp.epochs == officers.map({ compartment($0)?.current.epoch }),
      setUp.keys.all.allSatisfy({ key in
        key.epoch.epoch == (compartment(key.id)?.current.epoch ?? 0) + 1
      }), recovery == nil || recovery?.keys.main.id == setUp.keys.main.id
    else { throw .changedSince }
    let lost = openByRecoveryAlone
    guard lost.compartments == proposal.closes else {
      throw lost.count == 0 ? .changedSince : .givesUp(lost)
    }
  }

  /// What only the key in force can open. Throws ``CannotRecover/givesUp(_:)`` unless that is to be given up.
  func lostByNewKey(givingUp: Bool) throws(CannotRecover) -> OpenByRecoveryAlone {
    let lost = openByRecoveryAlone
    guard givingUp || lost.count == 0 else { throw .givesUp(lost) }
    return lost
  }

  fileprivate func check(_ officers: [MemberID]) throws(CannotRecover) {
    guard officers.count >= RecoveryShares.fewest else { throw .tooFewOfficers }
    guard officers.count <= RecoveryShares.most else { throw .tooManyOfficers }
    guard Set(officers).count == officers.count else { throw .officerTwice }
    for officer in officers {
      guard let member = members[officer], member.left == nil else { throw .noSuchMember }
    }
    let inDoubt = officers.filter { isKeyInDoubt(of: $0) }
    guard inDoubt.isEmpty else { throw .keyInDoubt(inDoubt) }
  }
}

/// Why a recovery cannot be set up, begun or gone on with.
package enum CannotRecover: Error, Equatable {
  case notSetUp
  /// A practice of one person has sheets.
  case worksAlone
  /// Sheets are for a practice of one person.
  case isAnAgency
  case tooFewOfficers
  case tooManyOfficers
  case officerTwice
  case noSuchQuorum
  /// Psychotherapy notes would take fewer officers than everything else.
  case smallerProcessQuorum
  /// These officers' own keys others may have, and with them their pieces.
  case keyInDoubt([MemberID])
  /// Only the key in force can open this: it would be closed for good.
  case givesUp(OpenByRecoveryAlone)
  /// An officer has exchanged their key since it was proposed, or there is a newer recovery key.
  case changedSince
  case noSuchMember
  /// There is no such recovery under way.
  case noSuchStart
  /// It is over, by this entry, and gave nobody a key.
  case hasEnded(EndedRecovery)
  /// Somebody else began it.
  case anotherFinishes
  /// One's own was begun: nothing is contributed to it.
  case isYours
  case contributedAlready
  case hasLapsed
  /// No set that both are in has all of its pieces without the member's.
  case nothingToContribute
  /// The key of this request is known here already.
  case keyKnownAlready
  /// The request's name is another's, or its key is.
  case tooFew(purpose: RecoveryPurpose, have: Int, of: Int)
  /// These officers' pieces are not what was sealed to them when the key was made.
  case wrongPieces([MemberID])
  /// Each piece is what was committed to, and together they are no key: whoever made it made it so.
  case madeWrongly(by: MemberID)
}
