import Testing

@testable import Casework

/// Roles that change: by two others, for what the act says, and never so that others lose what rests on them.
@Suite struct RolesTests {
  @Test func `a role that is gained counts from the approval on, and its key is due`() throws {
    var (agency, staff) = try Agency.staffed()
    try agency.ignore(
      WrapsAdded([try agency.wrap(agency.state.registry, for: staff.clinician)]),
      by: agency.officer, as: .wrongHolders)
    try agency.setRoles(of: staff.clinician, to: [.clinician, .supervisor])
    let registry = try #require(agency.state.registry)
    #expect(agency.state.unsettled.contains(registry))
    try agency.record(
      WrapsAdded([try agency.wrap(registry, for: staff.clinician)]), by: agency.officer)
    try agency.supervise(staff.trainee, by: staff.clinician)
    #expect(agency.state.supervises(staff.clinician.member, staff.trainee.member))
  }

  @Test func `a role that is lost is a key to be exchanged, and who lost it does not do that`()
    throws
  {
    var (agency, staff) = try Agency.staffed()
    let registry = try #require(agency.state.registry)
    try agency.record(
      WrapsAdded([try agency.wrap(registry, for: staff.supervisor)]), by: agency.officer)
    try agency.setRoles(of: staff.supervisor, to: [.clinician])
    #expect(agency.state.unsettled.contains(registry))
    #expect(!agency.state.isEntitled(HolderID(staff.supervisor.member), to: registry))
    let entitled = agency.state.entitled(to: registry).map(\.member)
    #expect(!entitled.contains(staff.supervisor.member))
    let rotation = CompartmentRotated(
      epoch: agency.sealed(.registry, of: registry, epoch: 2, to: entitled),
      past: .slots(count: 0, chunk: hash(2), kept: hash(3)))
    try agency.ignore(rotation, by: staff.supervisor, as: .wrongHolders, manifest: [1])
    try agency.record(rotation, by: agency.officer, manifest: [1])
    #expect(!agency.state.unsettled.contains(registry))
  }

  @Test func `it takes two others, whatever a changed program signs`() throws {
    var (agency, staff) = try Agency.staffed()
    let act = RolesSet(
      of: staff.clinician.member, from: [.clinician], to: [.clinician, .privacyOfficer])
    try agency.ignore(act, by: agency.officer, as: .misplaced)
    for person in [staff.clinician, staff.supervisor, staff.auditor] {
      try agency.ignore(ActProposed(act), by: person, as: .refused(.roleLacksPower))
    }
    let own = RolesSet(
      of: agency.administrator.member, from: [.administrator],
      to: [.privacyOfficer, .administrator])
    let third = try agency.enrol(.privacyOfficer)
    try agency.ignore(ActProposed(own), by: agency.administrator, as: .notApprovable)
    let proposal = try agency.record(ActProposed(own), by: agency.officer)
    for person in [agency.administrator, agency.officer] {
      try agency.ignore(
        ActApproved(proposal: proposal, wraps: []), by: person, as: .notApprovable)
    }
    try agency.ignore(
      ActApproved(
        proposal: proposal, wraps: [try agency.wrap(agency.state.oversight, for: third)]),
      by: third, as: .wrongHolders)
    try agency.record(ActApproved(proposal: proposal, wraps: []), by: third)
    #expect(
      agency.state.members[agency.administrator.member]?.roles == [.privacyOfficer, .administrator])
  }

  @Test func `whoever is on duty stays somebody who can be`() throws {
    var (agency, staff) = try Agency.staffed()
    try agency.record(RosterSet([staff.colleague.member]), by: staff.supervisor)
    try agency.ignore(
      ActProposed(
        RolesSet(of: staff.colleague.member, from: [.clinician], to: [.administrator])),
      by: agency.officer, as: .wrongHolders)
    try agency.record(RosterSet([]), by: staff.supervisor)
    try agency.record(
      ActProposed(
        RolesSet(of: staff.colleague.member, from: [.clinician], to: [.administrator])),
      by: agency.officer)
  }

  @Test func `of two acts about one member the second is not approved for what it did not say`()
    throws
  {
    var (agency, staff) = try Agency.staffed()
    let first = try agency.record(
      ActProposed(
        RolesSet(of: staff.trainee.member, from: [.trainee], to: [.clinician])),
      by: agency.officer)
    let second = try agency.record(
      ActProposed(
        RolesSet(of: staff.trainee.member, from: [.trainee], to: [.trainee, .supervisor])),
      by: agency.officer)
    try agency.record(ActApproved(proposal: first, wraps: []), by: agency.administrator)
    try agency.ignore(
      ActApproved(proposal: second, wraps: []), by: agency.administrator, as: .notInForce)
    #expect(agency.state.members[staff.trainee.member]?.roles == [.clinician])
  }

  @Test func `roles that others rest on are not lost until these are handed over`() throws {
    var (agency, staff) = try Agency.staffed()
    try agency.supervise(staff.trainee, by: staff.supervisor)
    let file = try agency.openFile(by: staff.clinician)
    func proposal(_ person: Agency.Person, _ from: [Role], _ to: [Role]) -> ActProposed {
      ActProposed(RolesSet(of: person.member, from: from, to: to))
    }
    let officer = agency.officer
    try agency.ignore(
      proposal(staff.clinician, [.clinician], [.administrator]), by: officer, as: .wrongHolders)
    try agency.ignore(
      proposal(staff.supervisor, [.supervisor], [.clinician]), by: officer, as: .wrongHolders)
    for (to, why) in [
      ([], Violation.rolesDoNotCombine), ([.auditor, .clinician], .rolesDoNotCombine),
      ([.clinician, .clinician, .trainee], .rolesDoNotCombine), ([.clinician], .alreadyExists),
    ] as [([Role], Violation)] {
      try agency.ignore(proposal(staff.clinician, [.clinician], to), by: officer, as: why)
    }
    // Handed over, it is well.
    try agency.record(
      FileHandedOver(
        file: file, to: staff.colleague.member,
        wraps: [
          AddedWrap(
            compartment: try #require(agency.state.files[file]).compartment, epoch: 1,
            notice: WrapNotice(holder: HolderID(staff.colleague.member), hash: hash(7)))
        ]), by: staff.clinician)
    try agency.setRoles(of: staff.clinician, to: [.administrator])
    try agency.ignore(
      FileOpened(agency.opening(by: staff.clinician)), by: staff.clinician,
      as: .refused(.roleLacksPower))
  }

  @Test func `whoever enrols is not taken away where fewer than two would be left to`() throws {
    var agency = try Agency.founded()
    let act = RolesSet(of: agency.administrator.member, from: [.administrator], to: [.auditor])
    try agency.ignore(ActProposed(act), by: agency.officer, as: .nobodyLeft)
    // A supervisor stands in.
    _ = try agency.enrol(.supervisor)
    try agency.record(ActProposed(act), by: agency.officer)
  }

  @Test func `the only one who holds oversight stays a privacy officer`() throws {
    var (agency, staff) = try Agency.staffed()
    let second = try agency.enrol(.administrator)
    let act = ActProposed(
      RolesSet(of: agency.officer.member, from: [.privacyOfficer], to: [.administrator]))
    try agency.ignore(act, by: agency.administrator, as: .nobodyLeft)
    let third = try agency.enrol(.privacyOfficer)
    // Who is entitled to it and has not got it yet cannot hand it on.
    try agency.ignore(act, by: agency.administrator, as: .nobodyLeft)
    try agency.record(
      WrapsAdded([
        try agency.wrap(agency.state.oversight, for: third),
        try agency.wrap(agency.state.registry, for: third),
      ]), by: agency.officer)
    let proposal = try agency.record(act, by: agency.administrator)
    try agency.record(ActApproved(proposal: proposal, wraps: []), by: second)
    #expect(
      agency.state.unsettled.isSuperset(
        of: [agency.state.oversight, agency.state.registry].compactMap(\.self)))
    _ = staff
  }

  @Test func `grants end with what they rest on: the giver's say, and the grantee's reading`()
    throws
  {
    var (agency, staff) = try Agency.staffed()
    let file = try agency.openFile(by: staff.supervisor)
    try agency.give(file, to: staff.colleague, by: staff.supervisor)
    try agency.give(file, to: staff.clinician, by: staff.supervisor)
    #expect(agency.state.grants.map(\.isRunning) == [true, true])
    try agency.setRoles(of: staff.colleague, to: [.administrator])
    #expect(agency.state.grants.map(\.isRunning) == [false, true])
    try agency.setRoles(of: staff.supervisor, to: [.clinician])
    #expect(agency.state.grants.map(\.isRunning) == [false, false])
  }
}

extension Agency {
  /// Proposed by the privacy officer, approved by the administrator.
  mutating func setRoles(of person: Person, to roles: [Role]) throws {
    let before = state.members[person.member]?.roles ?? []
    let proposal = try record(
      ActProposed(RolesSet(of: person.member, from: before, to: roles)), by: officer)
    try record(ActApproved(proposal: proposal, wraps: []), by: administrator)
  }
}
