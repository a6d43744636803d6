/// Who holds what, as the log says it entry by entry.
///
/// Fed every entry that has an effect; the state at the end says what of it is still so.
package struct AccessReview: Sendable {
  private var assigned: [Place: Since] = [:]
  private var supervised: [Pair: Since] = [:]
  private var roles: [MemberID: Since] = [:]
  private var reads: [Place: HeldAccess.Use] = [:]
  private var grants: [Int: Since] = [:]
  private var proposals: [UInt64: any ProposableContent] = [:]
  private var onDuty: [MemberID: Since] = [:]
  private var emergencies: [MemberID: HeldAccess.Use] = [:]
  /// When somebody last lost a right of which they may have the key still.
  private var lost: [MemberID: Since] = [:]
  private var recovery: RecoveryKeys?
  /// Who made the pieces, or the sheets, that there are, and since when.
  private var pieces: [RecoveryPurpose: (by: MemberID, since: Since)] = [:]
  private var recovering: [MemberID: HeldAccess.Use] = [:]
  private var claims = ClaimedTimes()

  private struct Place: Hashable {
    let member: MemberID
    let file: CaseFileID
  }

  private struct Pair: Hashable {
    let member: MemberID
    let supervisor: MemberID
  }

  private struct Since {
    let entry: UInt64
    let at: Moment

    var use: HeldAccess.Use { HeldAccess.Use(entry: entry, at: at) }
  }

  package init() {}

  /// Takes note of one entry's time, also of one without effect: by what a grantee says there, a grant is over.
  package mutating func note(_ moment: Moment, at sequence: UInt64) {
    claims.note(moment, at: sequence)
  }

  /// Takes in one entry by this member; `openings` are those of a chunk that it names.
  package mutating func take(
    _ content: any EventContent, by member: MemberID, at sequence: UInt64, claiming moment: Moment,
    openings: [FileOpening] = []
  ) {
    let since = Since(entry: sequence, at: moment)
    note(moment, at: sequence)
    switch content {
    case let event as VaultFounded: for founder in event.members { roles[founder.id] = since }
    case let event as ActProposed: proposals[sequence] = event.content
    case let event as ActApproved:
      if let act = proposals.removeValue(forKey: event.proposal.sequence) {
        take(act, by: member, since)
      }
    case let event as FileOpened: assigned[Place(member: member, file: event.opening.file)] = since
    case is FilesOpened:
      for opening in openings { assigned[Place(member: member, file: opening.file)] = since }
    case let event as FileAssigned: assigned[Place(member: event.member, file: event.file)] = since
    case let event as FileUnassigned: lost[event.member] = since
    case let event as FileHandedOver:
      assigned[Place(member: event.member, file: event.file)] = since
      lost[member] = since
    case let event as ConflictDeclared: lost[event.member] = since
    case let event as DeviceRevoked: lost[event.member] = since
    case let event as GrantGiven: grants[event.grant] = since
    case let event as NotesRead:
      for file in Set(event.notes.map(\.file)) {
        reads[Place(member: member, file: file)] = since.use
      }
    default: takeRarer(content, by: member, since)
    }
  }

  private mutating func takeRarer(
    _ content: any EventContent, by member: MemberID, _ since: Since
  ) {
    switch content {
    case let event as RosterSet: setRoster(event.members, since)
    case is EmergencyOpened: emergencies[member] = since.use
    case let event as RecoverySetUp: setRecovery(event.keys, by: member, since)
    case is RecoveryStarted, is RecoveryContributed: recovering[member] = since.use
    case let event as FileRegained:
      assigned[Place(member: event.member, file: event.file)] = since
      recovering[member] = since.use
      setRecovery(event.next, by: member, since)
    case let event as MemberRecovered:
      if event.start != nil { recovering[member] = since.use }
      setRecovery(event.next, by: member, since)
    case let event as ExecutorAdmitted:
      for other in roles.keys {
        supervised[Pair(member: other, supervisor: event.member.id)] = since
      }
      roles[event.member.id] = since
      setRecovery(nil, by: member, since)
    default: break
    }
  }

  private mutating func take(
    _ act: any ProposableContent, by approver: MemberID, _ since: Since
  ) {
    switch act {
    case let act as MemberEnrolled: roles[act.member.id] = since
    case let act as RolesSet: roles[act.member] = since
    case let act as MemberSupervised:
      supervised[Pair(member: act.member, supervisor: act.supervisor)] = since
    case let act as SupervisionEnded: lost[act.supervisor] = since
    case let act as MemberOffboarded: (lost[act.member], roles[act.member]) = (since, since)
    case let act as DeviceRevoked: lost[act.member] = since
    case let act as RecoverySetUp: setRecovery(act.keys, by: approver, since)
    default: break
    }
  }

  private mutating func setRoster(_ members: [MemberID], _ since: Since) {
    for member in onDuty.keys where !members.contains(member) {
      onDuty[member] = nil
      lost[member] = since
    }
    for member in members where onDuty[member] == nil { onDuty[member] = since }
  }

  /// A key that was not used stays in the pieces that it was in.
  private mutating func setRecovery(_ keys: RecoveryKeys?, by member: MemberID, _ since: Since) {
    for purpose in RecoveryPurpose.allCases where keys?[purpose] != recovery?[purpose] {
      pieces[purpose] = (member, since)
    }
    recovery = keys
  }

  /// What is held in this state, by member, then by case file. Of whoever has left, what they have still.
  package func held(in state: VaultState) -> [HeldAccess] {
    let everybody = state.members.values.sorted { ($0.since, $0.id) < ($1.since, $1.id) }
    let open = Dictionary(grouping: state.emergencies.filter { $0.stage == .open }, by: \.file)
    let left = Dictionary(
      grouping: state.grants.filter { leftSince(by: $0, in: state) != nil }, by: \.file)
    var byFile: [MemberID: [HeldAccess]] = [:]
    for file in state.files.values.sorted(by: { $0.number < $1.number }) {
      for access in held(on: file, left[file.id] ?? [], open[file.id] ?? [], in: state) {
        byFile[access.member, default: []].append(access)
      }
    }
    let reach = AccessReach(in: state)
    return everybody.flatMap { member in
      let files = byFile[member.id] ?? []
      let lines = shared(by: member) + wide(of: member.id, over: files, reach, in: state) + files
      return member.left == nil ? lines : lines.map { $0.leftBehind() }
    }
  }

  /// Keys that come with roles.
  private func shared(by member: Member) -> [HeldAccess] {
    [CompartmentKind.oversight, .registry].compactMap { kind in
      guard member.holds(kind), let since = roles[member.id] else { return nil }
      return line(of: member.id, .role(kind), since)
    }
  }

  /// What opens many files at once.
  private func wide(
    of member: MemberID, over files: [HeldAccess], _ reach: AccessReach, in state: VaultState
  ) -> [HeldAccess] {
    var lines: [HeldAccess?] = []
    if state.recoveries[member]?.isExecutor == true, !state.hasLeft(member) {
      let count = Set(files.compactMap(\.file)).count
      let last = files.compactMap(\.lastUse).max { $0.entry < $1.entry }
      lines.append(line(of: member, .executor(reach: count), roles[member], last))
    }
    if state.isOnDuty(member) {
      lines.append(
        line(
          of: member, .duty(reach: reach.byDuty[member] ?? 0), onDuty[member], emergencies[member]))
    }
    if let count = reach.byKeysLeft[member], count > 0 {
      lines.append(line(of: member, .keysLeft(reach: count), lost[member] ?? roles[member]))
    }
    for (kind, id) in [
      (CompartmentKind.vault, state.vaultCompartment), (.oversight, state.oversight),
      (.registry, state.registry),
    ]
    where state.members[member]?.holds(kind) == false {
      guard id.flatMap({ state.compartments[$0] })?.isHeld(by: member) == true else { continue }
      lines.append(line(of: member, .roleLeft(kind), roles[member]))
    }
    for (other, known) in state.recoveries.sorted(by: { $0.key < $1.key })
    where known.isKeyOfOthers && known.by == member {
      let since = Since(entry: known.entry, at: known.at)
      lines.append(line(of: member, .keyOf(other), since))
    }
    for purpose in RecoveryPurpose.allCases {
      guard let key = state.recovery?.keys[purpose] else { continue }
      let count = reach.byRecovery[purpose] ?? 0
      if key.place(of: member) != nil {
        lines.append(
          line(
            of: member, .recovery(purpose, quorum: key.quorum, reach: count),
            pieces[purpose]?.since, recovering[member]))
      } else if key.officers.isEmpty, pieces[purpose]?.by == member {
        lines.append(line(of: member, .sheets(reach: count), pieces[purpose]?.since))
      }
    }
    return lines.compactMap(\.self)
  }

  private func line(
    of member: MemberID, _ through: HeldAccess.Through, _ since: Since?,
    _ last: HeldAccess.Use? = nil
  ) -> HeldAccess? {
    since.map {
      HeldAccess(
        member: member, file: nil, through: through, entry: $0.entry, since: $0.at, lastUse: last)
    }
  }

  /// Since when a grant is over whose key is the grantee's still; nil of one that runs, or whose key is gone.
  private func leftSince(by grant: Grant, in state: VaultState) -> Since? {
    guard let given = grant.given,
      state.compartments[given.compartment]?.isHeld(by: grant.grantee) == true
    else { return nil }
    var entry: UInt64?
    switch grant.stage {
    case .over: entry = given.upTo
    case .running:
      // By the log's last word its time has come, and nobody has put that down.
      guard let latest = state.latestClaim, grant.terms.until <= latest else { return nil }
      entry = claims.first(notBefore: grant.terms.until, behind: given.since)
    case .requested, .declined, .ended: return nil
    }
    return entry.flatMap { entry in claims.at(entry).map { Since(entry: entry, at: $0) } }
  }

  private func held(
    on file: CaseFile, _ left: [Grant], _ open: [Emergency], in state: VaultState
  ) -> [HeldAccess] {
    var all: [HeldAccess] = []
    func add(
      _ member: MemberID, _ through: HeldAccess.Through, _ since: Since?, asLeftover: Bool = false
    ) {
      guard let since,
        asLeftover || state.members[member]?.left == nil && !file.hasConflict(with: member)
      else { return }
      all.append(
        HeldAccess(
          member: member, file: file.id, through: through, entry: since.entry, since: since.at,
          lastUse: reads[Place(member: member, file: file.id)]))
    }
    for member in file.assigned {
      let own = assigned[Place(member: member, file: file.id)]
      add(member, .assignment, own)
      for supervisor in state.members[member]?.supervisors ?? [] {
        let above = supervised[Pair(member: member, supervisor: supervisor)]
        // Both are needed: it is held since the later of the two.
        add(supervisor, .supervision(of: member), later(own, above))
      }
    }
    for number in file.grants {
      guard let grant = state.grant(number), grant.isRunning,
        !left.contains(where: { $0.number == number })
      else { continue }
      add(grant.grantee, .grant(number), grants[number])
    }
    for grant in left {
      // What a conflict ends, or leaving, leaves its key behind like any other.
      add(
        grant.grantee, .grantLeft(grant.number), leftSince(by: grant, in: state), asLeftover: true)
    }
    for known in open {
      add(known.opener, .emergency(known.number), Since(entry: known.since, at: known.at))
    }
    return all
  }

  private func later(_ one: Since?, _ other: Since?) -> Since? {
    guard let one, let other else { return nil }
    return one.entry >= other.entry ? one : other
  }
}
