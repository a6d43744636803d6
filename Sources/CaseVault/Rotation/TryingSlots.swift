import AuditLog
import Casework
import Keyring

// A rotation is done by one person's program, and the key from before goes with it. So the next holder's program
// tries everything that it renewed at once, and not when somebody happens to need it: then it may be years later,
// and the backups from before may be gone.

extension Vault {
  /// Tries what others rotated since this device last did, says what does not open, and has what they kept of it
  /// renewed once more. Nothing to do, and nothing read, where nobody rotated.
  ///
  /// What cannot be looked at now is tried again with the next command.
  func tryNewSlots() throws {
    let untried = try journal.log().trials.untried
    guard !untried.isEmpty else { return }
    let state = try state
    let held = untried.filter { state.compartment($0)?.isHeld(by: member) == true }
    // Whoever gets the key of another later notes it once more.
    try journal.keepTrials({ $0.forget(untried.subtracting(held)) }, durably: false)
    guard !held.isEmpty else { return }
    let telling = journal.surroundings.trying(held.count * Self.partsOfOne)
    defer { telling?.finish() }
    var tried: [TriedSlots] = []
    for (place, id) in held.sorted().enumerated() {
      let left = (held.count - place) * Self.partsOfOne
      let found = try tryNewSlots(of: id) {
        telling?.left(left - Int($0 * Double(Self.partsOfOne)))
      }
      if let found { tried.append(found) }
    }
    let (now, after) = (now(), try self.state)
    // One that was rotated again meanwhile is to be tried again.
    tried.removeAll { after.compartment($0.compartment)?.rotations.last != $0.latest }
    try journal.keepTrials(
      { for one in tried { $0.tried(one.compartment, finding: one.found, at: now) } },
      durably: !tried.isEmpty)
    done.spoilt += tried.flatMap(\.found)
  }

  /// Steps of a bar for one compartment.
  private static let partsOfOne = 100

  /// What was found and done about one compartment; nil where it could not be looked at.
  private func tryNewSlots(
    of id: CompartmentID, progress: (Double) -> Void
  ) throws -> TriedSlots? {
    do {
      var trial = try trial(of: id, progress: progress)
      guard !trial.restorable.isEmpty, try state.isKeeper(member, of: id) else {
        return trial.ended(at: now())
      }
      // Kept before it is repaired: a program that is killed behind that would find nothing any more that says
      // whose doing it was.
      try journal.keepTrials({ $0.expect(trial.expected(at: now())) }, durably: true)
      // Asked once more at the desk: a colleague may have been quicker.
      let latest = trial.latest
      do {
        if let rotation = try rotate(id, where: { $0.compartment(id)?.rotations.last == latest }) {
          trial.renewed(by: try state.compartment(id)?.rotations.last, but: Set(rotation.leftOut))
        }
      } catch is RotationTooLarge {
        // As with the next command, which need not try everything for that.
      }
      return trial.ended(at: now())
    } catch let error
      where error is IntegrityFault || error is StorageError || error is NotAHolder
      || error is EnvelopeError
    {
      return nil
    }
  }

  private func trial(of id: CompartmentID, progress: (Double) -> Void) throws -> SlotTrial {
    try journal.reading { reader in
      let state = try state
      guard let compartment = state.compartment(id) else { throw NotAHolder(compartment: id) }
      let current = try keys.open(id, of: state, in: reader, vault: self.id)
      let past = EarlierRotations(of: compartment, openedBy: current, in: reader, for: self)
      defer { past.forget() }
      var trial = SlotTrial(of: id, upTo: compartment.rotations.last)
      // First, since it is soon known: where the list is missing, nothing else is looked at either.
      if let latest = try past.rotation(0), latest.device != keys.device {
        let kept = try past.kept(0)
        if kept.slots == nil { trial.add(latest, which: kept, closed: nil) }
      }
      var hashes = NamedHashes(of: state, in: reader, for: self)
      var reslotter = try EnvelopeReslotter(vault: ContentHash(self.id), keyring: keys.keyring)
      let named = try named(under: compartment, of: state, in: reader)
      for (place, key) in named.enumerated() {
        if place % 64 == 0 { progress(Double(place) / Double(named.count)) }
        guard let row = try reader.envelope(key.id, version: key.version, parts: .headers),
          try !reslotter.opens(
            row.slots, beside: row.header, of: key.id, version: key.version, as: current)
        else { continue }
        if let lost = try past.slot(before: row, by: &reslotter) {
          trial.add(lost.by, which: try past.kept(lost.by.age), closed: key, isRestorable: true)
        } else if let maker = try past.maker(of: row),
          try hashes.areThose(of: key, under: compartment)
        {
          trial.add(maker, which: try past.kept(maker.age), closed: key)
        }
      }
      return trial
    }
  }
}

/// A compartment that was tried, as of the entry that rotated it last.
private struct TriedSlots {
  let compartment: CompartmentID
  let latest: UInt64?
  let found: [SpoiltRotation]
}

/// What one look at a compartment found, by the rotation that did it.
private struct SlotTrial {
  private let compartment: CompartmentID
  /// The entry that rotated it last.
  private(set) var latest: UInt64?
  private var closed: [UInt64: Set<EnvelopeKey>] = [:]
  private var rotations: [UInt64: (member: MemberID?, kept: KeptByRotation)] = [:]
  /// What opens by what was kept, and not by its own slots.
  private(set) var restorable: Set<EnvelopeKey> = []
  private var restored: Set<EnvelopeKey> = []

  init(of compartment: CompartmentID, upTo latest: UInt64?) {
    self.compartment = compartment
    self.latest = latest
  }

  mutating func add(
    _ rotation: EarlierRotation, which kept: KeptByRotation, closed key: EnvelopeKey?,
    isRestorable: Bool = false
  ) {
    rotations[rotation.sequence] = (rotation.member, kept)
    if let key { closed[rotation.sequence, default: []].insert(key) }
    if let key, isRestorable { restorable.insert(key) }
  }

  /// It was renewed once more, but for these.
  mutating func renewed(by sequence: UInt64?, but leftOut: Set<EnvelopeKey>) {
    latest = sequence
    restored = restorable.subtracting(leftOut)
  }

  /// What will have been found once all is renewed that can be.
  func expected(at now: Moment) -> [SpoiltRotation] {
    var renewed = self
    renewed.restored = restorable
    return renewed.findings(at: now)
  }

  func ended(at now: Moment) -> TriedSlots {
    TriedSlots(compartment: compartment, latest: latest, found: findings(at: now))
  }

  private func findings(at now: Moment) -> [SpoiltRotation] {
    rotations.sorted { $0.key < $1.key }.compactMap { sequence, rotation in
      rotation.member.map {
        let closed = closed[sequence] ?? []
        return SpoiltRotation(
          compartment: compartment, sequence: sequence, member: $0, found: now,
          closed: closed.count, restored: closed.intersection(restored).count,
          keptNothing: rotation.kept.isSomethingElse, isKeptMissing: rotation.kept.isMissing)
      }
    }
  }
}

extension KeptByRotation {
  fileprivate var isSomethingElse: Bool { if case .somethingElse = self { true } else { false } }
  fileprivate var isMissing: Bool { if case .missing = self { true } else { false } }
}

extension Vault {
  /// Rotations by others that this device found to have spoilt what they renewed, in the order in which it did.
  package func spoiltRotations() throws -> [SpoiltRotation] { try journal.log().trials.spoilt }
}
