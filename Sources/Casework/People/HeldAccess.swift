/// What one member holds, through what, and since which entry: one line of a review.
package struct HeldAccess: Sendable, Equatable {
  package let member: MemberID
  /// The case file; nil where it is a key that comes with a role.
  package let file: CaseFileID?
  package let through: Through
  /// The entry that gave it, and the time that this one claims.
  package let entry: UInt64
  package let since: Moment
  /// The last entry by which the member read a note there.
  package let lastRead: LastRead?

  package enum Through: Sendable, Equatable {
    case assignment
    /// Of this member, to whom the file is assigned.
    case supervision(of: MemberID)
    case grant(Int)
    case role(CompartmentKind)
  }

  package struct LastRead: Sendable, Equatable {
    package let entry: UInt64
    package let at: Moment

    package init(entry: UInt64, at: Moment) { (self.entry, self.at) = (entry, at) }
  }

  package init(
    member: MemberID, file: CaseFileID?, through: Through, entry: UInt64, since: Moment,
    lastRead: LastRead?
  ) {
    (self.member, self.file, self.through) = (member, file, through)
    (self.entry, self.since, self.lastRead) = (entry, since, lastRead)
  }
}

/// Who holds what, as the log says it entry by entry.
///
/// Fed every entry that has an effect; the state at the end says what of it is still so.
package struct AccessReview: Sendable {
  private var assigned: [Place: Since] = [:]
  private var supervised: [Pair: Since] = [:]
  private var roles: [MemberID: Since] = [:]
  private var reads: [Place: HeldAccess.LastRead] = [:]
  private var grants: [Int: Since] = [:]
  private var proposals: [UInt64: any ProposableContent] = [:]

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
  }

  package init() {}

  /// Takes in one entry by this member; `openings` are those of a chunk that it names.
  package mutating func take(
    _ content: any EventContent, by member: MemberID, at sequence: UInt64, claiming moment: Moment,
    openings: [FileOpening] = []
  ) {
    let since = Since(entry: sequence, at: moment)
    switch content {
    case let event as VaultFounded: for founder in event.members { roles[founder.id] = since }
    case let event as ActProposed: proposals[sequence] = event.content
    case let event as ActApproved:
      if let act = proposals.removeValue(forKey: event.proposal.sequence) { take(act, since) }
    case let event as FileOpened: assigned[Place(member: member, file: event.opening.file)] = since
    case is FilesOpened:
      for opening in openings { assigned[Place(member: member, file: opening.file)] = since }
    case let event as FileAssigned: assigned[Place(member: event.member, file: event.file)] = since
    case let event as FileHandedOver:
      assigned[Place(member: event.member, file: event.file)] = since
    case let event as GrantGiven: grants[event.grant] = since
    case let event as NotesRead:
      for file in Set(event.notes.map(\.file)) {
        reads[Place(member: member, file: file)] = HeldAccess.LastRead(entry: sequence, at: moment)
      }
    default: break
    }
  }

  private mutating func take(_ act: any ProposableContent, _ since: Since) {
    switch act {
    case let act as MemberEnrolled: roles[act.member.id] = since
    case let act as RolesSet: roles[act.member] = since
    case let act as MemberSupervised:
      supervised[Pair(member: act.member, supervisor: act.supervisor)] = since
    default: break
    }
  }

  /// What is held in this state, by member, then by case file.
  package func held(in state: VaultState) -> [HeldAccess] {
    let here = state.members.values.filter { $0.left == nil }
      .sorted { ($0.since, $0.id) < ($1.since, $1.id) }
    var byFile: [MemberID: [HeldAccess]] = [:]
    for file in state.files.values.sorted(by: { $0.number < $1.number }) {
      for access in held(on: file, in: state) { byFile[access.member, default: []].append(access) }
    }
    return here.flatMap { member in
      let shared: [HeldAccess] = [CompartmentKind.oversight, .registry].compactMap { kind in
        guard member.holds(kind), let since = roles[member.id] else { return nil }
        return HeldAccess(
          member: member.id, file: nil, through: .role(kind), entry: since.entry, since: since.at,
          lastRead: nil)
      }
      return shared + (byFile[member.id] ?? [])
    }
  }

  private func held(on file: CaseFile, in state: VaultState) -> [HeldAccess] {
    var all: [HeldAccess] = []
    func add(_ member: MemberID, _ through: HeldAccess.Through, _ since: Since?) {
      guard let since, state.members[member]?.left == nil, !file.hasConflict(with: member) else {
        return
      }
      all.append(
        HeldAccess(
          member: member, file: file.id, through: through, entry: since.entry, since: since.at,
          lastRead: reads[Place(member: member, file: file.id)]))
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
      guard let grant = state.grant(number), grant.isRunning else { continue }
      add(grant.grantee, .grant(number), grants[number])
    }
    return all
  }

  private func later(_ one: Since?, _ other: Since?) -> Since? {
    guard let one, let other else { return nil }
    return one.entry >= other.entry ? one : other
  }
}
