// A case file that nobody opens any more, and the recovery key can.

extension VaultState {
  /// Those who work here, have a key of the file and are not kept from it: they open it, or hand it on. Who
  /// holds it for emergencies is no member and can hand it to nobody. Where nobody may work in it, whoever still has
  /// its key opens nothing, and has nobody to hand it to.
  package func openers(of file: CaseFile) -> [MemberID] {
    guard !people(workingIn: file).isEmpty else { return [] }
    return people(holding: file.compartment).map(\.member).filter {
      members[$0].map { $0.left == nil } == true && !file.hasConflict(with: $0)
    }
  }

  /// Whether there is a case file that the officers can give to somebody.
  package var hasFileToRegain: Bool {
    guard quorum > 1, let key = recovery?.keys.main else { return false }
    return files.values.contains {
      openers(of: $0).isEmpty && compartments[$0.compartment]?.isHeld(by: key.id) == true
    }
  }

  /// Refuses a file that somebody opens, or that the key among the officers does not; and somebody who
  /// cannot work in it, or whose own key others may have.
  func checkCanBeRegained(
    _ file: CaseFileID, for member: MemberID, by officer: MemberID
  ) throws(Violation) {
    guard let known = files[file] else { throw .unknownFile }
    guard members[member]?.left == nil else { throw .unknownMember }
    try checkCanBeAssigned(member, to: file)
    guard !isKeyInDoubt(of: member) else { throw .wrongHolders }
    // Who finishes has the key that opens the file in hand.
    guard !known.hasConflict(with: officer) else { throw .refused(.conflictDeclared) }
    guard openers(of: known).isEmpty else { throw .alreadyExists }
    guard let key = recovery?.keys.main, compartments[known.compartment]?.isHeld(by: key.id) == true
    else { throw .unknownRecovery }
  }

  /// The same where the member works in the file: what they are entitled to then.
  package func assigning(_ file: CaseFileID, to member: MemberID) -> VaultState {
    var state = self
    if state.files[file]?.assigned.contains(member) == false {
      state.files[file]?.assigned.append(member)
    }
    return state
  }

  /// Gives a member the file, and renews the key that was used. Whoever finished had the file's secret in
  /// hand, and drew the next recovery key: both are to be exchanged.
  mutating func regain(
    by event: FileRegained, sealing wraps: [AddedWrap], as entry: EntryFacts
  ) throws(Violation) {
    var next = assigning(event.file, to: event.member)
    guard let id = next.files[event.file]?.compartment else { throw .unknownFile }
    next.recovery?.starts[event.start.sequence] = nil
    next.renew(event.next, chunk: event.chunk, as: entry)
    for wrap in wraps {
      guard wrap.compartment == id || wrap.notice.holder == HolderID(event.next.main.id) else {
        throw .wrongHolders
      }
      try next.takeRecovered(wrap, of: event.member)
    }
    guard next.compartments[id]?.isHeld(by: event.member) == true else { throw .nobodyLeft }
    next.exposed.insert(id)
    next.recovery?.isStale = true
    next.regained[event.file] = RegainedFile(
      entry: entry.link.sequence, at: entry.at, by: entry.member, member: event.member)
    next.settleEverything()
    next.closeGroundlessGrants(on: event.file)
    self = next
  }
}
