// Who works in a case file, and so holds its key.

extension VaultState {
  /// Those to whom a file is assigned.
  func assigned(to file: CaseFileID) throws(Violation) -> [MemberID] {
    guard let known = files[file] else { throw .unknownFile }
    return known.assigned
  }

  /// Refuses somebody who is not here, or whose roles do no casework.
  func checkCanBeAssigned(_ member: MemberID) throws(Violation) {
    guard let known = members[member] else { throw .unknownMember }
    guard known.doesCasework else { throw .wrongHolders }
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
  }

  private func hasEntitledHolder(_ id: CompartmentID) -> Bool {
    let entitled = entitled(to: id)
    return compartments[id]?.holders.contains { entitled.contains($0) } ?? false
  }
}
