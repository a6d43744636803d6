import Testing

@testable import Casework

/// Who leaves may do nothing from there on, whatever their program says; what they did before stays.
@Suite struct OffboardingTests {
  private typealias Practice = AssignmentTests.Practice

  @Test func `whoever has left may do nothing, and what they did before stays`() throws {
    var it = try Practice()
    try it.handOn()
    let clinician = it.staff.clinician
    let note = try it.agency.signedNote(in: it.file, by: clinician)
    let draft = try it.agency.draft(in: it.file)
    try it.agency.record(draft, by: clinician)
    try it.agency.offboard(clinician)
    #expect(it.agency.state.members[clinician.member]?.left == it.agency.now)
    #expect(it.agency.state.members[clinician.member]?.roles == [])
    let vault = it.agency.state.vaultCompartment
    for content in [
      try it.agency.draft(in: it.file), try it.agency.signature(under: draft),
      CheckpointIssued(size: 2, root: hash(1)),
      WrapsAdded([try it.wrap(for: it.staff.colleague)]),
      try it.rotate(by: clinician),
      CompartmentRotated(
        epoch: it.agency.sealed(.member, of: clinician.member, epoch: 2, to: [clinician.member]),
        past: .chained(hash(3))),
      CompartmentRotated(
        epoch: it.agency.sealed(.vault, of: vault, epoch: 2, to: [clinician.member]),
        past: .chained(hash(3))),
      ActRefused(Refusal(act: Act(.backUp), reason: .roleLacksPower)),
    ] as [any EventContent] {
      try it.agency.ignore(content, by: clinician, as: .refused(.notAMember), manifest: [1])
    }
    #expect(it.agency.histories[it.file]?[note]?.author == clinician.member)
    #expect(it.agency.histories[it.file]?.violations == [])
  }

  @Test func `every key that they held is due, and none is theirs to exchange`() throws {
    var it = try Practice()
    try it.handOn()
    let (clinician, supervisor) = (it.staff.clinician, it.staff.supervisor)
    try it.agency.offboard(clinician)
    let vault = try #require(it.agency.state.vaultCompartment)
    #expect(it.agency.state.unsettled.isSuperset(of: [vault, try it.compartment]))
    #expect(!it.agency.state.isEntitled(HolderID(clinician.member), to: vault))
    #expect(try it.entitled() == [supervisor.member])
    try it.agency.record(try it.rotate(by: supervisor), by: supervisor, manifest: [1])
    #expect(try it.holders() == [supervisor.member])
    #expect(!it.agency.state.unsettled.contains(try it.compartment))
  }

  @Test func `whoever supervised them goes on with their files, and gives them away`() throws {
    var it = try Practice()
    try it.handOn()
    let (clinician, supervisor) = (it.staff.clinician, it.staff.supervisor)
    let colleague = it.staff.colleague
    try it.agency.offboard(clinician)
    try it.agency.record(try it.agency.draft(in: it.file), by: supervisor)
    try it.agency.ignore(
      FileAssigned(file: it.file, to: clinician.member, wraps: []), by: supervisor,
      as: .wrongHolders)
    try it.agency.record(
      FileAssigned(file: it.file, to: colleague.member, wraps: [try it.wrap(for: colleague)]),
      by: supervisor)
    try it.agency.record(
      FileUnassigned(file: it.file, from: clinician.member), by: supervisor)
    #expect(try it.entitled() == [colleague.member])
  }

  // A supervisor who hands a file to nobody kept all else that the leaver left behind by it.
  @Test func `two others end a supervision that keeps a leaver's file, and say what it closes`()
    throws
  {
    var it = try Practice()
    try it.handOn()
    let (clinician, supervisor) = (it.staff.clinician, it.staff.supervisor)
    try it.agency.offboard(clinician)
    func ended(closing count: Int) -> SupervisionEnded {
      SupervisionEnded(clinician.member, by: supervisor.member, closing: count)
    }
    for wrong in [0, 2] {
      try it.agency.ignore(
        ActProposed(ended(closing: wrong)), by: it.agency.officer, as: .nobodyLeft)
    }
    let proposal = try it.agency.record(ActProposed(ended(closing: 1)), by: it.agency.officer)
    try it.agency.ignore(
      ActApproved(proposal: proposal, wraps: []), by: supervisor, as: .refused(.roleLacksPower))
    try it.agency.record(
      ActApproved(proposal: proposal, wraps: []), by: it.agency.administrator)
    #expect(try it.entitled().isEmpty)
    try it.agency.ignore(
      try it.agency.draft(in: it.file), by: supervisor, as: .refused(.fileNotAssigned))
  }

  @Test func `a supervisor without a device is nobody to leave a leaver's file with`() throws {
    var it = try Practice()
    try it.handOn()
    let (clinician, supervisor) = (it.staff.clinician, it.staff.supervisor)
    let second = try it.agency.enrol(.supervisor)
    try it.agency.supervise(clinician, by: second)
    try it.agency.setUpRecovery(among: [it.agency.officer, it.agency.administrator, supervisor])
    try it.agency.approve(DeviceRevoked(second.device.id, of: second.member))
    try it.agency.offboard(clinician)
    try it.agency.ignore(
      ActProposed(SupervisionEnded(clinician.member, by: supervisor.member)),
      by: it.agency.officer, as: .nobodyLeft)
    try it.agency.record(
      ActProposed(SupervisionEnded(clinician.member, by: supervisor.member, closing: 1)),
      by: it.agency.officer)
  }

  @Test func `a supervisor who hands one file on and takes another back closes neither`() throws {
    var it = try Practice()
    try it.handOn()
    let (clinician, supervisor) = (it.staff.clinician, it.staff.supervisor)
    let colleague = it.staff.colleague
    let other = try it.agency.openFile(by: clinician)
    let compartment = try #require(it.agency.state.files[other]).compartment
    try it.agency.record(
      WrapsAdded([try it.agency.wrap(compartment, for: supervisor)]), by: clinician)
    try it.agency.record(
      FileAssigned(
        file: other, to: colleague.member, wraps: [try it.agency.wrap(compartment, for: colleague)]),
      by: supervisor)
    try it.agency.offboard(clinician)
    let proposal = try it.agency.record(
      ActProposed(SupervisionEnded(clinician.member, by: supervisor.member, closing: 1)),
      by: it.agency.officer)
    try it.agency.record(
      FileAssigned(file: it.file, to: colleague.member, wraps: [try it.wrap(for: colleague)]),
      by: supervisor)
    try it.agency.record(FileUnassigned(file: other, from: colleague.member), by: supervisor)
    try it.agency.ignore(
      ActApproved(proposal: proposal, wraps: []), by: it.agency.administrator, as: .nobodyLeft)
  }

  @Test func `supervision by them is over, and with it the key to others' files`() throws {
    var it = try Practice()
    try it.handOn()
    try it.agency.offboard(it.staff.supervisor)
    #expect(it.agency.state.members[it.staff.clinician.member]?.supervisors == [])
    #expect(try it.entitled() == [it.staff.clinician.member])
    #expect(it.agency.state.unsettled.contains(try it.compartment))
    try it.agency.ignore(
      ActProposed(MemberSupervised(it.staff.trainee.member, by: it.staff.supervisor.member)),
      by: it.agency.officer, as: .wrongHolders)
  }

  @Test func `what a trainee submitted before leaving is co-signed by whoever is there`() throws {
    var (agency, staff) = try Agency.staffed()
    try agency.supervise(staff.clinician, by: staff.supervisor)
    let file = try agency.openFile(by: staff.clinician)
    try agency.state.give(file, also: staff.trainee.member)
    let stored = try agency.draft(in: file)
    try agency.record(stored, by: staff.trainee)
    try agency.record(try agency.submission(of: stored), by: staff.trainee)
    // Of a colleague's trainee only that colleague signs, as long as they are there.
    let signature = try agency.coSignature(under: stored, of: staff.trainee)
    try agency.ignore(signature, by: staff.supervisor, as: .refused(.authorNotSupervised))
    try agency.offboard(staff.trainee)
    try agency.record(
      try agency.coSignature(under: stored, of: staff.trainee), by: staff.supervisor)
    #expect(agency.state.submissions.isEmpty)
  }

  @Test func `what they proposed, and what was proposed about them, waits no longer`() throws {
    var (agency, staff) = try Agency.staffed()
    let third = try agency.enrol(.privacyOfficer)
    let newcomer = agency.newcomer(agency.person(), as: [.clinician])
    let theirs = try agency.record(ActProposed(MemberEnrolled(newcomer)), by: third)
    let about = try agency.record(
      ActProposed(MemberOffboarded(third.member)), by: agency.administrator)
    let other = try agency.record(
      ActProposed(MemberSupervised(staff.trainee.member, by: staff.supervisor.member)),
      by: agency.administrator)
    try agency.offboard(third)
    #expect(Set(agency.state.proposals.keys) == [other.sequence])
    for gone in [theirs, about] {
      try agency.ignore(
        ActApproved(proposal: gone, wraps: []), by: agency.officer, as: .unknownProposal)
    }
    try agency.record(ActApproved(proposal: other, wraps: []), by: agency.officer)
  }

  @Test func `leaving takes two others, and is over after fourteen days`() throws {
    var (agency, staff) = try Agency.staffed()
    let act = ActProposed(MemberOffboarded(staff.clinician.member))
    try agency.ignore(
      MemberOffboarded(staff.clinician.member), by: agency.officer, as: .misplaced)
    for person in [staff.clinician, staff.supervisor, staff.auditor] {
      try agency.ignore(act, by: person, as: .refused(.roleLacksPower))
    }
    let proposal = try agency.record(act, by: agency.officer)
    let approval = ActApproved(proposal: proposal, wraps: [])
    try agency.ignore(approval, by: agency.officer, as: .notApprovable)
    try agency.ignore(
      ActApproved(
        proposal: proposal,
        wraps: [try agency.wrap(agency.state.vaultCompartment, for: staff.clinician)]),
      by: agency.administrator, as: .wrongHolders)
    try agency.ignore(
      approval, by: agency.administrator, as: .notApprovable,
      at: agency.now.adding(.days(14)).adding(.minutes(1)))
    try agency.offboard(staff.clinician)
    try agency.ignore(act, by: agency.officer, as: .notInForce)
    try agency.ignore(
      ActProposed(MemberOffboarded(id(0x99))), by: agency.officer, as: .unknownMember)
  }

  @Test func `nobody says it of themselves, or approves it`() throws {
    var (agency, _) = try Agency.staffed()
    let third = try agency.enrol(.privacyOfficer)
    try agency.ignore(
      ActProposed(MemberOffboarded(third.member)), by: third, as: .notApprovable)
    let proposal = try agency.record(
      ActProposed(MemberOffboarded(third.member)), by: agency.officer)
    try agency.ignore(ActApproved(proposal: proposal, wraps: []), by: third, as: .notApprovable)
    try agency.ignore(ProposalWithdrawn(proposal: proposal), by: third, as: .notApprovable)
  }

  @Test func `of two officers one leaves by the word of the other and a supervisor's`() throws {
    var (agency, staff) = try Agency.staffed()
    let (officer, administrator) = (agency.officer, agency.administrator)
    let act = ActProposed(MemberOffboarded(administrator.member))
    // Of anybody else the two officers decide, and of themselves nobody.
    try agency.ignore(
      ActProposed(MemberOffboarded(staff.clinician.member)), by: staff.supervisor,
      as: .refused(.roleLacksPower))
    let proposal = try agency.record(act, by: staff.supervisor)
    let declined = try agency.record(act, by: officer)
    let second = try agency.enrol(.supervisor)
    try agency.record(ProposalWithdrawn(proposal: declined), by: second)
    try agency.record(ActApproved(proposal: proposal, wraps: []), by: officer)
    // Now supervisors stand in for whatever takes two.
    let newcomer = agency.newcomer(agency.person(), as: [.administrator])
    try agency.record(ActProposed(MemberEnrolled(newcomer)), by: staff.supervisor)
  }

  @Test func `as many stay as it takes to enrol somebody`() throws {
    var agency = try Agency.founded()
    let third = try agency.enrol(.privacyOfficer)
    try agency.handOnShared(to: third)
    try agency.offboard(agency.administrator, by: agency.officer, and: third)
    // Neither of the two can leave, nor be said to, until there is a third.
    try agency.ignore(
      ActProposed(MemberOffboarded(agency.officer.member)), by: third, as: .nobodyLeft)
  }

  @Test func `nobody leaves with the only key of oversight`() throws {
    var (agency, staff) = try Agency.staffed()
    let act = ActProposed(MemberOffboarded(agency.officer.member))
    // The auditor waits for it still.
    try agency.ignore(act, by: agency.administrator, as: .nobodyLeft)
    try agency.handOnShared(to: staff.auditor)
    try agency.ignore(act, by: agency.administrator, as: .nobodyLeft)
    // And the supervisor for the registry's.
    try agency.handOnShared(to: staff.supervisor)
    try agency.record(act, by: agency.administrator)
  }

  @Test func `a practice of one has nobody who could leave, and lets its auditor go`() throws {
    var practice = try Agency.soloPractice()
    let owner = practice.owner
    try practice.ignore(
      ActProposed(MemberOffboarded(owner.member)), by: owner, as: .nobodyLeft)
    let auditor = practice.person()
    practice.state.admit(practice.newcomer(auditor, as: [.auditor]), at: practice.now)
    try practice.ignore(
      ActProposed(MemberOffboarded(owner.member)), by: owner, as: .nobodyLeft)
    let proposal = try practice.record(
      ActProposed(MemberOffboarded(auditor.member)), by: owner)
    let approval = ActApproved(proposal: proposal, wraps: [])
    try practice.ignore(approval, by: owner, as: .notApprovable)
    try practice.record(approval, by: owner, at: practice.now.adding(.hours(25)))
    try practice.ignore(VaultBackedUp(), by: auditor, as: .refused(.notAMember))
  }

  @Test func `whoever comes back is somebody new, with a new key`() throws {
    var (agency, staff) = try Agency.staffed()
    try agency.offboard(staff.clinician)
    try agency.ignore(
      ActProposed(MemberEnrolled(agency.newcomer(staff.clinician, as: [.clinician]))),
      by: agency.officer, as: .alreadyExists)
    let again = try agency.enrol(.clinician)
    _ = try agency.openFile(by: again)
    #expect(agency.state.members[staff.clinician.member]?.left != nil)
  }

  // What nobody else holds is closed to everybody: said before, and no reason to keep a leaver.
  @Test func `a file that they alone held does not keep them`() throws {
    var it = try Practice()
    let file = try it.agency.openFile(by: it.staff.colleague)
    let compartment = try #require(it.agency.state.files[file]).compartment
    try it.agency.offboard(it.staff.colleague)
    #expect(it.agency.state.entitled(to: compartment).isEmpty)
    #expect(it.agency.state.unsettled.contains(compartment))
  }
}

extension Agency {
  /// Proposed by the privacy officer, approved by the administrator.
  mutating func offboard(_ person: Person) throws {
    try offboard(person, by: officer, and: administrator)
  }

  mutating func offboard(_ person: Person, by proposer: Person, and approver: Person) throws {
    let proposal = try record(ActProposed(MemberOffboarded(person.member)), by: proposer)
    try record(ActApproved(proposal: proposal, wraps: []), by: approver)
  }

  /// The privacy officer hands on what waits for this member of oversight and registry.
  mutating func handOnShared(to person: Person) throws {
    let waiting = [state.oversight, state.registry].compactMap(\.self)
      .filter { state.isEntitled(HolderID(person.member), to: $0) }
    try record(WrapsAdded(try waiting.map { try wrap($0, for: person) }), by: officer)
  }
}

extension VaultState {
  /// As an assignment would.
  fileprivate mutating func give(_ file: CaseFileID, also member: MemberID) throws {
    _ = try #require(files[file])
    files[file]?.assigned.append(member)
    if let compartment = files[file]?.compartment { settle(compartment) }
  }
}
