import AuditLog
package import Casework
import Keyring
import Sodium

// The pieces of one set are put together, the key that they are opens what is sealed to it, and the same
// act seals that to the member and to the next key. All of it is forgotten when the entry stands.

extension Vault {
  /// Finishes a recovery that this officer began, once enough others have contributed.
  /// Throws ``Refusal``, ``CannotRecover``.
  package func finishRecovery(_ number: UInt64) throws -> FinishedRecovery {
    let finished = try journal.recording { desk in
      let (recovery, start) = try desk.state.recovery(number: number)
      _ = try desk.permit([Act(.recover, on: .about(start.member))])
      guard start.by == member else { throw CannotRecover.anotherFinishes }
      guard !start.hasLapsed(at: desk.at) else { throw CannotRecover.hasLapsed }
      try desk.state.checkQuorum(of: start)
      let used = start.purposes.compactMap { recovery.keys[$0] }
      defer { for key in used { keys.keyring.forget(key.id) } }
      try assemble(start, of: recovery, at: desk)
      switch start.aim {
      case .device(let device):
        return try finish(start, for: device, of: recovery, with: used, at: desk)
      case .file(let file):
        return try regain(file, by: start, of: recovery, with: used, at: desk)
      }
    }.result
    try settle()
    return finished
  }

  private func finish(
    _ start: RecoveryStart, for device: Device, of recovery: RecoveryState,
    with used: [RecoveryKey], at desk: Desk
  ) throws -> FinishedRecovery {
    let owner = try nextEpoch(of: start.member, at: desk)
    defer { keys.keyring.forget(owner) }
    let own = try keys.keyring.wrapped(
      owner, for: [try WrapHolder(of: device)], in: id, first: true)
    let next = try makeNextKeys(after: start, of: recovery, as: [start.member: owner], at: desk)
    var opened = OpenedByRecovery()
    try sealAnew(
      what: used, opens: start.member, as: owner, next: next.keys,
      in: desk.state.withoutExposure(of: start.member), at: desk, into: &opened)
    let text = try RecoveredKeys(pieces: next.pieces, wraps: opened.handed.added).text()
    let chunk = try recoveryChunk(text, at: desk)
    let event = try signed(
      MemberRecovered(
        start: start.link, device: device, compartment: own.sealed, next: next.keys,
        pieces: next.pieces.count, wraps: opened.handed.added.count, chunk: chunk.address,
        signature: .none),
      with: recovery.keys.main.epoch)
    var parts = Commit.Parts(chunks: [chunk], wraps: own.wraps + opened.handed.rows)
    let renewed = Set(parts.wraps.map(\.locator))
    parts.droppedWraps = try staleWraps(of: start.member, and: used, in: desk.state)
      .filter { !renewed.contains($0) }
    let link = try desk.append(event, storing: parts, spending: try desk.permit(for: event))
    return FinishedRecovery(
      entry: link.sequence, member: start.member, file: nil,
      keys: opened.handed.added.count {
        $0.notice.holder == HolderID(start.member)
      }, damaged: opened.damaged)
  }

  /// Divided among the same officers, as far as they still work here.
  func makeNextKeys(
    after start: RecoveryStart, of recovery: RecoveryState,
    as holders: [MemberID: CompartmentEpoch] = [:], at desk: Desk
  ) throws -> MadeRecoveryKeys {
    let officers = recovery.keys.main.officers.filter { !desk.state.hasLeft($0) }
    var shares: [RecoveryPurpose: RecoveryShares] = [:]
    for purpose in start.purposes {
      guard let key = recovery.keys[purpose] else { continue }
      shares[purpose] = RecoveryShares(
        count: officers.count, quorum: min(key.quorum, officers.count))
    }
    return try makeRecoveryKeys(shares, among: officers, as: holders, at: desk)
  }

  private func signed(
    _ event: MemberRecovered, with key: CompartmentEpoch
  ) throws -> MemberRecovered {
    let signature = try keys.keyring.signRecovery(
      try event.statement(), in: ContentHash(id), with: key)
    return MemberRecovered(
      start: event.start, device: event.device, compartment: event.compartment,
      next: event.next, pieces: event.pieces, wraps: event.wraps, chunk: event.chunk,
      signature: signature)
  }

  private func nextEpoch(of owner: MemberID, at desk: Desk) throws -> CompartmentEpoch {
    guard let own = desk.state.compartment(owner)?.current else {
      throw CannotRecover.noSuchMember
    }
    return try keys.keyring.draw(owner, kind: .member, epoch: own.epoch + 1)
  }
}

// MARK: - Putting the key together

extension Vault {
  /// Puts each key that the recovery is about together, and keeps its secret.
  private func assemble(
    _ start: RecoveryStart, of recovery: RecoveryState, at desk: Desk
  ) throws {
    let sealed = Dictionary(
      uniqueKeysWithValues: try sealedPieces(of: recovery, from: desk.transaction).map {
        ($0.place, $0)
      })
    var contributed: [MemberID: [RecoveryPlace: [UInt8]]] = [:]
    for (officer, chunk) in start.contributions {
      let text = try openedChunk(
        at: chunk, in: id, with: keys.logKeys, chunks: { try desk.transaction.chunk(at: $0) })
      contributed[officer] = Dictionary(
        try RecordList<ContributedPiece>.lines(in: text).map { ($0.place, $0.box) },
        uniquingKeysWith: { first, _ in first })
    }
    let wrong = try wrongContributors(contributed, to: start, of: recovery, against: sealed)
    for purpose in start.purposes {
      guard let key = recovery.keys[purpose] else { continue }
      let good = start.contributors(of: purpose, in: desk.state).filter { !wrong.contains($0) }
      guard good.count >= key.quorum else { throw CannotRecover.wrongPieces(wrong.sorted()) }
      // Others give pieces of sets in which the one who finishes is: of no other set are there all.
      guard good.contains(member) else { throw CannotRecover.wrongPieces(wrong.sorted()) }
      let set = ([member] + good.filter { $0 != member }).prefix(key.quorum)
        .compactMap { key.place(of: $0) }.reduce(UInt8(0)) { $0 | 1 << $1 }
      var assembly = try RecoveryAssembly()
      for place in RecoveryShares.places(in: set) {
        let piece = RecoveryPlace(purpose: purpose, set: set, holder: UInt8(place))
        guard let kept = sealed[piece] else { throw CannotRecover.notSetUp }
        let officer = key.officers[place]
        if officer == member {
          try withPiece(kept, of: recovery) { assembly.add($0) }
        } else {
          guard let box = contributed[officer]?[piece] else {
            throw CannotRecover.wrongPieces([officer])
          }
          try withContribution(box, piece, key, start) { assembly.add($0) }
        }
      }
      do {
        try assembly.keep(in: keys.keyring, as: key.epoch)
      } catch is KeyringError {
        throw CannotRecover.madeWrongly(by: recovery.by)
      }
    }
  }

  /// Whose contributions are not what was sealed to them when the key was made: they are named.
  private func wrongContributors(
    _ contributed: [MemberID: [RecoveryPlace: [UInt8]]], to start: RecoveryStart,
    of recovery: RecoveryState, against sealed: [RecoveryPlace: SealedPiece]
  ) throws -> [MemberID] {
    try contributed.filter { _, pieces in
      try pieces.contains { place, box in
        guard let key = recovery.keys[place.purpose], let kept = sealed[place] else { return true }
        let context = RecoveryPieceContext(
          vault: ContentHash(id), key: key.epoch, place: place)
        var isRight = false
        do {
          try withContribution(box, place, key, start) {
            isRight = context.commitment(to: $0) == kept.commitment
          }
        } catch is RecoveryPieceError {
          return true
        }
        return !isRight
      }
    }.map(\.key)
  }

  private func withContribution(
    _ box: [UInt8], _ place: RecoveryPlace, _ key: RecoveryKey, _ start: RecoveryStart,
    _ use: (Span<UInt8>) -> Void
  ) throws {
    let context = RecoveryPieceContext(
      vault: ContentHash(id), key: key.epoch, place: place, start: start.link.hash)
    var piece = try SecretBytes(zeroed: EpochSecret.length)
    var isOpen = false
    // Sealed to the epoch of the finisher's that was in force then.
    for own in keys.keyring.epochs(of: member) where !isOpen {
      do {
        try context.open(box, by: try keys.memberOpener(of: own).opener, into: &piece)
        isOpen = true
      } catch is RecoveryPieceError {
        continue
      }
    }
    guard isOpen else { throw RecoveryPieceError.unopened }
    use(piece.span)
  }
}

// MARK: - What the key opens

/// What a recovery key opened, sealed anew.
struct OpenedByRecovery {
  var handed = HandedWraps()
  /// Compartments whose wrap for the recovery key is missing, changed, or opens to nothing.
  var damaged: [CompartmentID] = []
}

extension Vault {
  /// Opens what is sealed to these keys, and seals it to the member, where they are entitled to it, and to
  /// the next keys; to the member of one compartment alone, where one is wanted. What does not open is left
  /// out, and named: its holders seal it to the next key when they come.
  func sealAnew(
    what used: [RecoveryKey], opens owner: MemberID, as epoch: CompartmentEpoch,
    next: RecoveryKeys?, only wanted: CompartmentID? = nil, in state: VaultState, at desk: Desk,
    into opened: inout OpenedByRecovery
  ) throws {
    for key in used {
      let successor = try next?.all.first { $0.id == key.id }.map {
        try WrapHolder.member($0.epoch)
      }
      let opener = try WrapOpener(key.epoch, in: keys.keyring)
      let place = LocatorKey(of: key.epoch)
      for compartment in state.compartments.values where compartment.isHeld(by: key.id) {
        let current = compartment.current
        let wasHeld = keys.keyring.holds(current)
        guard try open(compartment, by: opener, at: place, for: key.id, in: desk) else {
          opened.damaged.append(current.compartment)
          continue
        }
        defer { if !wasHeld { keys.keyring.forget(current) } }
        var holders = [successor].compactMap(\.self)
        if wanted ?? current.compartment == current.compartment,
          state.isEntitled(HolderID(owner), to: current.compartment)
        {
          holders.append(try WrapHolder.member(epoch))
        }
        let made = try keys.keyring.wrapped(
          current, for: holders, in: id, first: current.kind.isNeededFirst)
        opened.handed.rows += made.wraps
        opened.handed.added += made.sealed.wraps.map {
          AddedWrap(compartment: current.compartment, epoch: current.epoch, notice: $0)
        }
      }
    }
  }

  /// False where the wrap for the recovery key is not what the log names, or opens to something else.
  private func open(
    _ compartment: Compartment, by opener: borrowing WrapOpener, at key: LocatorKey,
    for holder: CompartmentID, in desk: Desk
  ) throws -> Bool {
    let current = compartment.current
    let place =
      try current.kind.isNeededFirst
      ? key.firstWrapLocator() : key.wrapLocator(of: current.compartment, epoch: current.epoch)
    guard let notice = compartment.wraps.first(where: { $0.holder == HolderID(holder) }),
      let bytes = try desk.transaction.wrap(at: place.bytes),
      Wrap(locator: place.bytes, bytes: bytes).hash == notice.hash
    else { return false }
    do {
      try keys.keyring.open(bytes, as: current, by: opener, in: ContentHash(id))
      return true
    } catch is WrapError {
      return false
    }
  }

  /// Where wraps lie that nobody opens any more: the member's, their devices', and those for the used keys.
  func staleWraps(
    of owner: MemberID, and used: [RecoveryKey], in state: VaultState
  ) throws -> [[UInt8]] {
    var places: [[UInt8]] = []
    // Also of one that was revoked, and for which the member has not exchanged their own key since.
    let holders = state.compartment(owner)?.holders ?? []
    for device in state.devices.values
    where device.member == owner && holders.contains(HolderID(device.id)) {
      places.append(try LocatorKey(of: device).firstWrapLocator().bytes)
    }
    let earlier = (state.compartment(owner)?.commitments ?? [:]).map {
      LocatorKey(of: owner, epoch: $0.key, commitment: $0.value)
    }
    for compartment in state.compartments.values where compartment.isHeld(by: owner) {
      places += try earlier.map { try $0.place(of: compartment.current) }
    }
    return places + (try used.flatMap { try wraps(sealedTo: $0, in: state) })
  }

  /// Where the wraps for a recovery key lie.
  func wraps(sealedTo key: RecoveryKey, in state: VaultState) throws -> [[UInt8]] {
    let place = LocatorKey(of: key.epoch)
    return try state.compartments.values.filter { $0.isHeld(by: key.id) }
      .map { try place.place(of: $0.current) }
  }
}

extension LocatorKey {
  fileprivate func place(of epoch: CompartmentEpoch) throws -> [UInt8] {
    try epoch.kind.isNeededFirst
      ? firstWrapLocator().bytes
      : wrapLocator(of: epoch.compartment, epoch: epoch.epoch).bytes
  }
}

extension RecoverySignature {
  /// Stands where the signature will be.
  static let none = RecoverySignature([UInt8](repeating: 0, count: 64))
}

extension VaultState {
  fileprivate func checkQuorum(of start: RecoveryStart) throws(CannotRecover) {
    for purpose in start.purposes {
      let have = start.contributors(of: purpose, in: self).count
      guard let needed = recovery?.keys[purpose]?.quorum else { throw .notSetUp }
      guard have >= needed else { throw .tooFew(purpose: purpose, have: have, of: needed) }
    }
  }
}

/// What came of a recovery.
package struct FinishedRecovery: Sendable, Equatable {
  package let entry: UInt64
  package let member: MemberID
  /// The case file that they have from here on; nil where they have a new key.
  package let file: CaseFileID?
  /// How many keys the member has again.
  package let keys: Int
  /// What the recovery key ought to open, and did not.
  package let damaged: [CompartmentID]
}
