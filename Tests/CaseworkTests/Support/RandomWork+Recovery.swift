import Testing

@testable import Casework

extension RandomWork {
  mutating func workOnRecovery() throws {
    switch Int.random(in: 0..<14, using: &random) {
    case 0, 1: try proposeSetUp()
    case 2, 3: try start()
    case 4, 5, 6: try contribute()
    case 7, 8: try finish()
    case 12, 13: try startRegaining()
    case 9: try chance(in: 3) ? stop() : rehearse()
    default: try handToRecovery()
    }
  }

  /// A key that is divided, and somebody who gets a new one by it, so that there is more to go wrong.
  mutating func recoverSomebody() throws {
    let officers = [people[0], people[1], people[3]]
    try proposeSetUp(among: officers, quorum: 2, processQuorum: 3, givesUp: 0, by: people[0])
    let proposal = try #require(agency.state.proposals.values.first).link
    let approver = people[1]
    try take(ActApproved(proposal: proposal, wraps: []), by: approver) { model, _, at in
      model.approve(
        proposal.sequence, link: name(proposal), by: name(approver), at: at, handingOnVault: false)
    }
    try start(of: people[4], [.main], by: people[0])
    let begun = try #require(anyStart())
    try contribute(to: begun, by: people[3])
    try finish(begun, by: people[0])
  }

  private mutating func proposeSetUp() throws {
    var officers = people.filter { _ in chance(in: 2) }.prefix(5).map(\.self)
    if chance(in: 10) { officers.append(actor()) }
    let top = max(officers.count, 2)
    let quorum = chance(in: 8) ? Int.random(in: 1...8, using: &random) : min(2, top)
    let processQuorum = chance(in: 4) ? Int.random(in: 1...top, using: &random) : top
    let lost = model.openByRecoveryAlone.count
    try proposeSetUp(
      among: officers, quorum: quorum, processQuorum: processQuorum,
      givesUp: chance(in: 8) ? lost + 1 : lost, by: actor())
  }

  mutating func proposeSetUp(
    among officers: [Agency.Person], quorum: Int, processQuorum: Int, givesUp: Int,
    by actor: Agency.Person
  ) throws {
    let (event, text) = agency.recoverySetUp(
      among: officers, quorum: quorum, processQuorum: processQuorum, givesUp: givesUp)
    let setUp = PlainModel.SetUp(
      main: Self.key(event.keys.main), process: Self.key(event.keys.process ?? event.keys.main),
      exchanges: officers.map { model.ownExchanges[name($0)] ?? 0 }, givesUp: event.givesUp)
    try take(ActProposed(event), by: actor, manifest: text) { model, link, at in
      let proposal = PlainModel.Proposal(
        link: name(link), by: name(actor), at: at, act: .setUpRecovery(setUp))
      return model.propose(proposal, at: link.sequence)
    }
  }

  static func key(_ key: RecoveryKey) -> PlainModel.Key {
    PlainModel.Key(
      id: key.id.hexadecimal, epoch: Int(key.epoch.epoch),
      officers: key.officers.map(\.hexadecimal), quorum: key.quorum)
  }

  private mutating func start() throws {
    try start(of: actor(), chance(in: 2) ? [.main] : [.main, .process], by: officer())
  }

  private mutating func start(
    of owner: Agency.Person, _ purposes: [RecoveryPurpose], by actor: Agency.Person
  ) throws {
    let event = agency.recoveryStart(of: owner, purposes)
    try take(event, by: actor) { model, link, at in
      model.startRecovery(
        PlainModel.Start(
          link: name(link), by: name(actor), member: name(owner), at: at,
          purposes: purposes.map(\.code)), at: link.sequence)
    }
  }

  private mutating func contribute() throws {
    guard let known = anyStart() else { return }
    try contribute(to: known, by: officer())
  }

  mutating func contribute(to known: RecoveryStart, by actor: Agency.Person) throws {
    let (event, text) = try agency.contribution(of: actor, to: known.link)
    try take(event, by: actor, manifest: text) { model, _, at in
      model.contribute(
        to: known.link.sequence, link: name(known.link), by: name(actor), at: at)
    }
  }

  private mutating func finish() throws {
    guard let known = anyStart() else { return }
    let starter = people.first { $0.member == known.by }
    try finish(known, by: chance(in: 6) ? officer() : starter ?? officer())
  }

  mutating func finish(_ known: RecoveryStart, by actor: Agency.Person) throws {
    if let file = known.aim.file { return try finish(known, regaining: file, by: actor) }
    let (event, text) = try agency.recovered(by: known.link)
    let before = model.recovered
    try take(event, by: actor, manifest: text) { model, _, at in
      model.finishRecovery(
        known.link.sequence, link: name(known.link), by: name(actor), at: at)
    }
    guard model.recovered > before else { return }
    // From here on they work on the new device.
    people = people.map {
      $0.member == known.member ? Agency.Person(member: $0.member, device: event.device) : $0
    }
  }

  private mutating func stop() throws {
    guard let known = anyStart() else { return }
    let actor = actor()
    try take(RecoveryStopped(known.link), by: actor) { model, _, _ in
      model.stopRecovery(known.link.sequence, link: name(known.link), by: name(actor))
    }
  }

  private mutating func rehearse() throws {
    let actor = officer()
    let main = agency.state.recovery?.keys.main
    let epoch = main?.epoch.epoch ?? 1
    let place = chance(in: 4) ? 0 : main?.place(of: actor.member) ?? 0
    try take(RecoveryRehearsed(epoch: epoch, place: UInt8(place)), by: actor) { model, _, _ in
      model.rehearse(epoch: Int(epoch), place: place, by: name(actor))
    }
  }

  /// What a compartment's holder does with their next command.
  private mutating func handToRecovery() throws {
    guard let keys = agency.state.recovery?.keys else { return }
    let all = agency.state.compartments.values.map(\.current).sorted {
      $0.compartment < $1.compartment
    }
    guard let epoch = all.randomElement(using: &random) else { return }
    let key = epoch.kind == .process ? keys.process ?? keys.main : keys.main
    let holder = people.first {
      agency.state.compartments[epoch.compartment]?.isHeld(by: $0.member) == true
    }
    let actor = chance(in: 6) ? self.actor() : holder ?? self.actor()
    let wrap = AddedWrap(
      compartment: epoch.compartment, epoch: epoch.epoch,
      notice: WrapNotice(holder: HolderID(key.id), hash: agency.newHash()))
    try take(WrapsAdded([wrap]), by: actor) { model, _, _ in
      model.hand(epoch.compartment.hexadecimal, to: key.id.hexadecimal, by: name(actor))
    }
  }

  mutating func anyStart() -> RecoveryStart? {
    agency.state.recovery?.starts.values.sorted { $0.link.sequence < $1.link.sequence }
      .randomElement(using: &random)
  }

  /// Mostly an officer, so that more happens.
  mutating func officer() -> Agency.Person {
    let officers = agency.state.recovery?.keys.main.officers ?? []
    let able = people.filter { officers.contains($0.member) }
    return chance(in: 8) ? actor() : able.randomElement(using: &random) ?? actor()
  }
}
