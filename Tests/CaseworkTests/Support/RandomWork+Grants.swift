@testable import Casework

// What people do about access for a while, rightly and wrongly.

extension RandomWork {
  /// Four people, of whom one supervises another, who has a file that another has a grant
  /// on: or most stories would never come to one.
  mutating func staff() throws {
    for role in [Role.clinician, .supervisor, .clinician, .trainee] {
      let person = agency.person()
      try approve(
        MemberEnrolled(agency.newcomer(person, as: [role])),
        as: .enrol(name(person), as: [role.code]),
        handing: [try agency.wrap(agency.state.vaultCompartment, for: person)])
      people.append(person)
    }
    let (clinician, supervisor) = (people[2], people[3])
    try approve(
      MemberSupervised(clinician.member, by: supervisor.member),
      as: .supervise(name(clinician), by: name(supervisor)), handing: [])
    let opening = agency.opening(by: clinician)
    try take(FileOpened(opening), by: clinician) { model, link, _ in
      model.open(
        opening.file.hexadecimal,
        compartment: opening.compartment.epoch.compartment.hexadecimal, numbered: opening.number,
        for: name(clinician), by: name(clinician), head: name(link))
    }
    let gift = agency.gift(of: opening.file, to: people[4])
    try take(gift, by: supervisor, manifest: Agency.noSlots) { model, _, at in
      var offer = Self.offer(1, opening.file, gift.member.hexadecimal, gift.terms)
      offer.compartment = gift.compartment.epoch.compartment.hexadecimal
      return model.give(offer, by: name(supervisor), at: at)
    }
  }

  mutating func approve(
    _ content: any ProposableContent, as act: PlainModel.Act, handing wraps: [AddedWrap]
  ) throws {
    let (officer, administrator) = (agency.officer, agency.administrator)
    let link = try take(ActProposed(content), by: officer) { model, link, at in
      model.propose(
        PlainModel.Proposal(link: name(link), by: name(officer), at: at, act: act),
        at: link.sequence)
    }
    try take(ActApproved(proposal: link, wraps: wraps), by: administrator) { model, _, at in
      model.approve(
        link.sequence, link: name(link), by: name(administrator), at: at,
        handingOnVault: !wraps.isEmpty)
    }
  }

  mutating func workOnGrants() throws {
    switch Int.random(in: 0..<8, using: &random) {
    case 0: try ask()
    case 1, 2: try give()
    case 3: try decline()
    case 4: try extend()
    case 5: try supply()
    default: try endGrant()
    }
  }

  private mutating func ask() throws {
    guard let (file, actor) = fileAndActor() else { return }
    let (number, terms) = (number(after: agency.nextGrant), terms())
    let request = GrantRequested(
      file: file, grant: number, terms: terms, reason: agency.newEnvelope())
    try take(request, by: actor) { model, _, at in
      model.ask(Self.offer(number, file, name(actor), terms), by: name(actor), at: at)
    }
  }

  /// Mostly an answer to somebody who waits for one, or a gift that makes sense.
  private mutating func give() throws {
    guard let (file, giver) = fileAndDecider() else { return }
    let waiting = agency.state.grants.filter { $0.stage == .requested }.randomElement(
      using: &random)
    let request = chance(in: 2) ? waiting : nil
    let grantee = chance(in: 6) ? actor().member : request?.grantee ?? actor().member
    let place = chance(in: 8) ? file : request?.file ?? file
    let decider = request == nil || chance(in: 4) ? giver : self.decider(of: place) ?? giver
    let (terms, listed) = (terms(), Int.random(in: 0..<4, using: &random))
    let gift = GrantGiven(
      file: place, grant: number(after: request?.number ?? agency.nextGrant), to: grantee,
      terms: terms, reason: request == nil ? agency.newEnvelope() : nil,
      compartment: agency.sealed(.grant, to: [grantee]),
      count: chance(in: 10) ? listed + 1 : listed, chunk: agency.newHash())
    try take(gift, by: decider, manifest: Agency.slots(listed)) { model, _, at in
      var offer = Self.offer(gift.grant, place, grantee.hexadecimal, terms)
      offer.hasReason = request == nil
      offer.compartment = gift.compartment.epoch.compartment.hexadecimal
      (offer.slots, offer.listed) = (gift.count, listed)
      return model.give(offer, by: name(decider), at: at)
    }
  }

  private mutating func decline() throws {
    guard let (known, file, actor) = grantAndDecider({ $0.stage == .requested }) else { return }
    try take(GrantDeclined(file: file, grant: known.number), by: actor) { model, _, _ in
      model.decline(known.number, on: file.hexadecimal, by: name(actor))
    }
  }

  private mutating func extend() throws {
    guard let (known, file, actor) = grantAndDecider(\.isRunning) else { return }
    let until = known.terms.until.adding(.days(Int64.random(in: -2...40, using: &random)))
    let extended = GrantExtended(file: file, grant: known.number, until: until)
    try take(extended, by: actor) { model, _, at in
      model.extend(
        known.number, on: file.hexadecimal, until: until.millisecondsSince1970, by: name(actor),
        at: at)
    }
  }

  private mutating func supply() throws {
    guard let (known, file, decider) = grantAndDecider(\.isRunning) else { return }
    let actor = chance(in: 2) ? actor() : decider
    let listed = Int.random(in: 0..<3, using: &random)
    let supplied = GrantSupplied(
      file: file, grant: known.number, count: chance(in: 8) ? listed + 1 : listed,
      chunk: agency.newHash())
    try take(supplied, by: actor, manifest: Agency.slots(listed)) { model, _, at in
      model.supply(
        known.number, on: file.hexadecimal, slots: supplied.count, listed: listed, by: name(actor),
        at: at)
    }
  }

  private mutating func endGrant() throws {
    guard let (known, file, decider) = grantAndDecider({ $0.given != nil }), chance(in: 2) else {
      return
    }
    let cause = GrantEnded.Cause.allCases.randomElement(using: &random) ?? .revoked
    let grantee = people.first { $0.member == known.grantee }
    let fitting = cause == .returned ? grantee ?? decider : decider
    let actor = chance(in: 4) ? actor() : fitting
    let ended = GrantEnded(file: file, grant: known.number, cause: cause)
    try take(ended, by: actor) { model, _, at in
      model.end(
        known.number, on: file.hexadecimal, cause: cause.rawValue, by: name(actor), at: at)
    }
  }

  // MARK: - Whatever comes to mind

  private mutating func terms() -> GrantTerms {
    let days = Int64.random(in: 0...20, using: &random)
    return GrantTerms(
      purpose: .crisis,
      until: agency.now.adding(chance(in: 8) ? .days(100) : .days(days)),
      scope: .init(kinds: chance(in: 8) ? [.progress, .psychotherapy] : [.progress], .all))
  }

  private mutating func number(after number: Int) -> Int { chance(in: 10) ? number + 1 : number }

  /// A file and somebody who supervises it, where there is one.
  private mutating func fileAndDecider() -> (CaseFileID, Agency.Person)? {
    guard let (file, actor) = fileAndActor() else { return nil }
    return (file, chance(in: 5) ? actor : decider(of: file) ?? actor)
  }

  private func decider(of file: CaseFileID) -> Agency.Person? {
    people.first { person in
      model.has(name(person), oneOf: ["supervisor"])
        && (model.files[file.hexadecimal].map { model.works(name(person), in: $0) } ?? false)
    }
  }

  /// Mostly one that fits, its file, and somebody who decides about it.
  private mutating func grantAndDecider(
    _ fits: (Grant) -> Bool
  ) -> (Grant, CaseFileID, Agency.Person)? {
    let fitting = agency.state.grants.filter(fits)
    let all = fitting.isEmpty || chance(in: 8) ? agency.state.grants : fitting
    guard let known = all.randomElement(using: &random), let (other, actor) = fileAndActor() else {
      return nil
    }
    let file = chance(in: 12) ? other : known.file
    return (known, file, chance(in: 5) ? actor : decider(of: file) ?? actor)
  }

  private static func offer(
    _ number: Int, _ file: CaseFileID, _ grantee: String, _ terms: GrantTerms
  ) -> PlainModel.Offer {
    PlainModel.Offer(
      number: number, file: file.hexadecimal, grantee: grantee,
      until: terms.until.millisecondsSince1970,
      hasPsychotherapy: terms.scope.kinds.contains(.psychotherapy))
  }
}
