@testable import Casework

// Roles that change, told a second time.

extension PlainModel {
  func canSetRoles(of member: String, from before: Set<String>, to after: Set<String>) -> Bool {
    guard isHere(member), roles[member] == before, before != after, !after.isEmpty,
      !after.contains("auditor") || after.count == 1
    else { return false }
    var then = self
    then.roles[member] = after
    let here = then.roles.keys.filter(isHere)
    let officers = here.filter(then.manages)
    let supervisors = here.filter { then.has($0, oneOf: ["supervisor"]) }
    guard then.doesCasework(member) || !worksInFiles(member),
      !roster.contains(member) || !after.isDisjoint(with: ["clinician", "supervisor"]),
      after.contains("supervisor")
        || !self.supervisors.contains(where: { other, above in
          above.contains(member) && (isHere(other) || worksInFiles(other))
        }),
      officers.count >= 2 || Set(officers + supervisors).count >= 2
    else { return false }
    return compartments.allSatisfy { id, known in
      let comesWith = [
        "oversight": ["auditor", "privacy-officer"], "registry": ["privacy-officer", "supervisor"],
      ]
      guard let roles = comesWith[known.kind], after.isDisjoint(with: roles),
        known.holders.contains(member)
      else { return true }
      return known.holders.contains { $0 != member && people(entitledTo: id).contains($0) }
    }
  }

  private func worksInFiles(_ member: String) -> Bool {
    files.values.contains { $0.assigned.contains(member) }
  }

  mutating func setRoles(of member: String, to after: Set<String>) {
    roles[member] = after
    if !doesCasework(member) { supervisors[member] = [] }
    // An administrator, or an auditor, reads no notes.
    guard !doesCasework(member), !has(member, oneOf: ["privacy-officer"]) else { return }
    for index in grants.indices
    where grants[index].stage == "runs" && grants[index].grantee == member {
      grants[index].stage = "over"
    }
  }
}
