import Testing

@testable import Casework

/// Several devices of one member, and one of them that was stolen.
@Suite struct DeviceTests {
  private typealias Practice = AssignmentTests.Practice

  @Test func `a member's second device counts as the first, and as nobody else`() throws {
    var it = try Practice()
    let clinician = it.staff.clinician
    let second = try it.agency.addDevice(to: clinician)
    #expect(
      it.agency.state.members[clinician.member]?.devices == [clinician.device.id, second.device.id])
    let draft = try it.agency.draft(in: it.file)
    try it.agency.record(draft, by: second)
    try it.agency.record(try it.agency.signature(under: draft), by: clinician)
    #expect(it.agency.histories[it.file]?.violations == [])
    // Nobody approves what they proposed on another device.
    let officer = try it.agency.addDevice(to: it.agency.officer)
    let proposal = try it.agency.record(
      ActProposed(MemberOffboarded(clinician.member)), by: it.agency.officer)
    try it.agency.ignore(
      ActApproved(proposal: proposal, wraps: []), by: officer, as: .notApprovable)
  }

  @Test func `nobody gives another member a device, nor one that is there`() throws {
    var it = try Practice()
    let (clinician, colleague) = (it.staff.clinician, it.staff.colleague)
    let theirs = try it.agency.newDevice(of: clinician)
    try it.agency.ignore(theirs, by: colleague, as: .wrongHolders)
    try it.agency.ignore(theirs, by: it.agency.officer, as: .wrongHolders)
    let other = AddedWrap(
      compartment: clinician.member, epoch: 1,
      notice: WrapNotice(holder: HolderID(colleague.device.id), hash: hash(1)))
    try it.agency.ignore(DeviceAdded(theirs.device, wrap: other), by: clinician, as: .wrongHolders)
    let late = AddedWrap(compartment: clinician.member, epoch: 2, notice: theirs.wrap.notice)
    try it.agency.ignore(DeviceAdded(theirs.device, wrap: late), by: clinician, as: .outOfSequence)
    let shared = Device(
      id: theirs.device.id, member: clinician.member, signingKey: colleague.device.signingKey,
      boxKey: theirs.device.boxKey, locatorKey: theirs.device.locatorKey)
    try it.agency.ignore(
      DeviceAdded(shared, wrap: theirs.wrap), by: clinician, as: .alreadyExists)
    try it.agency.record(theirs, by: clinician)
    try it.agency.ignore(theirs, by: clinician, as: .alreadyExists)
  }

  @Test func `what a revoked device signs has no effect, and what it signed before stays`() throws {
    var it = try Practice()
    try it.handOn()
    let clinician = it.staff.clinician
    let stolen = try it.agency.addDevice(to: clinician)
    let draft = try it.agency.draft(in: it.file)
    try it.agency.record(draft, by: stolen)
    try it.agency.record(DeviceRevoked(stolen.device.id, of: clinician.member), by: clinician)
    for content in [
      try it.agency.signature(under: draft), try it.agency.newDevice(of: stolen),
      DeviceRevoked(clinician.device.id, of: clinician.member),
      it.agency.ownRotation(of: clinician), try it.rotate(by: clinician),
    ] as [any EventContent] {
      try it.agency.ignore(content, by: stolen, as: .refused(.notAMember), manifest: [1])
    }
    try it.agency.record(try it.agency.signature(under: draft), by: clinician)
  }

  // Whoever sealed something new to the old key would seal it to the thief.
  @Test func `nothing is sealed to a member with a stolen device until they exchanged their key`()
    throws
  {
    var it = try Practice()
    try it.handOn()
    let (clinician, supervisor) = (it.staff.clinician, it.staff.supervisor)
    let stolen = try it.agency.addDevice(to: clinician)
    try it.agency.record(DeviceRevoked(stolen.device.id, of: clinician.member), by: clinician)
    let vault = try #require(it.agency.state.vaultCompartment)
    #expect(it.agency.state.exposed == [vault, try it.compartment])
    #expect(
      it.agency.state.unsettled.isSuperset(of: [vault, try it.compartment, clinician.member]))
    #expect(try it.entitled() == [supervisor.member])
    // But for the vault's: without it they could say nothing. It is exchanged once more afterwards.
    #expect(it.agency.state.isEntitled(HolderID(clinician.member), to: vault))
    let all = it.agency.state.entitled(to: vault).map(\.member)
    try it.agency.record(
      CompartmentRotated(
        epoch: it.agency.sealed(.vault, of: vault, epoch: 2, to: all), past: .chained(hash(2)),
        checkpoint: it.agency.handOver()),
      by: supervisor)
    #expect(it.agency.state.exposed.contains(vault))
    // A colleague exchanges the file's key without them.
    try it.agency.record(try it.rotate(by: supervisor), by: supervisor, manifest: [1])
    #expect(it.agency.state.exposed == [vault])
    try it.agency.ignore(
      WrapsAdded([try it.wrap(for: clinician)]), by: supervisor, as: .wrongHolders)
    // With a key of their own again, they get it, and exchange what is left.
    try it.agency.record(it.agency.ownRotation(of: clinician), by: clinician)
    #expect(try it.entitled() == [clinician.member, supervisor.member])
    try it.agency.record(WrapsAdded([try it.wrap(for: clinician)]), by: supervisor)
    #expect(!it.agency.state.unsettled.contains(try it.compartment))
    #expect(it.agency.state.unsettled.contains(vault))
    let everybody = it.agency.state.entitled(to: vault).map(\.member)
    #expect(everybody.contains(clinician.member))
    try it.agency.record(
      CompartmentRotated(
        epoch: it.agency.sealed(.vault, of: vault, epoch: 3, to: everybody),
        past: .chained(hash(3)), checkpoint: it.agency.handOver()), by: clinician)
    #expect(it.agency.state.exposed.isEmpty)
    #expect(!it.agency.state.unsettled.contains(vault))
  }

  @Test func `two others revoke a device, and nobody its owner's only one`() throws {
    var it = try Practice()
    let clinician = it.staff.clinician
    try it.agency.ignore(
      ActProposed(DeviceRevoked(clinician.device.id, of: clinician.member)),
      by: it.agency.officer, as: .nobodyLeft)
    try it.agency.ignore(
      DeviceRevoked(clinician.device.id, of: clinician.member), by: clinician, as: .nobodyLeft)
    let second = try it.agency.addDevice(to: clinician)
    let act = DeviceRevoked(second.device.id, of: clinician.member)
    try it.agency.ignore(act, by: it.agency.officer, as: .misplaced)
    try it.agency.ignore(act, by: it.staff.colleague, as: .refused(.roleLacksPower))
    let proposal = try it.agency.record(ActProposed(act), by: it.agency.officer)
    let approval = ActApproved(proposal: proposal, wraps: [])
    try it.agency.ignore(approval, by: it.agency.officer, as: .notApprovable)
    try it.agency.ignore(approval, by: clinician, as: .notApprovable)
    try it.agency.record(approval, by: it.agency.administrator)
    #expect(it.agency.state.members[clinician.member]?.devices == [clinician.device.id])
    try it.agency.ignore(
      ActProposed(act), by: it.agency.officer, as: .notInForce)
    try it.agency.ignore(
      ActProposed(DeviceRevoked(second.device.id, of: it.staff.colleague.member)),
      by: it.agency.officer, as: .notInForce)
  }

  @Test func `a thief who revoked first is revoked by two others, and the owner recovered`()
    throws
  {
    var it = try Practice()
    let owner = it.staff.clinician
    let stolen = try it.agency.addDevice(to: owner)
    try it.agency.record(DeviceRevoked(owner.device.id, of: owner.member), by: stolen)
    let last = DeviceRevoked(stolen.device.id, of: owner.member)
    // Without officers who bring the owner back, nobody would be left who could.
    try it.agency.ignore(ActProposed(last), by: it.agency.officer, as: .nobodyLeft)
    let officers = [it.agency.officer, it.agency.administrator, it.staff.supervisor]
    try it.agency.setUpRecovery(among: officers)
    // Which the thief would stop each time.
    let early = try it.agency.startRecovery(of: owner, by: it.agency.officer)
    try it.agency.record(RecoveryStopped(early), by: stolen)
    try it.agency.ignore(last, by: stolen, as: .nobodyLeft)
    let proposal = try it.agency.record(ActProposed(last), by: it.agency.officer)
    let approval = ActApproved(proposal: proposal, wraps: [])
    try it.agency.ignore(approval, by: stolen, as: .notApprovable)
    try it.agency.record(approval, by: it.agency.administrator)
    #expect(it.agency.state.members[owner.member]?.devices == [])
    #expect(it.agency.state.members[owner.member]?.left == nil)
    let start = try it.agency.startRecovery(of: owner, by: it.agency.officer)
    for content in [
      RecoveryStopped(start), it.agency.ownRotation(of: owner),
      try it.agency.newDevice(of: stolen),
    ] as [any EventContent] {
      try it.agency.ignore(content, by: stolen, as: .refused(.notAMember))
    }
    try it.agency.contribute(it.agency.administrator, to: start)
    let (event, text) = try it.agency.recovered(by: start)
    try it.agency.record(event, by: it.agency.officer, manifest: text)
    #expect(it.agency.state.members[owner.member]?.devices == [event.device.id])
    let back = Agency.Person(member: owner.member, device: event.device)
    try it.agency.record(try it.agency.draft(in: it.file), by: back)
  }

  @Test func `nobody's last device is revoked where too few could bring them back`() throws {
    var it = try Practice()
    let officer = it.agency.administrator
    func revoked(_ person: Agency.Person) -> ActProposed {
      ActProposed(DeviceRevoked(person.device.id, of: person.member))
    }
    // Of two recovery officers who are both needed, neither.
    try it.agency.setUpRecovery(among: [it.agency.officer, it.staff.colleague])
    try it.agency.ignore(revoked(it.staff.colleague), by: it.agency.officer, as: .nobodyLeft)
    try it.agency.setUpRecovery(among: [it.agency.officer, it.staff.colleague, officer])
    let waits = try it.agency.record(revoked(it.staff.colleague), by: it.agency.officer)
    // Whoever waits for a device counts no more: not as an officer, nor where two decide.
    let third = try it.agency.record(revoked(officer), by: it.agency.officer)
    try it.agency.record(ActApproved(proposal: waits, wraps: []), by: officer)
    try it.agency.ignore(
      ActApproved(proposal: third, wraps: []), by: it.staff.supervisor,
      as: .nobodyLeft)
  }

  @Test func `what is opened before the own key is exchanged is exchanged as well`() throws {
    var it = try Practice()
    let colleague = it.staff.colleague
    let second = try it.agency.addDevice(to: colleague)
    try it.agency.record(DeviceRevoked(second.device.id, of: colleague.member), by: colleague)
    let file = try it.agency.openFile(by: colleague)
    try it.agency.openProcess(in: file, by: colleague)
    let known = try #require(it.agency.state.files[file])
    let process = try #require(known.processes[colleague.member])
    #expect(it.agency.state.exposed.isSuperset(of: [known.compartment, process]))
    #expect(it.agency.state.unsettled.isSuperset(of: [known.compartment, process]))
    try it.agency.record(it.agency.ownRotation(of: colleague), by: colleague)
    #expect(it.agency.state.entitled(to: known.compartment) == [HolderID(colleague.member)])
    // Whoever leaves then leaves nothing behind that nobody could ever do.
    try it.agency.offboard(colleague)
    #expect(!it.agency.state.unsettled.contains(process))
    #expect(!it.agency.state.unsettled.contains(colleague.member))
  }
}

extension Agency {
  /// A further device of this person's, as their present one would take it in.
  mutating func newDevice(of person: Person) throws -> DeviceAdded {
    let own = try #require(state.compartments[person.member]).current
    let device = Device(
      id: newID(), member: person.member, signingKey: newHash(), boxKey: newHash(),
      locatorKey: newHash())
    return DeviceAdded(
      device,
      wrap: AddedWrap(
        compartment: person.member, epoch: own.epoch,
        notice: WrapNotice(holder: HolderID(device.id), hash: newHash())))
  }

  /// The same person on the new device.
  mutating func addDevice(to person: Person) throws -> Person {
    let added = try newDevice(of: person)
    try record(added, by: person)
    return Person(member: person.member, device: added.device)
  }

  /// The next epoch of somebody's own compartment, for the devices that they have.
  mutating func ownRotation(of person: Person) -> CompartmentRotated {
    let number = (state.compartments[person.member]?.current.epoch ?? 0) + 1
    let devices = state.members[person.member]?.devices ?? []
    return CompartmentRotated(
      epoch: SealedEpoch(
        epoch: epoch(.member, of: person.member, number),
        wraps: devices.map { WrapNotice(holder: HolderID($0), hash: newHash()) }),
      past: .chained(newHash()))
  }
}
