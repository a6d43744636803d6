import Testing

@testable import Casework

extension RandomWork {
  /// A case file whose only holder leaves, and a colleague who gets it.
  mutating func regainSomething() throws {
    let officers = [people[0], people[1], people[3]]
    try proposeSetUp(among: officers, quorum: 2, processQuorum: 3, givesUp: 0, by: people[0])
    let proposal = try #require(agency.state.proposals.values.first).link
    let approver = people[1]
    try take(ActApproved(proposal: proposal, wraps: []), by: approver) { model, _, at in
      model.approve(
        proposal.sequence, link: name(proposal), by: name(approver), at: at, handingOnVault: false)
    }
    let (file, owner) = (
      try #require(agency.state.files.values.sorted { $0.number < $1.number }.first), people[2]
    )
    let key = try #require(agency.state.recovery?.keys.main.id)
    let wrap = AddedWrap(
      compartment: file.compartment, epoch: 1,
      notice: WrapNotice(holder: HolderID(key), hash: agency.newHash()))
    try take(WrapsAdded([wrap]), by: owner) { model, _, _ in
      model.hand(file.compartment.hexadecimal, to: key.hexadecimal, by: name(owner))
    }
    try approve(MemberOffboarded(owner.member), as: .leave(name(owner)), handing: [])
    try startRegaining(file.id, for: people[4], by: people[0])
    let begun = try #require(anyStart())
    try contribute(to: begun, by: people[3])
    try finish(begun, by: people[0])
  }

  /// Mostly one that nobody opens, so that more happens.
  mutating func startRegaining() throws {
    let all = agency.state.files.values.sorted { $0.number < $1.number }
    let closed = all.filter { agency.state.openers(of: $0).isEmpty }
    guard let file = (chance(in: 6) ? all : closed).randomElement(using: &random) else { return }
    try startRegaining(file.id, for: actor(), by: officer())
  }

  private mutating func startRegaining(
    _ file: CaseFileID, for owner: Agency.Person, by actor: Agency.Person
  ) throws {
    let event = RecoveryStarted(file: file, for: owner.member, reason: agency.newEnvelope())
    try take(event, by: actor) { model, link, at in
      model.startRecovery(
        PlainModel.Start(
          link: name(link), by: name(actor), member: name(owner), at: at, purposes: ["main"],
          file: file.hexadecimal), at: link.sequence)
    }
  }

  mutating func finish(
    _ known: RecoveryStart, regaining file: CaseFileID, by actor: Agency.Person
  ) throws {
    let (event, text) = try agency.regained(by: known.link)
    try take(event, by: actor, manifest: text) { model, _, at in
      model.finishRegaining(
        known.link.sequence, link: name(known.link), file: file.hexadecimal, by: name(actor),
        at: at)
    }
  }
}
