import Testing

@testable import Casework

@Suite struct TwoPersonActTests {
  /// An agency in which the privacy officer has proposed a clinician.
  struct Waiting {
    var agency: Agency
    let newcomer: Agency.Person
    let proposal: Link

    init(_ roles: Role..., in existing: Agency? = nil) throws {
      agency = try existing ?? Agency.founded()
      newcomer = agency.person()
      let member = agency.newcomer(newcomer, as: roles.isEmpty ? [.clinician] : roles)
      proposal = try agency.record(ActProposed(MemberEnrolled(member)), by: agency.officer)
    }

    /// The approval that makes the newcomer a member.
    mutating func approval() throws -> ActApproved {
      ActApproved(
        proposal: proposal,
        wraps: [try agency.wrap(agency.state.vaultCompartment, for: newcomer)])
    }
  }

  @Test func `a proposal alone changes nothing but what waits`() throws {
    let waiting = try Waiting()
    #expect(waiting.agency.state.members.count == 2)
    #expect(waiting.agency.state.proposals[waiting.proposal.sequence]?.link == waiting.proposal)
  }

  @Test func `another member's approval enrols the newcomer`() throws {
    var waiting = try Waiting()
    let approval = try waiting.approval()
    try waiting.agency.record(approval, by: waiting.agency.administrator)
    let state = waiting.agency.state
    let newcomer = waiting.newcomer
    #expect(state.members[newcomer.member]?.roles == [.clinician])
    #expect(state.members[newcomer.member]?.since == waiting.agency.now)
    #expect(state.devices[newcomer.device.id] == newcomer.device)
    let vault = try #require(state.vaultCompartment.flatMap { state.compartments[$0] })
    #expect(vault.isHeld(by: newcomer.member))
    #expect(state.proposals.isEmpty)
  }

  @Test func `nobody approves their own proposal`() throws {
    var waiting = try Waiting()
    let approval = try waiting.approval()
    try waiting.agency.ignore(approval, by: waiting.agency.officer, as: .notApprovable)
  }

  @Test func `nobody without the power approves`() throws {
    let (agency, staff) = try Agency.staffed()
    var waiting = try Waiting(in: agency)
    let approval = try waiting.approval()
    for person in [staff.clinician, staff.supervisor, staff.auditor, staff.trainee] {
      try waiting.agency.ignore(approval, by: person, as: .refused(.roleLacksPower))
    }
  }

  @Test func `the newcomer approves nothing`() throws {
    var waiting = try Waiting(.administrator)
    let approval = try waiting.approval()
    // No member, so no signer; and concerned, would they be one.
    try waiting.agency.ignore(approval, by: waiting.newcomer, as: .unknownMember)
    let proposal = try #require(
      waiting.agency.state.proposals[waiting.proposal.sequence])
    #expect(
      proposal.canBeApproved(
        by: waiting.newcomer.member, at: waiting.agency.now, in: waiting.agency.state)
        == .concernsYou)
  }

  @Test func `an approval names the proposal by its hash`() throws {
    var waiting = try Waiting()
    let wraps = try waiting.approval().wraps
    for link in [
      Link(sequence: waiting.proposal.sequence, hash: hash(0x66)),
      Link(sequence: waiting.proposal.sequence + 1, hash: waiting.proposal.hash),
    ] {
      let approval = ActApproved(proposal: link, wraps: wraps)
      try waiting.agency.ignore(
        approval, by: waiting.agency.administrator, as: .unknownProposal)
    }
  }

  @Test func `an approval is spent`() throws {
    var waiting = try Waiting()
    let approval = try waiting.approval()
    try waiting.agency.record(approval, by: waiting.agency.administrator)
    try waiting.agency.ignore(
      approval, by: waiting.agency.administrator, as: .unknownProposal)
  }

  @Test func `a proposal lapses after fourteen days`() throws {
    var waiting = try Waiting()
    let end = waiting.agency.now.adding(.days(14))
    let approval = try waiting.approval()
    var late = waiting.agency
    try late.ignore(
      approval, by: late.administrator, as: .notApprovable,
      at: end.adding(TimeSpan(milliseconds: 1)))
    try waiting.agency.record(approval, by: waiting.agency.administrator, at: end)
  }

  @Test func `a newcomer without the log's key is not brought in`() throws {
    var waiting = try Waiting()
    let empty = ActApproved(proposal: waiting.proposal, wraps: [])
    try waiting.agency.ignore(empty, by: waiting.agency.administrator, as: .wrongHolders)
  }

  @Test func `an approval with one bad wrap brings nobody in`() throws {
    var waiting = try Waiting()
    let good = try waiting.approval().wraps
    // An administrator has no registry to hand on, and a clinician none to get.
    let registry = try waiting.agency.wrap(waiting.agency.state.registry, for: waiting.newcomer)
    let approval = ActApproved(proposal: waiting.proposal, wraps: good + [registry])
    try waiting.agency.ignore(approval, by: waiting.agency.administrator, as: .wrongHolders)
  }

  // An administrator holds no oversight: a holder hands it on later.
  @Test func `an auditor whom an administrator approved gets oversight from a holder`() throws {
    var waiting = try Waiting(.auditor)
    let approval = try waiting.approval()
    try waiting.agency.record(approval, by: waiting.agency.administrator)
    let oversight = try waiting.agency.wrap(waiting.agency.state.oversight, for: waiting.newcomer)
    try waiting.agency.ignore(
      WrapsAdded([oversight]), by: waiting.agency.administrator, as: .wrongHolders)
    try waiting.agency.record(WrapsAdded([oversight]), by: waiting.agency.officer)
    let state = waiting.agency.state
    let held = state.oversight.flatMap { state.compartments[$0] }
    #expect(held?.isHeld(by: waiting.newcomer.member) == true)
  }

  @Test func `whoever proposed and has lost the power proposed nothing`() throws {
    let (agency, _) = try Agency.staffed()
    var waiting = try Waiting(in: agency)
    let approval = try waiting.approval()
    waiting.agency.state.members[waiting.agency.officer.member]?.roles = [.clinician]
    try waiting.agency.ignore(
      approval, by: waiting.agency.administrator, as: .refused(.roleLacksPower))
  }

  // MARK: - Who cannot be enrolled

  @Test func `enrolment stands only inside a proposal`() throws {
    var agency = try Agency.founded()
    let newcomer = agency.newcomer(agency.person(), as: [.clinician])
    try agency.ignore(MemberEnrolled(newcomer), by: agency.officer, as: .misplaced)
  }

  @Test(arguments: [[], [Role.clinician, .clinician], [.auditor, .clinician]])
  func `roles that do not combine are not proposed`(roles: [Role]) throws {
    var agency = try Agency.founded()
    let newcomer = agency.newcomer(agency.person(), as: roles)
    try agency.ignore(
      ActProposed(MemberEnrolled(newcomer)), by: agency.officer, as: .rolesDoNotCombine)
  }

  @Test func `a newcomer takes nobody's place`() throws {
    var agency = try Agency.founded()
    let file = agency.person()
    let clinician = try agency.enrol(.clinician)
    let opened = try agency.openFile(by: clinician)
    let fileCompartment = try #require(agency.state.files[opened]).compartment
    func proposal(
      member: MemberID? = nil, device: DeviceID? = nil, signing: ContentHash? = nil,
      box: ContentHash? = nil
    ) -> ActProposed {
      let own = file.device
      let person = Agency.Person(
        member: member ?? file.member,
        device: Device(
          id: device ?? own.id, member: member ?? file.member,
          signingKey: signing ?? own.signingKey, boxKey: box ?? own.boxKey,
          locatorKey: own.locatorKey))
      var drawing = agency
      return ActProposed(MemberEnrolled(drawing.newcomer(person, as: [.clinician])))
    }
    let theirs = clinician.device
    let vault = try #require(agency.state.vaultCompartment)
    for taken in [
      proposal(member: clinician.member), proposal(member: vault),
      proposal(member: fileCompartment), proposal(device: theirs.id),
      proposal(signing: theirs.signingKey), proposal(box: theirs.boxKey),
    ] {
      try agency.ignore(taken, by: agency.officer, as: .alreadyExists)
    }
    try agency.record(proposal(), by: agency.officer)
  }

  @Test func `a newcomer's compartment is their own, and new`() throws {
    var agency = try Agency.founded()
    let person = agency.person()
    let newcomer = agency.newcomer(person, as: [.clinician])
    let own = newcomer.compartment
    func ignore(_ compartment: SealedEpoch, as violation: Violation) throws {
      try agency.ignore(
        ActProposed(MemberEnrolled(newcomer.with(compartment: compartment))), by: agency.officer,
        as: violation)
    }
    try ignore(
      SealedEpoch(epoch: agency.epoch(.member, of: person.member, 2), wraps: own.wraps),
      as: .outOfSequence)
    try ignore(
      SealedEpoch(epoch: agency.epoch(.vault, of: person.member), wraps: own.wraps),
      as: .outOfSequence)
    try ignore(SealedEpoch(epoch: own.epoch, wraps: []), as: .wrongHolders)
    try ignore(SealedEpoch(epoch: own.epoch, wraps: own.wraps + own.wraps), as: .wrongHolders)
    let forOfficer = WrapNotice(holder: HolderID(agency.officer.device.id), hash: hash(0x01))
    try ignore(SealedEpoch(epoch: own.epoch, wraps: [forOfficer]), as: .wrongHolders)
    try agency.ignore(
      ActProposed(MemberEnrolled(newcomer.with(name: agency.newEnvelope(version: 2)))),
      by: agency.officer, as: .outOfSequence)
  }

  @Test func `of two proposals of one newcomer the second makes no sense any more`() throws {
    var first = try Waiting()
    let member = first.agency.newcomer(first.newcomer, as: [.supervisor])
    let second = try first.agency.record(
      ActProposed(MemberEnrolled(member)), by: first.agency.officer)
    let approval = try first.approval()
    try first.agency.record(approval, by: first.agency.administrator)
    try first.agency.ignore(
      ActApproved(proposal: second, wraps: approval.wraps), by: first.agency.administrator,
      as: .alreadyExists)
    // It can still be cleared away.
    try first.agency.record(ProposalWithdrawn(proposal: second), by: first.agency.administrator)
    #expect(first.agency.state.proposals.isEmpty)
  }

  // MARK: - Taking back and declining

  @Test func `a proposal is taken back by its proposer`() throws {
    var waiting = try Waiting()
    let withdrawn = ProposalWithdrawn(proposal: waiting.proposal)
    // Whoever proposed may always think again, also without the power.
    waiting.agency.state.members[waiting.agency.officer.member]?.roles = [.clinician]
    try waiting.agency.record(withdrawn, by: waiting.agency.officer)
    #expect(waiting.agency.state.proposals.isEmpty)
    let approval = try waiting.approval()
    try waiting.agency.ignore(approval, by: waiting.agency.administrator, as: .unknownProposal)
  }

  @Test func `a proposal is declined by whoever might have approved it, and by nobody else`()
    throws
  {
    let (agency, staff) = try Agency.staffed()
    var waiting = try Waiting(in: agency)
    let withdrawn = ProposalWithdrawn(proposal: waiting.proposal)
    try waiting.agency.ignore(withdrawn, by: staff.clinician, as: .refused(.roleLacksPower))
    try waiting.agency.ignore(
      ProposalWithdrawn(proposal: Link(sequence: waiting.proposal.sequence, hash: hash(0x66))),
      by: waiting.agency.administrator, as: .unknownProposal)
    try waiting.agency.record(withdrawn, by: waiting.agency.administrator)
    try waiting.agency.ignore(
      withdrawn, by: waiting.agency.administrator, as: .unknownProposal)
  }

  @Test func `whoever an act concerns cannot stand in its way`() throws {
    var waiting = try Waiting(.administrator)
    // As if the newcomer had meanwhile come in by another proposal.
    let newcomer = waiting.agency.newcomer(waiting.newcomer, as: [.administrator])
    waiting.agency.state.admit(newcomer, at: waiting.agency.now)
    try waiting.agency.ignore(
      ProposalWithdrawn(proposal: waiting.proposal), by: waiting.newcomer, as: .notApprovable)
  }

  // MARK: - A practice of one

  @Test func `in a solo practice an act waits a day`() throws {
    var practice = try Agency.soloPractice()
    let auditor = practice.person()
    let newcomer = practice.newcomer(auditor, as: [.auditor])
    let proposal = try practice.record(ActProposed(MemberEnrolled(newcomer)), by: practice.owner)
    let end = practice.now.adding(.days(1))
    let approval = ActApproved(
      proposal: proposal,
      wraps: [
        try practice.wrap(practice.state.vaultCompartment, for: auditor),
        try practice.wrap(practice.state.oversight, for: auditor),
      ])
    var early = practice
    try early.ignore(
      approval, by: early.owner, as: .notApprovable,
      at: end.adding(TimeSpan(milliseconds: -1)))
    let waiting = try #require(practice.state.proposals[proposal.sequence])
    #expect(
      waiting.canBeApproved(by: practice.owner.member, at: practice.now, in: practice.state)
        == .waits(until: end))
    try practice.record(approval, by: practice.owner, at: end)
    #expect(practice.state.members[auditor.member]?.roles == [.auditor])
  }

  // MARK: - Restoring, and raising the rules

  @Test func `a restore takes two members of an agency`() throws {
    var agency = try Agency.founded()
    let restored = VaultRestored(lostSize: 90, lostRoot: hash(0x78), generation: 2)
    try agency.ignore(restored, by: agency.officer, as: .misplaced)
    let proposal = try agency.record(ActProposed(restored), by: agency.officer)
    let wrap = try agency.wrap(agency.state.oversight, for: agency.administrator)
    try agency.ignore(
      ActApproved(proposal: proposal, wraps: [wrap]), by: agency.administrator, as: .wrongHolders)
    try agency.record(
      ActApproved(proposal: proposal, wraps: []), by: agency.administrator)
    #expect(agency.state.generation == 2)
  }

  @Test(arguments: [0, 1, 3, .max] as [UInt32])
  func `generations follow one another`(generation: UInt32) throws {
    var agency = try Agency.founded()
    let restored = VaultRestored(lostSize: 90, lostRoot: hash(0x78), generation: generation)
    try agency.ignore(ActProposed(restored), by: agency.officer, as: .outOfSequence)
    try agency.ignore(restored, by: agency.officer, as: .outOfSequence)
  }

  @Test func `after the last generation there is none`() throws {
    var agency = try Agency.founded()
    agency.state.generation = .max
    let restored = VaultRestored(lostSize: 90, lostRoot: hash(0x78), generation: 0)
    try agency.ignore(ActProposed(restored), by: agency.officer, as: .outOfSequence)
  }

  @Test func `a solo practice restores at once`() throws {
    var practice = try Agency.soloPractice()
    try practice.record(
      VaultRestored(lostSize: 90, lostRoot: hash(0x78), generation: 2), by: practice.owner)
    #expect(practice.state.generation == 2)
  }

  @Test func `raised rules stop a program that does not know them`() throws {
    var agency = try Agency.founded()
    try agency.ignore(RulesRaised(to: 2), by: agency.officer, as: .misplaced)
    try agency.ignore(
      ActProposed(RulesRaised(to: 3)), by: agency.officer, as: .outOfSequence)
    let proposal = try agency.record(ActProposed(RulesRaised(to: 2)), by: agency.officer)
    let approval = ActApproved(proposal: proposal, wraps: [])
    let position = agency.state.size
    #expect(throws: ReplayStopped.rulesTooNew(2)) {
      try agency.take(approval, by: agency.administrator)
    }
    // The entry itself was judged by the rules in force where it stands; nothing after it is.
    #expect(agency.state.size == position + 1)
    #expect(throws: ReplayStopped.rulesTooNew(2)) {
      try agency.take(VaultBackedUp(), by: agency.officer)
    }
    #expect(agency.state.size == position + 1)
  }
}
