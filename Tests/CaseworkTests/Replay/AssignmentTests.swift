import Testing

@testable import Casework

/// Who works in a case file, and who holds its key.
@Suite struct AssignmentTests {
  /// A clinician under a supervisor, with one file of hers; and others who have nothing to do with it.
  struct Practice {
    var agency: Agency
    let staff: Agency.Staff
    let file: CaseFileID

    init() throws {
      (agency, staff) = try Agency.staffed()
      try agency.supervise(staff.clinician, by: staff.supervisor)
      file = try agency.openFile(by: staff.clinician)
    }

    var compartment: CompartmentID {
      get throws { try #require(agency.state.files[file]).compartment }
    }

    func holders() throws -> Set<MemberID> {
      Set(try #require(agency.state.compartments[compartment]).holders.map(\.member))
    }

    func entitled() throws -> Set<MemberID> {
      Set(agency.state.entitled(to: try compartment).map(\.member))
    }

    var assigned: [MemberID] { agency.state.files[file]?.assigned ?? [] }

    mutating func wrap(for person: Agency.Person) throws -> AddedWrap {
      try agency.wrap(compartment, for: person)
    }

    /// The supervisor gets the key that waits for them.
    mutating func handOn() throws {
      try agency.record(WrapsAdded([try wrap(for: staff.supervisor)]), by: staff.clinician)
    }

    mutating func rotate(by person: Agency.Person) throws -> CompartmentRotated {
      let known = try #require(agency.state.compartments[compartment])
      let sealed = agency.sealed(
        .file, of: try compartment, epoch: known.current.epoch + 1,
        to: agency.state.entitled(to: try compartment).map(\.member))
      return CompartmentRotated(
        epoch: sealed, past: .slots(count: 0, chunk: hash(2), kept: hash(3)))
    }
  }

  @Test func `a supervisor is entitled to the files of whom they supervise, and waits for the key`()
    throws
  {
    var it = try Practice()
    let (clinician, supervisor) = (it.staff.clinician.member, it.staff.supervisor.member)
    #expect(try it.entitled() == [clinician, supervisor])
    #expect(try it.holders() == [clinician])
    #expect(it.agency.state.unsettled.contains(try it.compartment))
    try it.handOn()
    #expect(try it.holders() == [clinician, supervisor])
    #expect(!it.agency.state.unsettled.contains(try it.compartment))
  }

  @Test func `a file goes to a colleague with its key, and whoever worked in it goes on`() throws {
    var it = try Practice()
    try it.handOn()
    let colleague = it.staff.colleague
    try it.agency.record(
      FileAssigned(file: it.file, to: colleague.member, wraps: [try it.wrap(for: colleague)]),
      by: it.staff.supervisor)
    #expect(it.assigned == [it.staff.clinician.member, colleague.member])
    #expect(try it.holders().contains(colleague.member))
    #expect(!it.agency.state.unsettled.contains(try it.compartment))
    _ = try it.agency.signedNote(in: it.file, by: colleague)
    _ = try it.agency.signedNote(in: it.file, by: it.staff.clinician)
  }

  @Test func `an assignment without a key leaves somebody waiting`() throws {
    var it = try Practice()
    try it.agency.record(
      FileAssigned(file: it.file, to: it.staff.trainee.member, wraps: []), by: it.staff.supervisor)
    #expect(it.assigned.contains(it.staff.trainee.member))
    #expect(it.agency.state.unsettled.contains(try it.compartment))
  }

  @Test func `keys go to nobody but those who get the file`() throws {
    var it = try Practice()
    try it.handOn()
    let (colleague, trainee) = (it.staff.colleague, it.staff.trainee)
    let theirs = try it.wrap(for: colleague)
    let other = try it.agency.wrap(it.agency.state.vaultCompartment, for: trainee)
    for wraps in [
      [theirs, try it.wrap(for: trainee)], [theirs, theirs],
      [theirs, try it.wrap(for: it.staff.clinician)], [theirs, other],
    ] {
      try it.agency.ignore(
        FileAssigned(file: it.file, to: colleague.member, wraps: wraps), by: it.staff.supervisor,
        as: .wrongHolders)
    }
    #expect(try it.holders() == [it.staff.clinician.member, it.staff.supervisor.member])
  }

  // Whoever could take a wrap out by naming it again could shut its owner out.
  @Test func `an assignment that comes to nothing takes no key away`() throws {
    var it = try Practice()
    try it.handOn()
    let mine = try #require(
      it.agency.state.compartments[try it.compartment]?.wraps.first {
        $0.holder == HolderID(it.staff.clinician.member)
      })
    let again = AddedWrap(compartment: try it.compartment, epoch: 1, notice: mine)
    try it.agency.ignore(
      FileAssigned(file: it.file, to: it.staff.colleague.member, wraps: [again]),
      by: it.staff.supervisor, as: .wrongHolders)
    #expect(try it.holders() == [it.staff.clinician.member, it.staff.supervisor.member])
  }

  @Test func `a file is given to somebody who is here, works in files and has it not yet`() throws {
    var it = try Practice()
    let supervisor = it.staff.supervisor
    for (member, violation) in [
      (it.staff.auditor.member, Violation.wrongHolders),
      (it.agency.officer.member, .wrongHolders), (id(0x99), .unknownMember),
      (it.staff.clinician.member, .alreadyExists),
    ] {
      try it.agency.ignore(
        FileAssigned(file: it.file, to: member, wraps: []), by: supervisor, as: violation)
    }
    try it.agency.ignore(
      FileAssigned(file: id(0x98), to: it.staff.colleague.member, wraps: []), by: supervisor,
      as: .refused(.noSuchFile))
  }

  @Test func `whoever loses a file may do nothing there from that entry on`() throws {
    var it = try Practice()
    try it.handOn()
    let (clinician, colleague) = (it.staff.clinician, it.staff.colleague)
    try it.agency.record(
      FileAssigned(file: it.file, to: colleague.member, wraps: [try it.wrap(for: colleague)]),
      by: it.staff.supervisor)
    try it.agency.record(
      FileUnassigned(file: it.file, from: clinician.member), by: it.staff.supervisor)
    #expect(it.assigned == [colleague.member])
    try it.agency.ignore(
      try it.agency.draft(in: it.file), by: clinician, as: .refused(.fileNotAssigned))
    // They hold the key until somebody else rotates: the supervisor no longer, and never they themselves.
    #expect(try it.holders().contains(clinician.member))
    #expect(try it.entitled() == [colleague.member])
    #expect(it.agency.state.unsettled.contains(try it.compartment))
    let rotation = try it.rotate(by: clinician)
    for leaver in [clinician, it.staff.supervisor] {
      try it.agency.ignore(rotation, by: leaver, as: .wrongHolders, manifest: [1])
    }
    try it.agency.record(rotation, by: colleague, manifest: [1])
    #expect(try it.holders() == [colleague.member])
    #expect(!it.agency.state.unsettled.contains(try it.compartment))
  }

  @Test func `the last one who could open a file is not taken from it`() throws {
    var it = try Practice()
    let supervisor = it.staff.supervisor
    // Nobody would work in it any more.
    try it.agency.ignore(
      FileUnassigned(file: it.file, from: it.staff.clinician.member), by: supervisor,
      as: .nobodyLeft)
    // Somebody would, and has no key yet.
    try it.agency.record(
      FileAssigned(file: it.file, to: it.staff.trainee.member, wraps: []), by: supervisor)
    try it.agency.ignore(
      FileUnassigned(file: it.file, from: it.staff.clinician.member), by: supervisor,
      as: .nobodyLeft)
    try it.agency.ignore(
      FileUnassigned(file: it.file, from: it.staff.colleague.member), by: supervisor,
      as: .notInForce)
  }

  @Test func `a clinician hands a file over with its key, and not without`() throws {
    var it = try Practice()
    let (clinician, colleague) = (it.staff.clinician, it.staff.colleague)
    try it.agency.ignore(
      FileHandedOver(file: it.file, to: colleague.member, wraps: []), by: clinician,
      as: .nobodyLeft)
    try it.agency.ignore(
      FileHandedOver(file: it.file, to: clinician.member, wraps: []), by: clinician,
      as: .alreadyExists)
    try it.agency.ignore(
      FileHandedOver(file: it.file, to: it.staff.auditor.member, wraps: []), by: clinician,
      as: .wrongHolders)
    try it.agency.record(
      FileHandedOver(file: it.file, to: colleague.member, wraps: [try it.wrap(for: colleague)]),
      by: clinician)
    #expect(it.assigned == [colleague.member])
    try it.agency.ignore(
      FileHandedOver(file: it.file, to: colleague.member, wraps: []), by: clinician,
      as: .refused(.fileNotAssigned))
  }

  @Test func `a file handed over to whoever has it already keeps one of them`() throws {
    var it = try Practice()
    try it.handOn()
    let (clinician, colleague) = (it.staff.clinician, it.staff.colleague)
    try it.agency.record(
      FileAssigned(file: it.file, to: colleague.member, wraps: [try it.wrap(for: colleague)]),
      by: it.staff.supervisor)
    try it.agency.record(
      FileHandedOver(file: it.file, to: colleague.member, wraps: []), by: clinician)
    #expect(it.assigned == [colleague.member])
  }

  @Test func `psychotherapy notes stay their author's, also towards a supervisor`() throws {
    var it = try Practice()
    try it.agency.openProcess(in: it.file, by: it.staff.clinician)
    let process = try #require(
      it.agency.state.files[it.file]?.processes[it.staff.clinician.member])
    #expect(
      it.agency.state.entitled(to: process) == [HolderID(it.staff.clinician.member)])
    let read = Act.read(.psychotherapy, by: it.staff.clinician.member, in: it.file)
    #expect(
      Policy.refusal(of: read, by: it.staff.supervisor.member, in: it.agency.state)?.reason
        == .psychotherapyNoteOfAnother)
  }
}

@Suite struct SupervisionTests {
  @Test func `supervision takes two people whom it does not concern`() throws {
    var (agency, staff) = try Agency.staffed()
    let act = ActProposed(MemberSupervised(staff.trainee.member, by: staff.supervisor.member))
    try agency.ignore(act, by: staff.supervisor, as: .refused(.roleLacksPower))
    let proposal = try agency.record(act, by: agency.officer)
    try agency.ignore(
      ActApproved(proposal: proposal, wraps: []), by: agency.officer, as: .notApprovable)
    try agency.ignore(
      ActApproved(
        proposal: proposal,
        wraps: [try agency.wrap(agency.state.vaultCompartment, for: staff.trainee)]),
      by: agency.administrator, as: .wrongHolders)
    try agency.record(ActApproved(proposal: proposal, wraps: []), by: agency.administrator)
    #expect(agency.state.supervises(staff.supervisor.member, staff.trainee.member))
    #expect(!agency.state.supervises(staff.trainee.member, staff.supervisor.member))
  }

  @Test func `whom it concerns does not approve it`() throws {
    var agency = try Agency.founded()
    let (boss, clinician) = (
      try agency.enrol(.supervisor, .administrator), try agency.enrol(.clinician)
    )
    let proposal = try agency.record(
      ActProposed(MemberSupervised(clinician.member, by: boss.member)), by: agency.officer)
    try agency.ignore(ActApproved(proposal: proposal, wraps: []), by: boss, as: .notApprovable)
    // Nor propose it: one signature of somebody else's would do then.
    try agency.ignore(
      ActProposed(MemberSupervised(clinician.member, by: boss.member)), by: boss,
      as: .notApprovable)
    try agency.record(ActApproved(proposal: proposal, wraps: []), by: agency.administrator)
  }

  @Test func `whoever works alone supervises a trainee after the waiting time`() throws {
    var practice = try Agency.soloPractice()
    let trainee = practice.person()
    practice.state.admit(practice.newcomer(trainee, as: [.trainee]), at: practice.now)
    let proposal = try practice.record(
      ActProposed(MemberSupervised(trainee.member, by: practice.owner.member)),
      by: practice.owner)
    let early = practice.now.adding(.hours(23))
    try practice.ignore(
      ActApproved(proposal: proposal, wraps: []), by: practice.owner, as: .notApprovable, at: early)
    try practice.record(
      ActApproved(proposal: proposal, wraps: []), by: practice.owner, at: early.adding(.hours(1)))
    #expect(practice.state.supervises(practice.owner.member, trainee.member))
  }

  @Test func `only a supervisor supervises, and only whoever works in files`() throws {
    var (agency, staff) = try Agency.staffed()
    let other = try agency.enrol(.supervisor)
    try agency.supervise(staff.trainee, by: staff.supervisor)
    try agency.supervise(other, by: staff.supervisor)
    for (member, supervisor, violation) in [
      (staff.trainee, staff.colleague, Violation.wrongHolders),
      (staff.auditor, staff.supervisor, .wrongHolders),
      (agency.officer, staff.supervisor, .wrongHolders),
      (staff.supervisor, staff.supervisor, .wrongHolders),
      (staff.supervisor, other, .wrongHolders), (staff.trainee, staff.supervisor, .alreadyExists),
      (agency.person(), staff.supervisor, .unknownMember),
    ] {
      try agency.ignore(
        ActProposed(MemberSupervised(member.member, by: supervisor.member)), by: agency.officer,
        as: violation)
    }
    try agency.ignore(
      ActProposed(SupervisionEnded(staff.colleague.member, by: staff.supervisor.member)),
      by: agency.officer, as: .notInForce)
  }

  @Test func `the end of supervision is the end of its files`() throws {
    var it = try AssignmentTests.Practice()
    try it.handOn()
    let supervisor = it.staff.supervisor
    try it.agency.record(try it.agency.draft(in: it.file), by: supervisor)
    let proposal = try it.agency.record(
      ActProposed(SupervisionEnded(it.staff.clinician.member, by: supervisor.member)),
      by: it.agency.officer)
    try it.agency.record(
      ActApproved(proposal: proposal, wraps: []), by: it.agency.administrator)
    #expect(try it.entitled() == [it.staff.clinician.member])
    #expect(it.agency.state.unsettled.contains(try it.compartment))
    try it.agency.ignore(
      try it.agency.draft(in: it.file), by: supervisor, as: .refused(.fileNotAssigned))
  }
}
