@testable import Casework

// Going on from an older copy, in whatever way comes to mind.

extension RandomWork {
  mutating func proposeRestoring() throws {
    let actor = actor()
    let (restored, told) = restoring()
    try take(ActProposed(restored), by: actor) { model, link, at in
      let proposal = PlainModel.Proposal(
        link: name(link), by: name(actor), at: at, act: .restore(told))
      return model.propose(proposal, at: link.sequence)
    }
  }

  /// As it should be: two officers, as long as both are here.
  mutating func restoreByTwo() throws {
    let (restored, told) = restoring()
    try approve(restored, as: .restore(told), handing: [])
  }

  /// Mostly of what there is, and mostly little, so that somebody stays to do the rest.
  private mutating func restoring() -> (VaultRestored, PlainModel.Restoring) {
    let generation = agency.state.generation + (chance(in: 10) ? 2 : 1)
    var takings: [Taking] = []
    let files = agency.state.files.values.map(\.id).sorted()
    if chance(in: 2), let file = files.randomElement(using: &random) {
      takings.append(.conflict(of: actor().member, with: chance(in: 12) ? agency.newID() : file))
    }
    if chance(in: 2), let grant = agency.state.grants.randomElement(using: &random) {
      let other = files.randomElement(using: &random) ?? grant.file
      takings.append(.grant(grant.number, on: chance(in: 10) ? other : grant.file))
    }
    if chance(in: 2), let device = further.randomElement(using: &random) {
      takings.append(
        .device(device.device.id, of: chance(in: 10) ? actor().member : device.member))
    }
    if chance(in: 4) {
      takings.append(.member(chance(in: 8) ? agency.newID() : actor().member))
    }
    if chance(in: 10), let first = takings.first { takings.append(first) }
    let taken = TakenAgain(takings)
    let told = PlainModel.Restoring(
      generation: Int(generation),
      conflicts: taken.conflicts.map { [$0.member.hexadecimal, $0.file.hexadecimal] },
      ended: taken.ended.map { [String($0.grant), $0.file.hexadecimal] },
      revoked: taken.revoked.map { [$0.device.hexadecimal, $0.member.hexadecimal] },
      left: taken.left.map(\.hexadecimal))
    let restored = VaultRestored(
      lostSize: 9, lostRoot: agency.newHash(), generation: generation, taking: taken)
    return (restored, told)
  }
}
