/// The only place that decides who may do what. Default deny (design §7).
///
/// The same decision is taken twice: before an entry is written, when it yields a ``Permit``, and
/// whenever the entry is replayed, when a refusal makes it a violation.
package enum Policy {
  /// Allows these acts at the log position that `state` stands at, all or none, or says why not.
  package static func permit(
    _ acts: [Act], to member: MemberID, in state: VaultState, at moment: Moment? = nil
  ) throws(Refusal) -> Permit {
    if let refusal = refusal(of: acts, by: member, in: state, at: moment) { throw refusal }
    return Permit(acts: acts, member: member, position: state.size)
  }

  /// Why the first act that is not allowed is not, or nil where all are.
  package static func refusal(
    of acts: [Act], by member: MemberID, in state: VaultState, at moment: Moment? = nil
  ) -> Refusal? {
    for act in acts {
      if let refusal = refusal(of: act, by: member, in: state, at: moment) { return refusal }
    }
    return nil
  }

  /// Why the act is not allowed, or nil where it is.
  ///
  /// A moment counts for grants and emergencies alone, and only ever against them: with one, a grant whose end
  /// has come lets nobody in. Without one the log decides, in which a grant is over once an entry says so, or
  /// one of the grantee's own claims a time after its end; emergencies likewise.
  package static func refusal(
    of act: Act, by member: MemberID, in state: VaultState, at moment: Moment? = nil
  ) -> Refusal? {
    let asker = Asker(id: member, asking: act, at: moment)
    return reason(against: act, by: asker, in: state).map { Refusal(act: act, reason: $0) }
  }

  /// Who asks, whether a grant or an emergency would help, and when.
  private struct Asker {
    let id: MemberID
    let mayComeByGrant: Bool
    let mayComeByEmergency: Bool
    let isKeptByConflicts: Bool
    let at: Moment?

    init(id: MemberID, asking act: Act, at moment: Moment?) {
      // What lies under its author's own key, nobody can be granted, and no emergency opens.
      let isGrantable = if case .process = act.target { false } else { true }
      self.id = id
      mayComeByGrant = isGrantable && act.power.comesWithGrants
      mayComeByEmergency = isGrantable && act.power.comesWithEmergencies
      isKeptByConflicts = !act.power.withstandsConflict
      at = moment
    }
  }

  private static func reason(
    against act: Act, by asker: Asker, in state: VaultState
  ) -> Refusal.Reason? {
    let id = asker.id
    guard let member = state.members[id], member.left == nil else { return .notAMember }
    if act.power == .recover { return reason(againstRecovering: act, by: id, in: state) }
    guard let reach = member.reach(of: act.power) ?? standIn(member, for: act, in: state)
    else { return .roleLacksPower }
    switch act.target {
    case .vault where reach == .onDuty && !state.isOnDuty(id): return .notOnDuty
    case .vault, .about, .concerning: return nil
    case .file(let file):
      return reason(reaching: file, with: reach, by: asker, in: state)
    case .process(let file, let author):
      guard author == id else { return .psychotherapyNoteOfAnother }
      guard act.power.coversPsychotherapyNotes else { return .noSecondReader }
      return reason(reaching: file, with: reach, by: asker, in: state)
    case .note(let file, let author):
      if let reason = reason(reaching: file, with: reach, by: asker, in: state) { return reason }
      // Nobody reviews their own work, whatever other role they have.
      guard author != id else { return .ownNote }
      // Of what somebody left behind who works in the file no longer, whoever supervises it now answers.
      let hasLeft =
        state.files[file]?.assigned.contains(author) == false || state.hasLeft(author)
      return state.supervises(id, author) || hasLeft ? nil : .authorNotSupervised
    case .emergency(let file, let opener):
      if let reason = reason(reaching: file, with: reach, by: asker, in: state) { return reason }
      // Nobody reviews what they did themselves, whatever other role they have.
      return opener == id ? .ownEmergency : nil
    case .standing(let other, let file):
      guard state.files[file] != nil else { return .noSuchFile }
      return reach == .own && other != id ? .conflictOfAnother : nil
    case .access(let other):
      return reason(knowing: other, for: act.power, with: reach, by: id, in: state)
    case .entry(let author):
      let isNear =
        author == id || reach == .supervised && author.map { state.supervises(id, $0) } ?? false
      return reach >= .withAnother || isNear ? nil : .entryOfAnother
    }
  }

  /// Nobody attests what they hold themselves: not alone, and not as the whole of a practice of one. Of everybody's it
  /// is a part, which an agency with one officer and no auditor could else never attest.
  private static func reason(
    knowing other: MemberID?, for power: Power, with reach: Reach, by id: MemberID,
    in state: VaultState
  ) -> Refusal.Reason? {
    guard let other else {
      guard reach >= .everything else { return .accessOfAnother }
      let isAlone = !state.members.values.contains { $0.id != id && $0.left == nil }
      return power == .attestAccess && isAlone ? .ownAccess : nil
    }
    guard power != .attestAccess || other != id else { return .ownAccess }
    let isNear = other == id || reach == .supervised && state.supervises(id, other)
    return reach >= .withAnother || isNear ? nil : .accessOfAnother
  }

  /// Whoever has a piece of the recovery key may use it, for anybody but themselves.
  private static func reason(
    againstRecovering act: Act, by member: MemberID, in state: VaultState
  ) -> Refusal.Reason? {
    guard state.recovery?.keys.main.place(of: member) != nil else { return .notAnOfficer }
    if case .about(member) = act.target { return .ownRecovery }
    return nil
  }

  /// Where an agency has fewer than two members with a power that takes two, supervisors stand in
  /// (design §6): otherwise nobody could be enrolled any more. Nobody affected counts: of two officers one
  /// could else never be said to leave. Of several that an act affects one is left out, as if they left one after
  /// the other: naming more at once would otherwise take fewer officers than naming each. Nor does whoever waits
  /// for a new device count.
  private static func standIn(_ member: Member, for act: Act, in state: VaultState) -> Reach? {
    guard state.quorum > 1, act.power.takesTwo, member.roles.contains(where: \.standsIn) else {
      return nil
    }
    let affected =
      switch act.target {
      case .about(let member): [member]
      case .concerning(let members): members
      default: [MemberID]()
      }
    let holders = state.members.values.filter {
      $0.isReachable && $0.reach(of: act.power) == .withAnother
    }
    let leftOut = holders.contains { affected.contains($0.id) } ? 1 : 0
    return holders.count - leftOut < 2 ? .withAnother : nil
  }

  private static func reason(
    reaching id: CaseFileID, with reach: Reach, by asker: Asker, in state: VaultState
  ) -> Refusal.Reason? {
    guard let file = state.files[id] else { return .noSuchFile }
    // Beats everything that would open the file (design §7), but no duty to speak up.
    guard !asker.isKeptByConflicts || !file.hasConflict(with: asker.id) else {
      return .conflictDeclared
    }
    if reaches(file, with: reach, by: asker, in: state) { return nil }
    return reach == .onDuty ? .notOnDuty : .fileNotAssigned
  }

  private static func reaches(
    _ file: CaseFile, with reach: Reach, by asker: Asker, in state: VaultState
  ) -> Bool {
    reach >= .withAnother || reach >= .assigned && file.assigned.contains(asker.id)
      || reach == .supervised && state.supervises(asker.id, inFile: file)
      || asker.mayComeByGrant && reach >= .granted
        && !state.openGrants(of: asker.id, on: file, at: asker.at).isEmpty
      || asker.mayComeByEmergency && reach >= .granted
        && state.openEmergency(of: asker.id, on: file.id, at: asker.at) != nil
        && state.members[asker.id]?.reach(of: .openEmergency) != nil
      || reach == .onDuty && state.isOnDuty(asker.id)
  }

  /// Whether an act of this power on the file is allowed: the decision for many files, without looking each
  /// of them up again.
  package static func allows(
    _ power: Power, on file: CaseFile, to member: MemberID, in state: VaultState,
    at moment: Moment? = nil
  ) -> Bool {
    guard let reach = state.members[member]?.reach(of: power),
      power.withstandsConflict || !file.hasConflict(with: member)
    else { return false }
    let asker = Asker(id: member, asking: Act(power, on: .file(file.id)), at: moment)
    return reaches(file, with: reach, by: asker, in: state)
  }
}

extension VaultState {
  /// Whether one member supervises another.
  package func supervises(_ supervisor: MemberID, _ supervisee: MemberID) -> Bool {
    members[supervisee]?.supervisors.contains(supervisor) ?? false
  }

  /// Whether a member supervises somebody to whom the file is assigned.
  func supervises(_ supervisor: MemberID, inFile file: CaseFile) -> Bool {
    file.assigned.contains { supervises(supervisor, $0) }
  }

  /// Whether somebody worked here and does so no longer.
  package func hasLeft(_ member: MemberID) -> Bool { members[member]?.left != nil }

  /// Whoever works in a file, and whoever supervises them, but for those with a conflict and those who have
  /// left: the holders of its key. Who supervised somebody who has left goes on with their files.
  package func readers(of file: CaseFile) -> [MemberID] {
    people(workingIn: file).filter { members[$0]?.isExposed == false }
  }

  /// The same with those whose own key lies on a revoked device: they read again once they have exchanged it.
  func people(workingIn file: CaseFile) -> [MemberID] {
    var readers = file.assigned.filter { !hasLeft($0) }
    for assigned in file.assigned {
      for supervisor in members[assigned]?.supervisors ?? [] where !readers.contains(supervisor) {
        readers.append(supervisor)
      }
    }
    return readers.filter { !file.hasConflict(with: $0) }
  }
}

/// Why policy did not allow an act.
package struct Refusal: Error, Sendable, Equatable {
  package let act: Act
  package let reason: Reason

  /// Of an act that policy lets pass, on what a grant's key does not open.
  package static func outsideGrant(_ act: Act) -> Refusal {
    Refusal(act: act, reason: .outsideGrant)
  }

  /// Of putting oneself on duty, which policy lets pass for others.
  package static let ownDuty = Refusal(act: Act(.setRoster), reason: .ownDuty)

  /// The codes stand in `act.refused` entries and in `--json` output.
  package enum Reason: String, Sendable, CaseIterable {
    case notAMember = "not-a-member"
    case roleLacksPower = "role-lacks-power"
    case fileNotAssigned = "file-not-assigned"
    case psychotherapyNoteOfAnother = "psychotherapy-note-of-another"
    case noSuchFile = "no-such-file"
    case ownNote = "own-note"
    case authorNotSupervised = "author-not-supervised"
    case noSecondReader = "no-second-reader"
    case conflictDeclared = "conflict-declared"
    case conflictOfAnother = "conflict-of-another"
    case entryOfAnother = "entry-of-another"
    case accessOfAnother = "access-of-another"
    case ownAccess = "own-access"
    case ownRequest = "own-request"
    case notOnDuty = "not-on-duty"
    case ownDuty = "own-duty"
    case ownEmergency = "own-emergency"
    case notAnOfficer = "not-an-officer"
    case ownRecovery = "own-recovery"
    // Of a note that a running grant does not open: the key says so, and policy has let it pass.
    case outsideGrant = "outside-grant"
    // Of an approval that policy would allow, and the proposal does not.
    case ownProposal = "own-proposal"
    case proposalConcernsYou = "proposal-concerns-you"
    case proposalLapsed = "proposal-lapsed"
    case proposalWaits = "proposal-waits"
  }
}

/// Proof that policy allowed these acts, for one member, at one position of the log. Spent by the entry
/// that records them; it cannot be made elsewhere, copied, or spent twice.
package struct Permit: ~Copyable, Sendable {
  package let acts: [Act]
  package let member: MemberID
  package let position: UInt64

  fileprivate init(acts: [Act], member: MemberID, position: UInt64) {
    self.acts = acts
    self.member = member
    self.position = position
  }
}
