// Who works in a case file, and so holds its key.

extension VaultState {
  /// Those to whom a file is assigned.
  func assigned(to file: CaseFileID) throws(Violation) -> [MemberID] {
    guard let known = files[file] else { throw .unknownFile }
    return known.assigned
  }

  /// Refuses somebody who is not here, whose roles do no casework, or who is kept from the file.
  func checkCanBeAssigned(
    _ member: MemberID, to file: CaseFileID
  ) throws(Violation) {
    guard let known = members[member] else { throw .unknownMember }
    guard known.doesCasework, files[file]?.hasConflict(with: member) == false else {
      throw .wrongHolders
    }
  }

  /// Makes these the ones who work in a file, and takes in the wraps that came with it; all or nothing.
  ///
  /// Refuses what would leave the file's key with nobody who is entitled to it: no rotation could follow,
  /// and what is written there would be lost.
  mutating func assign(
    _ file: CaseFileID, to members: [MemberID], handing wraps: [AddedWrap], by maker: MemberID
  ) throws(Violation) {
    guard let known = files[file] else { throw .unknownFile }
    let compartment = known.compartment
    let before = compartments[compartment]
    guard wraps.allSatisfy({ $0.compartment == compartment }) else { throw .wrongHolders }
    files[file]?.assigned = members
    do throws(Violation) {
      try add(wraps, by: maker)
      guard hasEntitledHolder(compartment) else { throw .nobodyLeft }
    } catch {
      files[file]?.assigned = known.assigned
      compartments[compartment] = before
      settle(compartment)
      throw error
    }
    settle(compartment)
    closeGroundlessGrants(on: file)
  }

  /// Keeps these members from a file. Refuses what would leave its key with nobody, as ``assign`` does: there
  /// has to be somebody else to work in it first. A revoked device makes nobody's key less theirs: they exchange
  /// it with their next command, which a conflict would keep them from.
  mutating func setConflicts(
    _ conflicts: [Conflict], of file: CaseFileID
  ) throws(Violation) {
    guard let known = files[file] else { throw .unknownFile }
    let couldBeOpened = hasHolder(workingIn: file)
    files[file]?.conflicts = conflicts
    guard !couldBeOpened || hasHolder(workingIn: file) else {
      files[file]?.conflicts = known.conflicts
      throw .nobodyLeft
    }
    if conflicts.count > known.conflicts.count { exposeToDuty(known) }
    settle(known.compartment)
    // Also of whoever is kept from it no longer.
    if let id = emergency { settle(id) }
    closeGroundlessGrants(on: file)
    for conflict in conflicts { closeEmergencies(of: conflict.member, on: file) }
  }

  /// Case files of somebody who has left that somebody can open now, and that nobody would be entitled to were they
  /// no longer supervised by this one. Who is entitled and waits for the key gets it from whoever has it, and a member
  /// whose device was revoked has it again with their own new key. Whoever is here can be supervised anew.
  package func filesClosed(
    endingSupervisionOf member: MemberID, by supervisor: MemberID
  ) -> [CaseFileID] {
    guard hasLeft(member) else { return [] }
    var (with, without) = (self, self)
    without.members[member]?.supervisors.removeAll { $0 == supervisor }
    for exposed in members.values.filter({ $0.isExposed && $0.isReachable }) {
      with.members[exposed.id]?.isExposed = false
      without.members[exposed.id]?.isExposed = false
    }
    return filesAssigned(to: member).filter {
      with.hasEntitledHolder($0.compartment) && without.keepers(of: $0.compartment).isEmpty
    }
    .map(\.id)
  }

  /// Whether somebody has a file's key who works in it, be their own key in doubt or not.
  private func hasHolder(workingIn id: CaseFileID) -> Bool {
    guard let file = files[id] else { return false }
    let people = people(workingIn: file).filter { members[$0]?.isReachable ?? false }
    return compartments[file.compartment]?.holders.contains { people.contains($0.member) } ?? false
  }

  func hasEntitledHolder(_ id: CompartmentID) -> Bool {
    let keepers = keepers(of: id)
    return compartments[id]?.holders.contains { keepers.contains($0) } ?? false
  }
}
