import Testing

@testable import Casework

/// The register of conflicts: an explicit deny that beats whatever else would let somebody in.
@Suite struct ConflictTests {
  private typealias Practice = AssignmentTests.Practice

  @Test func `a conflict beats assignment and supervision, and takes the key away`() throws {
    for other in [\Agency.Staff.clinician, \.supervisor] {
      var it = try Practice()
      try it.handOn()
      let kept = it.staff[keyPath: other]
      try it.agency.record(
        ConflictDeclared(file: it.file, of: kept.member, reason: nil), by: it.agency.officer)
      #expect(try !it.entitled().contains(kept.member))
      #expect(it.agency.state.unsettled.contains(try it.compartment))
      try it.agency.ignore(
        try it.agency.draft(in: it.file), by: kept, as: .refused(.conflictDeclared))
      let rotation = try it.rotate(by: kept)
      try it.agency.ignore(rotation, by: kept, as: .wrongHolders, manifest: [1])
    }
  }

  @Test func `a conflict beats every reach, also over what is everybody's`() throws {
    var it = try Practice()
    try it.agency.record(
      ConflictDeclared(file: it.file, of: it.agency.officer.member, reason: nil),
      by: it.agency.officer)
    let rename = Act(.renameClient, on: .file(it.file))
    #expect(
      Policy.refusal(of: rename, by: it.agency.officer.member, in: it.agency.state)?.reason
        == .conflictDeclared)
  }

  @Test func `anybody who works in files declares their own, and officers anybody's`() throws {
    var it = try Practice()
    let (trainee, colleague) = (it.staff.trainee, it.staff.colleague)
    try it.agency.ignore(
      ConflictDeclared(file: it.file, of: colleague.member, reason: nil), by: trainee,
      as: .refused(.conflictOfAnother))
    try it.agency.record(
      ConflictDeclared(file: it.file, of: trainee.member, reason: nil), by: trainee)
    try it.agency.record(
      ConflictDeclared(file: it.file, of: colleague.member, reason: it.agency.newEnvelope()),
      by: it.staff.supervisor)
    #expect(it.agency.state.files[it.file]?.conflicts.count == 2)
    try it.agency.ignore(
      ConflictDeclared(file: it.file, of: trainee.member, reason: nil), by: trainee,
      as: .alreadyExists)
    try it.agency.ignore(
      ConflictDeclared(file: it.file, of: id(0x97), reason: nil), by: it.agency.officer,
      as: .unknownMember)
    try it.agency.ignore(
      ConflictDeclared(file: id(0x98), of: trainee.member, reason: nil), by: it.agency.officer,
      as: .refused(.noSuchFile))
  }

  @Test func `the last one who could open a file hands it on before they are kept from it`() throws
  {
    var it = try Practice()
    try it.agency.ignore(
      ConflictDeclared(file: it.file, of: it.staff.clinician.member, reason: nil),
      by: it.staff.clinician, as: .nobodyLeft)
    try it.handOn()
    try it.agency.record(
      ConflictDeclared(file: it.file, of: it.staff.clinician.member, reason: nil),
      by: it.staff.clinician)
  }

  // Their key is in doubt until their next command exchanges it, which then keeps the file open.
  @Test func `nor are they kept from it while a revoked device puts their key in doubt`() throws {
    var it = try Practice()
    let clinician = it.staff.clinician
    let stolen = try it.agency.addDevice(to: clinician)
    try it.agency.record(DeviceRevoked(stolen.device.id, of: clinician.member), by: clinician)
    let declared = ConflictDeclared(file: it.file, of: clinician.member, reason: nil)
    try it.agency.ignore(declared, by: it.agency.officer, as: .nobodyLeft)
    #expect(it.agency.state.files[it.file]?.conflicts.isEmpty == true)
    // Nor does somebody count who is to have the key and has none yet.
    try it.agency.ignore(declared, by: it.staff.supervisor, as: .nobodyLeft)
  }

  @Test func `a colleague whose key is in doubt is somebody to go on with the file`() throws {
    var it = try Practice()
    try it.handOn()
    let supervisor = it.staff.supervisor
    let stolen = try it.agency.addDevice(to: supervisor)
    try it.agency.record(DeviceRevoked(stolen.device.id, of: supervisor.member), by: supervisor)
    try it.agency.record(
      ConflictDeclared(file: it.file, of: it.staff.clinician.member, reason: nil),
      by: it.agency.officer)
  }

  @Test func `whoever has a conflict is given the file by nobody`() throws {
    var it = try Practice()
    try it.handOn()
    let colleague = it.staff.colleague
    try it.agency.record(
      ConflictDeclared(file: it.file, of: colleague.member, reason: nil), by: colleague)
    try it.agency.ignore(
      FileAssigned(file: it.file, to: colleague.member, wraps: []), by: it.staff.supervisor,
      as: .wrongHolders)
    try it.agency.ignore(
      FileHandedOver(file: it.file, to: colleague.member, wraps: []), by: it.staff.clinician,
      as: .wrongHolders)
  }

  @Test func `clearing takes two others`() throws {
    var it = try Practice()
    try it.handOn()
    let clinician = it.staff.clinician
    let clear = ActProposed(ConflictCleared(file: it.file, of: clinician.member))
    try it.agency.ignore(clear, by: it.agency.officer, as: .notInForce)
    try it.agency.record(
      ConflictDeclared(file: it.file, of: clinician.member, reason: nil), by: clinician)
    try it.agency.ignore(clear, by: clinician, as: .refused(.roleLacksPower))
    try it.agency.ignore(clear, by: it.agency.administrator, as: .refused(.roleLacksPower))
    let proposal = try it.agency.record(clear, by: it.staff.supervisor)
    let approval = ActApproved(proposal: proposal, wraps: [])
    try it.agency.ignore(approval, by: it.staff.supervisor, as: .notApprovable)
    try it.agency.record(approval, by: it.agency.officer)
    #expect(it.agency.state.files[it.file]?.conflicts.isEmpty == true)
    try it.agency.record(try it.agency.draft(in: it.file), by: clinician)
  }

  @Test func `whom it concerns neither proposes nor approves that it is over`() throws {
    var it = try Practice()
    let officer = it.agency.officer
    try it.agency.record(
      ConflictDeclared(file: it.file, of: officer.member, reason: nil), by: officer)
    let clear = ActProposed(ConflictCleared(file: it.file, of: officer.member))
    try it.agency.ignore(clear, by: officer, as: .notApprovable)
    let proposal = try it.agency.record(clear, by: it.staff.supervisor)
    try it.agency.ignore(
      ActApproved(proposal: proposal, wraps: []), by: officer, as: .notApprovable)
  }
}
