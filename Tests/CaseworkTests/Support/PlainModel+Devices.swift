@testable import Casework

// Devices, told a second time. A member's first one is never revoked here.

extension PlainModel {
  mutating func addDevice(_ device: String, to member: String, by signer: String) -> Bool {
    guard member == signer, isHere(signer) else { return false }
    furtherDevices[member, default: []].insert(device)
    everyDevice[device] = member
    return true
  }

  func canRevoke(_ device: String, of member: String) -> Bool {
    isHere(member) && (furtherDevices[member] ?? []).contains(device)
  }

  /// Alone, of one's own.
  mutating func revoke(_ device: String, of member: String, by signer: String) -> Bool {
    guard member == signer, isHere(signer), canRevoke(device, of: member) else { return false }
    revoke(device, of: member)
    return true
  }

  mutating func revoke(_ device: String, of member: String) {
    furtherDevices[member]?.remove(device)
    exposedMembers.insert(member)
    for index in grants.indices
    where grants[index].stage == "runs" && grants[index].grantee == member {
      grants[index].stage = "over"
    }
    closeEmergencies(of: member)
    exposeByDuty(member)
    noteChange(ofOfficer: member)
    for (id, known) in compartments
    where known.kind != "grant" && known.holders.contains(member) { exposed.insert(id) }
  }

  mutating func exchangeOwnKey(of member: String, by signer: String) -> Bool {
    guard member == signer, isHere(signer) else { return false }
    exposedMembers.remove(member)
    drawnByOthers.remove(member)
    ownExchanges[member, default: 0] += 1
    return true
  }

  mutating func noteExposure(of id: String) {
    exposed.remove(id)
    if !exposedMembers.isDisjoint(with: compartments[id]?.holders ?? []) { exposed.insert(id) }
  }
}
