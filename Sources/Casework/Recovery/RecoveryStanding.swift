// What recovery asks of the state before anything is made: whose key is their own, what would be lost, and
// whom the sheets let in.

/// What nobody who works here can open any more, and the recovery key in force can.
package struct OpenByRecoveryAlone: Sendable, Equatable {
  /// The numbers of case files, in rising order.
  package var files: [Int] = []
  /// The numbers of case files in which psychotherapy notes are meant.
  package var notes: [Int] = []
  /// Keys that come with roles.
  package var others = 0
  /// All of these, in the order of their ids: psychotherapy notes of two authors in a file are two.
  package var compartments: [CompartmentID] = []

  package var count: Int { compartments.count }

  package init() {}
}

extension VaultState {
  /// What a new recovery key would close for good, where it took the place of the one in force.
  package var openByRecoveryAlone: OpenByRecoveryAlone {
    var found = OpenByRecoveryAlone()
    guard let keys = recovery?.keys.all else { return found }
    // Whoever lost their key holds by the log what nobody can open without it.
    let waiting = Set(
      recovery?.starts.values.filter { $0.aim.device != nil }.map(\.member) ?? [])
    for compartment in compartments.values
    where keys.contains(where: { compartment.isHeld(by: $0.id) }) {
      let people = people(holding: compartment.current.compartment)
      // Who holds it for emergencies is no member: they open it while one lasts, and can hand it to nobody.
      guard people.allSatisfy({ hasNoKey($0.member, among: waiting) }) else { continue }
      found.compartments.append(compartment.current.compartment)
      let number = compartment.file.flatMap { files[$0]?.number }
      switch (compartment.current.kind, number) {
      case (.file, let number?): found.files.append(number)
      case (.process, let number?): found.notes.append(number)
      default: found.others += 1
      }
    }
    found.files.sort()
    found.notes.sort()
    found.compartments.sort()
    return found
  }

  private func hasNoKey(_ member: MemberID, among waiting: Set<MemberID>) -> Bool {
    waiting.contains(member) || members[member].map { !$0.isReachable } ?? true
  }

  /// Whether a member's own key may be known to others: to whoever has a device of theirs that was revoked, or
  /// to who drew it when the member was recovered. Their next command exchanges it.
  package func isKeyInDoubt(of member: MemberID) -> Bool {
    members[member]?.isExposed == true || recoveries[member]?.isKeyOfOthers == true
  }

  /// Whose practice it is, whom its sheets bring back: who may enrol and look after the records, and nobody
  /// who was let in to close it. Of several such whoever printed the sheets.
  package var practitioner: MemberID? {
    let candidates = members.values.filter {
      $0.left == nil && $0.roles.contains(.privacyOfficer) && recoveries[$0.id]?.isExecutor != true
    }.map(\.id)
    guard candidates.count != 1 else { return candidates[0] }
    return candidates.first { $0 == recovery?.by }
  }
}
