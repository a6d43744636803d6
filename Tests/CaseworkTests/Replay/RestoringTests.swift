import Testing

@testable import Casework

/// What was taken away is taken away again where a vault goes on from an older copy.
@Suite struct RestoringTests {
  /// An agency in which there is something to take away: a case file of two, one of whom has a second device; a
  /// grant on it; and a supervisor.
  private struct Scene {
    var agency: Agency
    let staff: Agency.Staff
    let file: CaseFileID
    let stolen: Agency.Person
    let grant: Int

    init() throws {
      (agency, staff) = try Agency.staffed()
      file = try agency.openFile(by: staff.clinician)
      try agency.supervise(staff.clinician, by: staff.supervisor)
      let compartment = try #require(agency.state.files[file]).compartment
      try agency.record(
        WrapsAdded([try agency.wrap(compartment, for: staff.supervisor)]), by: staff.clinician)
      stolen = try agency.addDevice(to: staff.clinician)
      grant = try agency.give(file, to: staff.colleague, by: staff.supervisor)
    }

    /// The names of all that there is to take away here.
    var everything: [Taking] {
      [
        .conflict(of: staff.trainee.member, with: file), .grant(grant, on: file),
        .device(stolen.device.id, of: staff.clinician.member), .member(staff.colleague.member),
      ]
    }

    func restored(_ takings: [Taking]) -> VaultRestored {
      VaultRestored(
        lostSize: 90, lostRoot: hash(0x78), generation: agency.state.generation + 1,
        taking: TakenAgain(takings))
    }
  }

  @Test func `each has its own event's effect, where the restoring has its own`() throws {
    var it = try Scene()
    let proposal = try it.agency.record(
      ActProposed(it.restored(it.everything)), by: it.agency.officer)
    #expect(it.agency.state.members[it.staff.colleague.member]?.left == nil)
    try it.agency.record(
      ActApproved(proposal: proposal, wraps: []), by: it.agency.administrator)
    // The same by the events themselves, one by one.
    var other = try Scene()
    try other.agency.record(
      ConflictDeclared(file: other.file, of: other.staff.trainee.member, reason: nil),
      by: other.agency.officer)
    try other.agency.record(
      GrantEnded(file: other.file, grant: other.grant, cause: .revoked), by: other.agency.officer)
    try other.agency.approve(
      DeviceRevoked(other.stolen.device.id, of: other.staff.clinician.member))
    try other.agency.approve(MemberOffboarded(other.staff.colleague.member))
    let (state, same) = (it.agency.state, other.agency.state)
    #expect(state.generation == 2 && same.generation == 1)
    #expect(state.unsettled.count == same.unsettled.count)
    #expect(state.exposed == same.exposed && state.unsettled == same.unsettled)
    #expect(!state.exposed.isEmpty)
    #expect(state.members[it.staff.clinician.member]?.isExposed == true)
    #expect(
      state.members.mapValues(\.devices) == same.members.mapValues(\.devices))
    #expect(state.members.mapValues { $0.left == nil } == same.members.mapValues { $0.left == nil })
    let file = try #require(state.files[it.file])
    #expect(file.conflicts.map(\.member) == [it.staff.trainee.member])
    let given = try #require(state.grant(it.grant)?.given)
    #expect(
      state.grant(it.grant)?.stage
        == .ended(by: it.agency.administrator.member, at: it.agency.now))
    #expect(state.compartments[given.compartment]?.wraps == [])
    // What they sign afterwards has no effect.
    for person in [it.stolen, it.staff.colleague] {
      try it.agency.ignore(
        CheckpointIssued(size: 1, root: hash(1)), by: person, as: .refused(.notAMember))
    }
  }

  @Test func `what is over already is no fault`() throws {
    var it = try Scene()
    try it.agency.record(
      ConflictDeclared(file: it.file, of: it.staff.trainee.member, reason: nil),
      by: it.agency.officer)
    try it.agency.record(
      GrantEnded(file: it.file, grant: it.grant, cause: .revoked), by: it.agency.officer)
    try it.agency.record(
      DeviceRevoked(it.stolen.device.id, of: it.staff.clinician.member), by: it.staff.clinician)
    try it.agency.approve(MemberOffboarded(it.staff.colleague.member))
    var before = it.agency.state
    try it.agency.approve(it.restored(it.everything))
    before.generation = 2
    #expect(it.agency.state.members == before.members)
    #expect(it.agency.state.files == before.files && it.agency.state.grants == before.grants)
    #expect(it.agency.state.compartments == before.compartments)
  }

  @Test func `what there is not has none of it take effect`() throws {
    var it = try Scene()
    let stranger = it.agency.person()
    let waiting = it.agency.request(on: it.file)
    try it.agency.record(waiting, by: it.staff.colleague)
    let other = try it.agency.openFile(by: it.staff.colleague)
    let wrong: [(Taking, Violation)] = [
      (.conflict(of: it.staff.trainee.member, with: id(0xee)), .unknownFile),
      (.conflict(of: stranger.member, with: it.file), .unknownMember),
      (.grant(9, on: it.file), .unknownGrant), (.grant(0, on: it.file), .unknownGrant),
      (.grant(it.grant, on: other), .unknownGrant),
      (.grant(waiting.grant, on: it.file), .unknownGrant),
      (.device(stranger.device.id, of: stranger.member), .unknownMember),
      (.device(it.stolen.device.id, of: it.staff.colleague.member), .unknownMember),
      (.member(stranger.member), .unknownMember),
      (.member(it.staff.colleague.member), .alreadyExists),
    ]
    for (taking, violation) in wrong {
      let restored = it.restored(it.everything + [taking])
      try it.agency.ignore(ActProposed(restored), by: it.agency.officer, as: violation)
    }
  }

  @Test func `whoever leaves by it neither proposes nor approves it, and is not counted`() throws {
    var it = try Scene()
    let restored = it.restored([.member(it.agency.administrator.member)])
    // Of two officers one is left: the supervisor stands in, as where an officer is said to leave.
    try it.agency.ignore(
      ActProposed(restored), by: it.agency.administrator, as: .notApprovable)
    try it.agency.ignore(
      ActProposed(it.restored([])), by: it.staff.supervisor, as: .refused(.roleLacksPower))
    let proposal = try it.agency.record(ActProposed(restored), by: it.agency.officer)
    let approval = ActApproved(proposal: proposal, wraps: [])
    try it.agency.ignore(approval, by: it.agency.administrator, as: .notApprovable)
    let waiting = try #require(it.agency.state.proposals[proposal.sequence])
    #expect(
      waiting.answer(
        to: it.agency.administrator.member, at: it.agency.now, in: it.agency.state)
        == .concernsYou)
    try it.agency.ignore(
      ProposalWithdrawn(proposal: proposal), by: it.agency.administrator, as: .notApprovable)
    try it.agency.record(approval, by: it.staff.supervisor)
    #expect(it.agency.state.members[it.agency.administrator.member]?.left != nil)
  }

  // Each of them alone takes the two others; together they must not take fewer.
  @Test func `naming two of three officers does not let a supervisor stand in`() throws {
    var it = try Scene()
    let third = try it.agency.enrol(.administrator)
    let (officer, second) = (it.agency.officer, it.agency.administrator)
    let both = it.restored([.member(second.member), .member(third.member)])
    try it.agency.ignore(
      ActProposed(both), by: it.staff.supervisor, as: .refused(.roleLacksPower))
    let proposal = try it.agency.record(ActProposed(both), by: officer)
    let approval = ActApproved(proposal: proposal, wraps: [])
    try it.agency.ignore(approval, by: it.staff.supervisor, as: .refused(.roleLacksPower))
    try it.agency.ignore(approval, by: second, as: .notApprovable)
    // So the program names one of them, and the other is let go by hand.
    let (named, byHand) = it.agency.state.nameable(both.taken.takings)
    #expect(named.left.count == 1 && byHand.count == 1)
  }

  @Test func `a device that it revokes signs neither half of it, and its owner does on another`()
    throws
  {
    var it = try Scene()
    let officers = it.agency.officer
    let stolen = try it.agency.addDevice(to: officers)
    let restored = it.restored([.device(stolen.device.id, of: officers.member)])
    try it.agency.ignore(ActProposed(restored), by: stolen, as: .notApprovable)
    let byOther = try it.agency.record(ActProposed(restored), by: it.agency.administrator)
    let approval = ActApproved(proposal: byOther, wraps: [])
    try it.agency.ignore(approval, by: stolen, as: .notApprovable)
    // As they could revoke it alone.
    try it.agency.record(approval, by: officers)
    #expect(it.agency.state.members[officers.member]?.devices == [officers.device.id])
  }

  @Test func `nobody is left without two who decide, nor a key without somebody who holds it`()
    throws
  {
    var it = try Scene()
    let (officer, administrator) = (it.agency.officer.member, it.agency.administrator.member)
    let supervisor = it.staff.supervisor.member
    for takings: [Taking] in [
      // Who holds oversight and registry alone.
      [.member(officer)],
      [.member(administrator), .member(supervisor)],
      // Nobody could bring them back.
      [.device(it.staff.supervisor.device.id, of: supervisor)],
      // A conflict with the only two who have the file.
      [
        .conflict(of: it.staff.clinician.member, with: it.file),
        .conflict(of: supervisor, with: it.file),
      ],
    ] {
      let proposer =
        takings.contains(.member(officer)) ? it.agency.administrator : it.agency.officer
      try it.agency.ignore(ActProposed(it.restored(takings)), by: proposer, as: .nobodyLeft)
      let (named, byHand) = it.agency.state.nameable(takings)
      #expect(named.takings.count + byHand.count == takings.count)
      #expect(byHand == [try #require(takings.last)])
      #expect((try? it.agency.state.checkCanTake(named)) != nil)
    }
  }

  // Two officers can let anybody go: the list gives them nothing that they do not have, and the log says who.
  @Test func `two may name who never left, as they may let them go`() throws {
    var it = try Scene()
    let supervisor = it.staff.supervisor
    try it.agency.approve(it.restored([.member(supervisor.member)]))
    #expect(it.agency.state.hasLeft(supervisor.member))
    // One alone does not, nor two without the power.
    let other = it.restored([.member(it.staff.trainee.member)])
    try it.agency.ignore(other, by: it.agency.officer, as: .misplaced)
    for person in [it.staff.clinician, it.staff.auditor] {
      try it.agency.ignore(ActProposed(other), by: person, as: .refused(.roleLacksPower))
    }
    let proposal = try it.agency.record(ActProposed(other), by: it.agency.officer)
    let approval = ActApproved(proposal: proposal, wraps: [])
    try it.agency.ignore(approval, by: it.agency.officer, as: .notApprovable)
    try it.agency.ignore(approval, by: it.staff.clinician, as: .refused(.roleLacksPower))
  }

  @Test
  func `a member's only device is revoked where officers can bring its owner back, and only there`()
    throws
  {
    var it = try Scene()
    let colleague = it.staff.colleague
    let taking = Taking.device(colleague.device.id, of: colleague.member)
    // In the copy from before a key was exchanged it is the only one: without officers they would be out for good.
    try it.agency.ignore(
      ActProposed(it.restored([taking])), by: it.agency.officer, as: .nobodyLeft)
    let (none, byHand) = it.agency.state.nameable([taking])
    #expect(none.isEmpty && byHand == [taking])
    // Who leaves by the same entry needs no device.
    let both = it.agency.state.having(taken: TakenAgain([taking, .member(colleague.member)]))
    #expect(both?.hasLeft(colleague.member) == true)
    try it.agency.setUpRecovery(among: [
      it.agency.officer, it.agency.administrator, it.staff.supervisor,
    ])
    let (named, rest) = it.agency.state.nameable([
      taking, .device(it.agency.officer.device.id, of: it.agency.officer.member),
    ])
    // The privacy officer holds keys alone.
    #expect(named.takings == [taking] && rest.count == 1)
    try it.agency.approve(it.restored([taking]))
    #expect(it.agency.state.members[colleague.member]?.devices == [])
    try it.agency.ignore(
      CheckpointIssued(size: 1, root: hash(1)), by: colleague, as: .refused(.notAMember))
    // Who has no device decides nothing: two are left who do.
    let supervisor = it.staff.supervisor
    let out: [Taking] = [
      .device(supervisor.device.id, of: supervisor.member), .member(it.agency.administrator.member),
    ]
    let (_, byHandThen) = it.agency.state.nameable(out)
    #expect(byHandThen == [.member(it.agency.administrator.member)])
  }

  @Test func `a practice of one does it at once, and does not let its auditor go by it`() throws {
    var practice = try Agency.soloPractice()
    let auditor = practice.person()
    let enrolled = MemberEnrolled(practice.newcomer(auditor, as: [.auditor]))
    let proposal = try practice.record(ActProposed(enrolled), by: practice.owner)
    let wrap = try practice.wrap(practice.state.vaultCompartment, for: auditor)
    try practice.record(
      ActApproved(proposal: proposal, wraps: [wrap]), by: practice.owner,
      at: practice.now.adding(.hours(25)))
    let stolen = try practice.addDevice(to: practice.owner)
    let restored = { (takings: [Taking]) in
      VaultRestored(
        lostSize: 90, lostRoot: hash(0x78), generation: 2, taking: TakenAgain(takings))
    }
    try practice.ignore(
      restored([.member(auditor.member)]), by: practice.owner, as: .notApprovable)
    let revoking = restored([.device(stolen.device.id, of: practice.owner.member)])
    try practice.ignore(revoking, by: stolen, as: .notApprovable)
    try practice.ignore(
      restored([
        .device(stolen.device.id, of: practice.owner.member),
        .device(practice.owner.device.id, of: practice.owner.member),
      ]), by: auditor, as: .nobodyLeft)
    try practice.record(revoking, by: practice.owner)
    #expect(practice.state.members[practice.owner.member]?.devices == [practice.owner.device.id])
    #expect(practice.state.members[practice.owner.member]?.isExposed == true)
    try practice.ignore(
      CheckpointIssued(size: 1, root: hash(1)), by: stolen, as: .refused(.notAMember))
  }

  // MARK: - What is remembered

  @Test func `what was taken away since is found, and what was only given is not`() throws {
    var it = try Scene()
    let (clinician, colleague) = (it.staff.clinician, it.staff.colleague)
    let trainee = it.staff.trainee
    let lasting = try it.agency.openFile(by: colleague)
    try it.agency.approve(
      RolesSet(of: trainee.member, from: [.trainee], to: [.trainee, .clinician]))
    let older = it.agency
    #expect(older.state.giveBack(what: older.state) == [])
    var later = older
    let newcomer = try later.enrol(.clinician)
    _ = try later.openFile(by: newcomer)
    try later.approve(MemberOffboarded(newcomer.member))
    try later.record(
      ConflictDeclared(file: lasting, of: trainee.member, reason: nil), by: later.officer)
    try later.record(
      GrantEnded(file: it.file, grant: it.grant, cause: .returned), by: colleague)
    try later.record(
      DeviceRevoked(it.stolen.device.id, of: clinician.member), by: clinician)
    try later.record(later.ownRotation(of: clinician), by: clinician)
    try later.approve(
      RolesSet(of: trainee.member, from: [.trainee, .clinician], to: [.clinician]))
    try later.approve(MemberSupervised(trainee.member, by: it.staff.supervisor.member))
    let compartment = try #require(later.state.files[lasting]).compartment
    try later.record(
      FileHandedOver(
        file: lasting, to: clinician.member,
        wraps: [
          try later.wrap(compartment, for: clinician),
          try later.wrap(compartment, for: it.staff.supervisor),
        ]), by: colleague)
    try later.approve(SupervisionEnded(clinician.member, by: it.staff.supervisor.member))
    try later.approve(MemberOffboarded(it.staff.auditor.member))
    let found = older.state.giveBack(what: later.state)
    #expect(
      Set(found) == [
        .conflict(of: trainee.member, with: lasting), .grant(it.grant, on: it.file),
        .device(it.stolen.device.id, of: clinician.member), .member(it.staff.auditor.member),
        .role(.trainee, of: trainee.member),
        .supervision(of: clinician.member, by: it.staff.supervisor.member),
        .assignment(of: colleague.member, to: lasting),
      ])
    #expect(found.count == 7)
    // What was given since is not taken: a device keeps what it knows from time to time.
    #expect(later.state.giveBack(what: older.state) == [])
    let (named, byHand) = older.state.nameable(found)
    #expect(named.takings.count == 4 && byHand.count == 3)
    // And once it is taken away again, only the rest is left.
    var again = older
    try again.approve(
      VaultRestored(lostSize: 90, lostRoot: hash(1), generation: 2, taking: named))
    #expect(again.state.giveBack(what: later.state) == byHand)
  }

  @Test func `a case file that nobody could open any more is named, and one that waits is not`()
    throws
  {
    var it = try Scene()
    let alone = try it.agency.openFile(by: it.staff.colleague)
    let state = it.agency.state
    // The supervisor has the other one.
    #expect(
      state.filesClosed(taking: TakenAgain([.member(it.staff.clinician.member)])) == [])
    #expect(
      state.filesClosed(taking: TakenAgain([.member(it.staff.colleague.member)])) == [alone])
    // Their next command exchanges the key.
    #expect(
      state.filesClosed(
        taking: TakenAgain([.device(it.stolen.device.id, of: it.staff.clinician.member)])) == [])
    let only = it.staff.colleague
    try it.agency.setUpRecovery(among: [
      it.agency.officer, it.agency.administrator, it.staff.supervisor,
    ])
    #expect(
      it.agency.state.filesClosed(
        taking: TakenAgain([.device(only.device.id, of: only.member)])) == [alone])
  }

  @Test func `what does not fit into one entry is left to people`() throws {
    var it = try Scene()
    for _ in 0..<3 { _ = try it.agency.openFile(by: it.staff.clinician) }
    var full = TakenAgain()
    for _ in 0..<400 { full.add(.device(it.agency.newID(), of: it.agency.newID())) }
    for number in 0..<300 { full.add(.grant(1_000_000 + number, on: it.file)) }
    #expect(full.fitsIntoAnEntry)
    let event = Event(
      at: it.agency.now, by: it.agency.officer.device.id,
      content: ActProposed(
        VaultRestored(
          lostSize: .max >> 12, lostRoot: hash(1), generation: .max, taking: full)))
    // A leaf holds 65,535 bytes, of which the seal and padding take some.
    #expect(try event.encoded().count < 65_000)
    full.add(.member(it.agency.newID()))
    #expect(!full.fitsIntoAnEntry)
  }
}
