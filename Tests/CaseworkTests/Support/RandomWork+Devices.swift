@testable import Casework

extension RandomWork {
  mutating func changeDevices() throws {
    switch Int.random(in: 0..<6, using: &random) {
    case 0, 1: try addDevice()
    case 2: try revoke()
    case 3: try proposeRevocation()
    case 4: try exchangeOwnKey()
    default: try workOnFurtherDevice()
    }
  }

  private mutating func addDevice() throws {
    let (owner, actor) = somebodyAndActor()
    let added = try agency.newDevice(of: owner)
    try take(added, by: actor) { model, _, _ in
      model.addDevice(added.device.id.hexadecimal, to: name(owner), by: name(actor))
    }
    if agency.state.devices[added.device.id] != nil {
      further.append(Agency.Person(member: owner.member, device: added.device))
    }
  }

  private mutating func revoke() throws {
    guard let device = further.randomElement(using: &random) else { return }
    let owner = people.first { $0.member == device.member }
    let actor = chance(in: 3) ? self.actor() : owner ?? self.actor()
    try take(DeviceRevoked(device.device.id, of: device.member), by: actor) { model, _, _ in
      // Of anybody else's it takes two: alone it is in the wrong place, or beyond one's power.
      model.revoke(device.device.id.hexadecimal, of: name(device), by: name(actor))
    }
  }

  private mutating func proposeRevocation() throws {
    guard let device = further.randomElement(using: &random) else { return }
    let actor = actor()
    try take(
      ActProposed(DeviceRevoked(device.device.id, of: device.member)), by: actor
    ) { model, link, at in
      let proposal = PlainModel.Proposal(
        link: name(link), by: name(actor), at: at,
        act: .revoke(device.device.id.hexadecimal, of: name(device)))
      return model.propose(proposal, at: link.sequence)
    }
  }

  private mutating func exchangeOwnKey() throws {
    let (owner, actor) = somebodyAndActor()
    try take(agency.ownRotation(of: owner), by: actor) { model, _, _ in
      model.exchangeOwnKey(of: name(owner), by: name(actor))
    }
  }

  /// What is signed there counts as the member's, until the device is revoked.
  private mutating func workOnFurtherDevice() throws {
    guard let device = further.randomElement(using: &random) else { return }
    let event = CheckpointIssued(size: 1, root: hash(1))
    try take(event, by: device) { model, _, _ in
      model.isHere(name(device))
        && model.furtherDevices[name(device)]?.contains(device.device.id.hexadecimal) ?? false
    }
  }

  /// Mostly the same, so that more happens.
  private mutating func somebodyAndActor() -> (Agency.Person, Agency.Person) {
    let owner = actor()
    return (owner, chance(in: 5) ? actor() : owner)
  }
}
