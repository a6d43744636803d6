// What somebody remembers as taken away, held against a log in which it runs.

extension VaultState {
  /// What was taken away by the end of `remembered`, another history of the same vault, and runs here; in the
  /// order in which it is told. What came in only there is nothing here, and what was only given there is not
  /// brought back.
  package func giveBack(what remembered: VaultState) -> [Taking] {
    let left = membersInOrder.filter { $0.left == nil && remembered.hasLeft($0.id) }.map(\.id)
    return left.map { .member($0) }
      + devices(revokedIn: remembered)
      .filter { !left.contains($0.member) }.map { .device($0.device, of: $0.member) }
      + grants(endedIn: remembered) + conflicts(in: remembered)
      + accessLost(in: remembered, but: Set(left)) + reopened(after: remembered)
      + lockedOut(knownFrom: remembered)
  }

  /// As colleagues know them: by when they came.
  var membersInOrder: [Member] {
    members.values.sorted { ($0.since, $0.id) < ($1.since, $1.id) }
  }

  /// Whether what can be named is in force here, and so can be taken away.
  package func runs(_ taking: Taking) -> Bool {
    switch taking {
    case .conflict(let member, let file):
      members[member] != nil && files[file]?.hasConflict(with: member) == false
    case .grant(let number, let file):
      grant(number).map { $0.isRunning && $0.file == file } ?? false
    case .device(let device, let member):
      members[member].map { $0.left == nil && $0.devices.contains(device) } ?? false
    case .member(let member): members[member].map { $0.left == nil } ?? false
    case .role, .supervision, .assignment, .duty, .recoveryKey: false
    case .emergency, .request, .proposal, .recovery, .lockedOut: false
    }
  }

  private func devices(revokedIn remembered: VaultState) -> [TakenAgain.RevokedDevice] {
    membersInOrder.filter { $0.left == nil }.flatMap { member in
      member.devices.filter { device in
        remembered.devices[device] != nil
          && !(remembered.members[member.id]?.devices.contains(device) ?? false)
      }
      .sorted().map { TakenAgain.RevokedDevice(member: member.id, device: $0) }
    }
  }

  private func grants(endedIn remembered: VaultState) -> [Taking] {
    grants.filter { grant in
      // By its compartment: after the point where both part, one number may mean two.
      guard grant.isRunning, let known = remembered.grant(grant.number),
        known.given?.compartment == grant.given?.compartment
      else { return false }
      return !known.isRunning
    }
    .map { .grant($0.number, on: $0.file) }
  }

  private func conflicts(in remembered: VaultState) -> [Taking] {
    remembered.files.values.filter { !$0.conflicts.isEmpty }.sorted { $0.number < $1.number }
      .flatMap { known in
        known.conflicts.map(\.member).filter { member in
          members[member] != nil && files[known.id]?.hasConflict(with: member) == false
        }
        .map { .conflict(of: $0, with: known.id) }
      }
  }

  /// What people had by roles, assignment, supervision and duty, and who can recover.
  private func accessLost(in remembered: VaultState, but left: Set<MemberID>) -> [Taking] {
    // What is kept may be older than the copy. Then nothing was taken away behind it, and what is in the copy
    // alone was given.
    guard remembered.size >= size else { return [] }
    var lost: [Taking] = []
    let here = membersInOrder.filter { $0.left == nil && !left.contains($0.id) }
    for member in here {
      guard let known = remembered.members[member.id] else { continue }
      lost += member.roles.filter { !known.roles.contains($0) }.map { .role($0, of: member.id) }
    }
    for member in membersInOrder {
      guard let known = remembered.members[member.id] else { continue }
      lost += member.supervisors.filter { supervisor in
        !known.supervisors.contains(supervisor) && !left.contains(supervisor)
          && remembered.members[supervisor] != nil
      }
      .map { .supervision(of: member.id, by: $0) }
    }
    for known in remembered.files.values.sorted(by: { $0.number < $1.number }) {
      lost += (files[known.id]?.assigned ?? []).filter { member in
        !known.assigned.contains(member) && !left.contains(member) && !hasLeft(member)
          && remembered.members[member] != nil
      }
      .map { .assignment(of: $0, to: known.id) }
    }
    lost += roster.filter {
      !remembered.isOnDuty($0) && !left.contains($0) && remembered.members[$0] != nil
    }
    .map { .duty(of: $0) }
    if let recovery, remembered.recovery?.keys.main.id != recovery.keys.main.id {
      lost.append(.recoveryKey)
    }
    return lost
  }

  /// As much of it as one entry can name here, and what is left for people to do by hand: what there is no
  /// field for, what would leave nobody to decide or nobody with a key, and what does not fit.
  package func nameable(_ takings: [Taking]) -> (named: TakenAgain, byHand: [Taking]) {
    var named = TakenAgain()
    var byHand: [Taking] = []
    // In the order in which they take effect, so that what is judged together is what was judged here.
    for taking in TakenAgain(takings).takings {
      var more = named
      more.add(taking)
      if more.fitsIntoAnEntry, (try? checkCanTake(more)) != nil, canBeDecided(more) {
        named = more
      } else {
        byHand.append(taking)
      }
    }
    return (named, byHand + takings.filter { !$0.canBeNamed })
  }

  /// Whether there are as many as it takes to propose and approve it, each on a device that it leaves them.
  private func canBeDecided(_ taken: TakenAgain) -> Bool {
    let act = Act(.restore, on: .concerning(taken.left))
    let revoked = Set(taken.revoked.map(\.device))
    let able = members.values.filter { member in
      !taken.left.contains(member.id) && !revoked.isSuperset(of: member.devices)
        && Policy.refusal(of: act, by: member.id, in: self) == nil
    }
    return able.count >= quorum
  }

  /// Case files that somebody can open now, and nobody could any more once this is taken away. A member who
  /// has another device exchanges their key with their next command, and opens what they opened before.
  package func filesClosed(taking taken: TakenAgain) -> [CaseFileID] {
    guard !taken.isEmpty, var after = having(taken: taken) else { return [] }
    var before = self
    before.forgetExposures()
    after.forgetExposures()
    return files.values.filter {
      before.hasEntitledHolder($0.compartment) && !after.hasEntitledHolder($0.compartment)
    }
    .sorted { $0.number < $1.number }.map(\.id)
  }

  private mutating func forgetExposures() {
    for member in members.values where member.isExposed && !member.devices.isEmpty {
      members[member.id]?.isExposed = false
    }
  }
}
