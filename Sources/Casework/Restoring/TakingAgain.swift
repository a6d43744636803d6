// What was taken away in the part of a log that is given up is taken away again where the vault goes on
// (design §6): each with the effect that its own event has.

extension VaultState {
  /// Takes it away, all or nothing. What is over already stays as it is.
  mutating func take(_ taken: TakenAgain, as entry: EntryFacts) throws(Violation) {
    try check(taken)
    guard !taken.isEmpty else { return }
    // On a copy: a restoring is rare, and this may touch everything.
    var changed = self
    for conflict in taken.conflicts { try changed.keepOut(conflict, as: entry) }
    for ended in taken.ended { changed.end(ended, as: entry) }
    for revoked in taken.revoked
    where changed.runs(.device(revoked.device, of: revoked.member)) {
      // As where two others revoke it; who leaves by the same entry needs none.
      let isLast = changed.members[revoked.member]?.devices.count == 1
      guard
        !isLast || quorum == 1 || taken.left.contains(revoked.member)
          || changed.canBeWithoutDevice(revoked.member)
      else { throw .nobodyLeft }
      changed.revoke(revoked.device, of: revoked.member, as: entry)
    }
    for member in taken.left where !changed.hasLeft(member) {
      guard changed.canBeManaged(without: member), changed.keysStay(without: member) else {
        throw .nobodyLeft
      }
      changed.dismiss(member, as: entry)
    }
    // Somebody who is left without a device can be recovered, and until then decides nothing.
    let able = changed.members.values.lazy.filter { $0.left == nil && !$0.devices.isEmpty }
    guard changed.suffices(able) else { throw .nobodyLeft }
    self = changed
  }

  /// Whether it could be taken away here, by anybody.
  package func checkCanTake(_ taken: TakenAgain) throws(Violation) {
    var trial = self
    try trial.take(taken, as: .ofNobody(at: latestClaim))
  }

  /// The same state with all of it taken away, to look at what that means; nil where it cannot be.
  package func having(taken: TakenAgain) -> VaultState? {
    var trial = self
    return (try? trial.take(taken, as: .ofNobody(at: latestClaim))) == nil ? nil : trial
  }

  /// Refuses what speaks of somebody or something that there is not, and what is said twice.
  private func check(_ taken: TakenAgain) throws(Violation) {
    guard Set(taken.takings).count == taken.takings.count else { throw .alreadyExists }
    for conflict in taken.conflicts {
      guard files[conflict.file] != nil else { throw .unknownFile }
      guard members[conflict.member] != nil else { throw .unknownMember }
    }
    for ended in taken.ended {
      guard let known = grant(ended.grant), known.file == ended.file, known.given != nil else {
        throw .unknownGrant
      }
    }
    for revoked in taken.revoked {
      guard devices[revoked.device]?.member == revoked.member else { throw .unknownMember }
    }
    for member in taken.left {
      guard let known = members[member] else { throw .unknownMember }
      // An auditor of a practice of one sees coming that they are let go (design §7).
      guard quorum > 1 || !known.roles.contains(.auditor) else { throw .notApprovable }
    }
  }

  private mutating func keepOut(
    _ conflict: TakenAgain.Conflicted, as entry: EntryFacts
  ) throws(Violation) {
    guard let known = files[conflict.file], !known.hasConflict(with: conflict.member) else {
      return
    }
    let declared = Conflict(
      member: conflict.member, declaredBy: entry.member, at: entry.at, reason: nil)
    try setConflicts(known.conflicts + [declared], of: conflict.file)
  }

  private mutating func end(_ ended: TakenAgain.EndedGrant, as entry: EntryFacts) {
    guard let known = grant(ended.grant), let given = known.given else { return }
    switch known.stage {
    case .running, .over:
      close(ended.grant, as: .ended(by: entry.member, at: entry.at))
      dropWraps(of: given.compartment)
    case .requested, .declined, .ended: break
    }
  }
}

extension EntryFacts {
  /// Of an entry that is only thought of, to see what it would change.
  fileprivate static func ofNobody(at moment: Moment?) -> EntryFacts {
    let nothing = ContentHash(words: .init(first: 0, second: 0, third: 0, fourth: 0))
    return EntryFacts(
      link: Link(sequence: 0, hash: nothing), at: moment ?? .earliest,
      device: DeviceID(high: 0, low: 0), member: MemberID(high: 0, low: 0))
  }
}
