@testable import Casework

extension RandomWork {
  /// Seldom, so that somebody stays to do the rest.
  mutating func proposeLeaving() throws {
    let (actor, leaver) = (actor(), self.actor())
    try take(ActProposed(MemberOffboarded(leaver.member)), by: actor) { model, link, at in
      let proposal = PlainModel.Proposal(
        link: name(link), by: name(actor), at: at, act: .leave(name(leaver)))
      return model.propose(proposal, at: link.sequence)
    }
  }
}
