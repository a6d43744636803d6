@testable import Casework

// Leaving, told a second time.

extension PlainModel {
  /// Whoever has left has no roles, and nobody else has none.
  func isHere(_ member: String) -> Bool { !(roles[member] ?? []).isEmpty }

  /// Where fewer than two others may decide, supervisors may as well; whoever is to leave does not count.
  func standsIn(_ member: String, on act: Act) -> Bool {
    var leavers: [String] = []
    switch act {
    case .leave(let member), .revoke(_, let member), .setRoles(let member, _, _):
      leavers = [member]
    case .restore(let restoring): leavers = restoring.left
    default: break
    }
    return has(member, oneOf: ["supervisor"])
      && roles.keys.filter(manages).count - (leavers.contains(where: manages) ? 1 : 0) < 2
  }

  func canLeave(_ member: String) -> Bool {
    let others = roles.keys.filter { $0 != member }
    let officers = others.filter(manages)
    let supervisors = others.filter { has($0, oneOf: ["supervisor"]) }
    guard isHere(member), officers.count >= 2 || Set(officers + supervisors).count >= 2 else {
      return false
    }
    return compartments.allSatisfy { id, known in
      guard ["vault", "oversight", "registry"].contains(known.kind),
        known.holders.contains(member)
      else { return true }
      return known.holders.contains { $0 != member && people(entitledTo: id).contains($0) }
    }
  }

  /// What an act closes for good, as things stand.
  func closes(_ act: Act) -> Set<String> {
    switch act {
    case .setUpRecovery: openByRecoveryAlone
    case .endSupervision(let member, let supervisor, _):
      filesClosed(endingSupervisionOf: member, by: supervisor)
    default: []
    }
  }

  /// Files that somebody could go on with and that would be left with nobody who may.
  func filesClosed(endingSupervisionOf member: String, by supervisor: String) -> Set<String> {
    // Whoever is here can be supervised anew.
    guard !isHere(member) else { return [] }
    var (with, without) = (self, self)
    with.exposedMembers = []
    without.supervisors[member]?.remove(supervisor)
    without.exposedMembers = []
    let closed = files.filter { name, file in
      guard file.assigned.contains(member),
        let id = compartments.first(where: { $1.kind == "file" && $1.file == name })?.key,
        let holders = compartments[id]?.holders
      else { return false }
      let canGoOn = holders.contains { with.keepers(of: id).contains($0) }
      return canGoOn && without.keepers(of: id).isEmpty
    }
    return Set(closed.keys)
  }

  mutating func letGo(_ member: String) {
    closeEmergencies(of: member)
    leaveDuty(member)
    roles[member] = []
    exposedMembers.remove(member)
    exposed = exposed.filter { people(holding: $0) != [member] }
    for other in supervisors.keys { supervisors[other]?.remove(member) }
    proposals = proposals.filter { $1.by != member && !$1.concerned.contains(member) }
    noteChange(ofOfficer: member)
  }
}

extension PlainModel.Proposal {
  /// Who may not approve it, because it is about them.
  var concerned: Set<String> {
    switch act {
    case .enrol(let newcomer, _): [newcomer]
    case .supervise(let member, let supervisor), .endSupervision(let member, let supervisor, _):
      [member, supervisor]
    case .clearConflict(let member, _), .leave(let member), .revoke(_, let member),
      .setRoles(let member, _, _):
      [member]
    case .setUpRecovery: []
    case .restore(let restoring): Set(restoring.left)
    }
  }
}
