// What recovery changes in the state, and how a recovery key stands among the holders of compartments.

extension VaultState {
  /// The recovery key to which a compartment of this kind is sealed as well.
  ///
  /// Not a member's own: whoever opened that would open by it what is sealed to the member, psychotherapy
  /// notes among it, without the quorum that these have. Nor a grant, which ends.
  func recoveryKey(for kind: CompartmentKind) -> RecoveryKey? {
    guard let keys = recovery?.keys else { return nil }
    switch kind {
    case .vault, .oversight, .registry, .file: return keys.main
    case .process: return keys.process ?? (keys.main.officers.isEmpty ? keys.main : nil)
    default: return nil
    }
  }

  /// Whether a holder is a recovery key, and no person.
  package func isRecoveryKey(_ holder: HolderID) -> Bool {
    guard let keys = recovery?.keys else { return false }
    return keys.all.contains { HolderID($0.id) == holder }
  }

  /// The people, or devices, who hold a compartment.
  package func people(holding id: CompartmentID) -> [HolderID] {
    let holders = compartments[id]?.holders ?? []
    return recovery == nil ? holders : holders.filter { !isRecoveryKey($0) }
  }

  /// Compartments that ought to be sealed to a recovery key and are not yet.
  package var withoutRecovery: [CompartmentID] {
    guard recovery != nil else { return [] }
    return compartments.values.filter { compartment in
      recoveryKey(for: compartment.current.kind).map { key in
        !compartment.isHeld(by: key.id)
      } ?? false
    }.map(\.current.compartment)
  }

  /// The same where a member's own key is theirs alone again: what they are entitled to once recovered.
  package func withoutExposure(of member: MemberID) -> VaultState {
    var state = self
    state.members[member]?.isExposed = false
    return state
  }

  /// A recovery under way.
  package func recovery(begunBy link: Link) throws(Violation) -> RecoveryStart {
    guard let start = recovery?.starts[link.sequence], start.link == link else {
      throw .unknownRecovery
    }
    return start
  }

  /// Refuses keys that do not follow on those in force, or that are divided among those who cannot have
  /// pieces.
  func check(
    _ keys: RecoveryKeys, renewing purposes: [RecoveryPurpose] = RecoveryPurpose.allCases
  ) throws(Violation) {
    for purpose in purposes {
      guard let key = keys[purpose] else { continue }
      try check(key, after: recovery?.keys[purpose])
    }
    guard keys.main.id != keys.process?.id else { throw .alreadyExists }
    guard let process = keys.process else { return }
    guard purposes.count < 2 || process.officers == keys.main.officers else {
      throw .wrongHolders
    }
  }

  private func check(_ key: RecoveryKey, after old: RecoveryKey?) throws(Violation) {
    guard key.epoch.kind == .recovery else { throw .wrongHolders }
    if let known = compartments[key.id]?.current {
      guard known.kind == .recovery, key.epoch.epoch.follows(known.epoch),
        old == nil || old?.id == key.id
      else { throw .outOfSequence }
    } else {
      guard key.epoch.epoch == 1, old == nil else { throw .outOfSequence }
    }
    guard key.shares != nil, Set(key.officers).count == key.officers.count,
      key.officers.allSatisfy({ members[$0].map { $0.left == nil } ?? false })
    else { throw .wrongHolders }
  }

  /// Refuses whoever is not here, and a device that is known.
  func checkCanBeRecovered(with device: Device) throws(Violation) {
    guard let member = members[device.member], member.left == nil else { throw .unknownMember }
    guard devices[device.id] == nil,
      !devices.values.contains(where: { $0.sharesKeys(with: device) })
    else { throw .alreadyExists }
  }

  /// New keys are in force: what was sealed to those before is to be sealed anew.
  mutating func begin(_ keys: RecoveryKeys, chunk: ContentHash, as entry: EntryFacts) {
    dropRecoveryWraps()
    install(keys)
    var chunks: [RecoveryPurpose: ContentHash] = [.main: chunk]
    if keys.process != nil { chunks[.process] = chunk }
    var next = RecoveryState(keys: keys, chunks: chunks, by: entry.member, at: entry.at)
    next.ended = recovery?.endingAll(as: entry) ?? [:]
    recovery = next
    settleEverything()
  }

  /// A recovery key is a compartment that nobody holds: its secret lies in pieces.
  private mutating func install(_ keys: RecoveryKeys) {
    for key in keys.all { add(SealedEpoch(epoch: key.epoch, wraps: []), file: nil) }
  }

  private mutating func dropRecoveryWraps() {
    guard recovery != nil else { return }
    for id in compartments.values.map(\.current.compartment) {
      guard compartments[id]?.holders.contains(where: isRecoveryKey) == true else { continue }
      let people = people(holding: id)
      compartments[id]?.wraps.removeAll { !people.contains($0.holder) }
    }
  }

  mutating func settleEverything() {
    for id in compartments.values.map(\.current.compartment) { settle(id) }
  }

  /// Where an officer leaves, or a device of theirs counts no more, their pieces are in doubt; and what is
  /// contributed to a recovery of theirs is sealed to a key that others may have.
  mutating func noteChange(ofOfficer member: MemberID, as entry: EntryFacts) {
    if recovery?.keys.main.place(of: member) != nil { recovery?.isStale = true }
    // In order: of two of one member's, every device keeps the same one in mind.
    for start in recovery?.startsInOrder ?? []
    where start.by == member || start.member == member {
      recovery?.end(start, as: entry)
    }
    // Nobody begins anew for somebody who is gone.
    if hasLeft(member) { recovery?.ended[member] = nil }
  }
}

extension RecoveryStart {
  /// Whether so many contributed as it takes, with who finishes: only those who still work here.
  package func hasQuorum(of purpose: RecoveryPurpose, in state: VaultState) -> Bool {
    guard let key = state.recovery?.keys[purpose] else { return false }
    return contributors(of: purpose, in: state).count >= key.quorum
  }

  /// Those of a key's officers who have contributed, with who finishes.
  package func contributors(of purpose: RecoveryPurpose, in state: VaultState) -> [MemberID] {
    guard let key = state.recovery?.keys[purpose] else { return [] }
    return key.officers.filter { officer in
      officer != member && !state.hasLeft(officer)
        && (officer == by || contributions[officer] != nil)
    }
  }
}

extension RecoveryKeys {
  /// Refuses pieces that are not one for each place, in order, each sealed to its officer as they are now.
  func check(
    _ pieces: [SealedPiece], of places: [RecoveryPlace], in state: VaultState,
    recovering recovered: CompartmentEpoch? = nil
  ) throws(Violation) {
    guard pieces.map(\.place) == places else { throw .badManifest }
    for piece in pieces {
      guard let key = self[piece.place.purpose] else { throw .badManifest }
      guard !key.officers.isEmpty else {
        guard piece == SealedPiece(onSheet: piece.place, commitment: piece.commitment) else {
          throw .badManifest
        }
        continue
      }
      let officer = key.officers[Int(piece.place.holder)]
      let isOwn =
        officer == recovered?.compartment
        ? piece.epoch == recovered?.epoch
        : state.compartments[officer]?.current.epoch == piece.epoch
      guard isOwn else { throw .badManifest }
    }
  }
}

extension VaultState {
  /// Gives a member a new device, and what they are entitled to; renews the keys that were used.
  mutating func recover(
    _ event: MemberRecovered, sealing wraps: [AddedWrap], as entry: EntryFacts
  ) throws(Violation) {
    // Nothing below throws but what is judged here, on a copy: recoveries are rare, and this is the one
    // change that touches everything.
    var next = self
    try next.replaceDevices(of: event, as: entry)
    next.renew(event.next, chunk: event.chunk, as: entry)
    next.recovery?.ended[event.member] = nil
    for wrap in wraps { try next.takeRecovered(wrap, of: event.member) }
    next.settleEverything()
    next.closeGrants(of: event.member)
    self = next
  }

  private mutating func replaceDevices(
    of event: MemberRecovered, as entry: EntryFacts
  ) throws(Violation) {
    let member = event.member
    closeEmergencies(of: member)
    // What the lost key can open by that of those on duty is not its owner's alone either.
    if let id = emergency, compartments[id]?.isHeld(by: member) == true {
      exposeFilesOfEmergencies()
    }
    let held = compartments.values
      .filter { $0.current.kind != .grant && $0.isHeld(by: member) }.map(\.current.compartment)
    for id in held { compartments[id]?.wraps.removeAll { $0.holder == HolderID(member) } }
    exposed.formUnion(held)
    // Their own key is new, and their old devices have no part in it.
    exposed.remove(member)
    members[member]?.devices = [event.device.id]
    members[member]?.isExposed = false
    devices[event.device.id] = event.device
    add(event.compartment, file: nil)
    noteChange(ofOfficer: member, as: entry)
    // By the sheets the new device drew its member's key itself.
    recoveries[member] = MemberRecovery(
      entry: entry.link.sequence, at: entry.at, by: entry.member,
      isKeyOfOthers: entry.member != member)
  }

  /// The same with an executor, who supervises everybody: what they are then entitled to.
  package func admitting(executor: NewMember, at moment: Moment) -> VaultState {
    var next = self
    next.admit(executor, at: moment)
    // Also of those who left and whose files somebody went on with as their supervisor.
    for other in members.keys { next.members[other]?.supervisors.append(executor.id) }
    return next
  }

  /// Takes the executor in, as whoever supervises everybody. The sheets are used up.
  mutating func admitExecutor(
    _ executor: NewMember, sealing wraps: [AddedWrap], as entry: EntryFacts
  ) throws(Violation) {
    var next = admitting(executor: executor, at: entry.at)
    next.recoveries[executor.id] = MemberRecovery(
      entry: entry.link.sequence, at: entry.at, by: executor.id, isKeyOfOthers: false,
      isExecutor: true)
    // The key goes first: a wrap for it is one for nobody.
    next.dropRecoveryWraps()
    next.recovery = nil
    for wrap in wraps { try next.takeRecovered(wrap, of: executor.id) }
    guard let vault = vaultCompartment, next.compartments[vault]?.isHeld(by: executor.id) == true
    else { throw .wrongHolders }
    next.settleEverything()
    self = next
  }

  mutating func renew(_ next: RecoveryKeys?, chunk: ContentHash, as entry: EntryFacts) {
    guard let next, var recovery else {
      dropRecoveryWraps()
      recovery = nil
      return
    }
    var isRenewed = true
    for purpose in RecoveryPurpose.allCases {
      guard let new = next[purpose] else { continue }
      guard new != recovery.keys[purpose] else {
        isRenewed = false
        continue
      }
      dropWraps(to: new.id)
      recovery.chunks[purpose] = chunk
    }
    recovery.keys = next
    recovery.rehearsed = []
    recovery.ended = recovery.endingAll(as: entry)
    recovery.starts = [:]
    // A key that was not used lies in the pieces that it lay in before; and the pieces of an officer whose own
    // key others may have are sealed to that: a recovery does not wait for them, a new set-up does.
    if isRenewed { recovery.isStale = next.main.officers.contains { isKeyInDoubt(of: $0) } }
    self.recovery = recovery
    install(next)
  }

  private mutating func dropWraps(to key: CompartmentID) {
    let holder = HolderID(key)
    for id in compartments.values.map(\.current.compartment) {
      guard compartments[id]?.holders.contains(holder) == true else { continue }
      compartments[id]?.wraps.removeAll { $0.holder == holder }
    }
  }

  /// One that the recovery key opened, for the member or for the next recovery key.
  mutating func takeRecovered(
    _ wrap: AddedWrap, of member: MemberID
  ) throws(Violation) {
    guard let compartment = compartments[wrap.compartment] else { throw .unknownCompartment }
    guard compartment.current.epoch == wrap.epoch else { throw .outOfSequence }
    let holder = wrap.notice.holder
    guard holder == HolderID(member) || isRecoveryKey(holder),
      isEntitled(holder, to: wrap.compartment), !compartment.holders.contains(holder)
    else { throw .wrongHolders }
    compartments[wrap.compartment]?.wraps.append(wrap.notice)
  }
}
