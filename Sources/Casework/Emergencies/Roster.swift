// Who is on duty, and what they hold: one compartment, to which each case file's secret is sealed, so that
// somebody can get at a file at night without asking anybody.

extension VaultState {
  /// Whether a member is on the duty roster.
  package func isOnDuty(_ member: MemberID) -> Bool { roster.contains(member) }

  /// Whether a member's roles let them be on the roster: casework in files that are theirs alone, and no
  /// second signature that somebody would have to be woken for.
  package func canBeOnDuty(_ member: MemberID) -> Bool {
    members[member].map { $0.left == nil && $0.reach(of: .openEmergency) != nil } ?? false
  }

  /// Those on duty to whom the emergency compartment is sealed: but for who has a conflict with a file that it
  /// opens still, and does not have it yet.
  package var emergencyKeyHolders: [MemberID] {
    soundRoster.filter { !waitsForEmergencyKey($0) }
  }

  private var soundRoster: [MemberID] { roster.filter { members[$0]?.isExposed == false } }

  /// Whether somebody on duty gets the emergency compartment only once a case file that they are kept from has
  /// another key, which is not sealed to it.
  package func waitsForEmergencyKey(_ member: MemberID) -> Bool {
    // Asked rarely: of who has come on duty and has no key yet. One to be drawn anew opens no file.
    guard let id = emergency, !holdsEmergencyKey(member), !lacksEmergencyKey else { return false }
    return files.values.contains { file in
      file.hasConflict(with: member)
        && compartments[file.compartment]?.holders.contains(HolderID(id)) ?? false
    }
  }

  private func holdsEmergencyKey(_ member: MemberID) -> Bool {
    emergency.flatMap { compartments[$0] }?.isHeld(by: member) ?? false
  }

  /// Who holds a file's key for emergencies alone. The compartment, for all on duty; where one of them has a
  /// conflict with the file, or somebody who was on duty and has the compartment still, each of the others on duty
  /// by themselves.
  func emergencyHolders(of file: CaseFile) -> [HolderID] {
    guard !roster.isEmpty else { return [] }
    guard file.conflicts.contains(where: { isOnDuty($0.member) || holdsEmergencyKey($0.member) })
    else { return emergency.map { isSound($0) ? [HolderID($0)] : [] } ?? [] }
    let readers = readers(of: file)
    return soundRoster.filter { !file.hasConflict(with: $0) && !readers.contains($0) }
      .map { HolderID($0) }
  }

  /// Whether what is sealed to the emergency compartment opens to people who work here alone. Where one who
  /// has left or a stolen device holds it, files wait until it is exchanged: a wrap made before would be
  /// theirs too.
  private func isSound(_ id: CompartmentID) -> Bool {
    guard let known = compartments[id], !known.wraps.isEmpty, !exposed.contains(id),
      !isHeldByExposed(id)
    else { return false }
    return !known.holders.contains { hasLeft($0.member) }
  }

  /// Whether somebody on duty has to draw the compartment: there is none, or all who hold it have left, so
  /// that nobody could hand it on.
  package var lacksEmergencyKey: Bool {
    guard !roster.isEmpty else { return false }
    guard let id = emergency else { return true }
    return compartments[id]?.holders.allSatisfy { hasLeft($0.member) } ?? true
  }

  /// Whether this member has a key to the file for emergencies: by a wrap of their own, or by the compartment of those
  /// on duty.
  package func holdsForEmergencies(_ file: CaseFile, _ member: MemberID) -> Bool {
    guard let known = compartments[file.compartment] else { return false }
    return known.isHeld(by: member)
      || emergency.map { known.isHeld(by: $0) && holdsEmergencyKey(member) } ?? false
  }

  /// How many case files nobody on duty could open now: their key is not yet sealed to whom it should be.
  package var filesBeyondEmergencies: Int {
    guard !roster.isEmpty else { return files.count }
    return files.values.count { !isWithinEmergencies($0) }
  }

  /// How many case files everybody on duty is kept from by a conflict.
  package var filesClosedToDuty: Int {
    guard !roster.isEmpty else { return 0 }
    return files.values.count { file in roster.allSatisfy { file.hasConflict(with: $0) } }
  }

  /// Whether somebody on duty could open this file.
  package func isWithinEmergencies(_ file: CaseFile) -> Bool {
    let held = Set(compartments[file.compartment]?.holders ?? [])
    return emergencyHolders(of: file).contains {
      held.contains($0) && ($0.member != emergency || isEmergencyKeyHeld)
    }
      || readers(of: file).contains { roster.contains($0) && held.contains(HolderID($0)) }
  }

  /// Whether somebody on duty has the key of those on duty.
  private var isEmergencyKeyHeld: Bool {
    guard let known = emergency.flatMap({ compartments[$0] }) else { return false }
    return roster.contains { known.isHeld(by: $0) }
  }

  /// Who is on duty from here on.
  mutating func setRoster(_ members: [MemberID]) {
    let left = roster.filter { !members.contains($0) }
    roster = members
    for member in left { closeEmergencies(of: member) }
    if members.isEmpty { abandonEmergencyKey() }
    settleEmergencies()
  }

  /// Nobody holds the emergency compartment any more, and whoever comes on duty next draws another: the files'
  /// keys are exchanged, by whoever has them, and what somebody kept from being on duty opens nothing new.
  mutating func abandonEmergencyKey() {
    guard let id = emergency else { return }
    emergency = nil
    compartments[id]?.wraps = []
    exposed.remove(id)
    unsettled.remove(id)
  }

  /// Looks anew at the compartment and at every file's holders.
  mutating func settleEmergencies() {
    if let id = emergency { settle(id) }
    for compartment in files.values.map(\.compartment) { settle(compartment) }
  }

  /// A conflict has been declared: where those on duty reach the file, it gets another key. Who once was on duty the
  /// log does not keep, and whoever was may have kept that key; one exchange too many harms nobody.
  mutating func exposeToDuty(_ file: CaseFile) {
    let holders = compartments[file.compartment]?.holders ?? []
    guard holders.contains(where: { compartments[$0.member]?.current.kind == .emergency }) else {
      return
    }
    exposed.insert(file.compartment)
  }

  /// A file that somebody on duty is kept from is held by others than before: they may wait for the key of those
  /// on duty because of it, or wait no longer.
  mutating func settleEmergencyKey(because file: CaseFileID?) {
    guard let id = emergency, let known = file.flatMap({ files[$0] }),
      known.conflicts.contains(where: { isOnDuty($0.member) })
    else { return }
    settle(id)
  }

  /// Files of which somebody who has left, or a revoked device, could have the key by the emergency
  /// compartment get another.
  mutating func exposeFilesOfEmergencies() {
    guard let id = emergency else { return }
    let reached = files.values.map(\.compartment)
      .filter { compartments[$0]?.holders.contains(HolderID(id)) ?? false }
    exposed.formUnion(reached)
  }
}
