@testable import Casework

extension RandomWork {
  /// Mostly from what they are, and often to what cannot be.
  mutating func proposeRoles() throws {
    let (actor, other) = (actor(), self.actor())
    let known = agency.state.members[other.member]?.roles ?? []
    let before = chance(in: 8) ? [Role.trainee] : known
    let after = Role.all.filter { known.contains($0) ? !chance(in: 3) : chance(in: 5) }
    try take(
      ActProposed(RolesSet(of: other.member, from: before, to: after)), by: actor
    ) { model, link, at in
      let proposal = PlainModel.Proposal(
        link: name(link), by: name(actor), at: at,
        act: .setRoles(
          of: name(other), from: Set(before.map(\.code)), to: Set(after.map(\.code))))
      return model.propose(proposal, at: link.sequence)
    }
  }
}
