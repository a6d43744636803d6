import Testing

@testable import Casework

@Suite struct PolicyTests {
  @Test func `whoever is no member may do nothing`() throws {
    let agency = try Agency.founded()
    for power in Power.all {
      let refusal = Policy.refusal(of: Act(power), by: id(0x99), in: agency.state)
      #expect(refusal?.reason == .notAMember)
    }
  }

  @Test func `several acts are allowed all or none, and the first refusal is told`() throws {
    var (agency, staff) = try Agency.staffed()
    let file = try agency.openFile(by: staff.clinician)
    let allowed = Act(.readNotes, on: .file(file))
    let refused = Act(.readNotes, on: .process(file, author: staff.colleague.member))
    #expect(
      Policy.refusal(
        of: [allowed, refused, Act(.backUp)], by: staff.clinician.member, in: agency.state)
        == Refusal(act: refused, reason: .psychotherapyNoteOfAnother))
    #expect(
      Policy.refusal(of: [allowed, allowed], by: staff.clinician.member, in: agency.state) == nil)
  }

  @Test func `a permit names who may do what, and where it was decided`() throws {
    let (agency, staff) = try Agency.staffed()
    let permit = try Policy.permit(
      [Act(.openFile)], to: staff.clinician.member, in: agency.state)
    let (acts, member, position) = (permit.acts, permit.member, permit.position)
    #expect(acts == [Act(.openFile)])
    #expect(member == staff.clinician.member)
    #expect(position == agency.state.size)
    #expect(throws: Refusal(act: Act(.openFile), reason: .roleLacksPower)) {
      _ = try Policy.permit([Act(.openFile)], to: staff.auditor.member, in: agency.state)
    }
  }

  @Test func `powers of several roles add up`() throws {
    var agency = try Agency.founded()
    let clinician = try agency.enrol(.clinician)
    let both = try agency.enrol(.trainee, .privacyOfficer)
    let file = try agency.openFile(by: clinician)
    let rename = Act(.renameClient, on: .file(file))
    // A trainee renames in assigned files only, a privacy officer everywhere.
    #expect(Policy.refusal(of: rename, by: both.member, in: agency.state) == nil)
    #expect(
      Policy.refusal(of: Act(.readNotes, on: .file(file)), by: both.member, in: agency.state)?
        .reason
        == .fileNotAssigned)
    #expect(
      Policy.refusal(of: Act(.signNotes, on: .file(file)), by: both.member, in: agency.state)?
        .reason
        == .roleLacksPower)
  }

  // Design §6: where fewer than two hold the power, supervisors stand in.
  @Test func `supervisors stand in where fewer than two may enrol`() throws {
    var (agency, staff) = try Agency.staffed()
    func refusal(to person: Agency.Person, in state: VaultState) -> Refusal.Reason? {
      Policy.refusal(of: Act(.manageMembers), by: person.member, in: state)?.reason
    }
    #expect(refusal(to: staff.supervisor, in: agency.state) == .roleLacksPower)
    agency.state.members[agency.officer.member]?.roles = [.clinician]
    #expect(refusal(to: staff.supervisor, in: agency.state) == nil)
    #expect(refusal(to: staff.clinician, in: agency.state) == .roleLacksPower)
    #expect(refusal(to: staff.auditor, in: agency.state) == .roleLacksPower)
    // They stand in for what takes two, and for nothing else.
    #expect(
      Policy.refusal(of: Act(.backUp), by: staff.supervisor.member, in: agency.state)?.reason
        == .roleLacksPower)
  }

  @Test func `nobody stands in for a practice of one`() throws {
    var practice = try Agency.soloPractice()
    let supervisor = practice.person()
    practice.state.admit(practice.newcomer(supervisor, as: [.supervisor]), at: practice.now)
    #expect(
      Policy.refusal(of: Act(.manageMembers), by: supervisor.member, in: practice.state)?.reason
        == .roleLacksPower)
  }
}
