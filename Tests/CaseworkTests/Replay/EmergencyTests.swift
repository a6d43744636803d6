import Testing

@testable import Casework

/// What replay makes of duty and emergencies, whatever program signed it: who gets in, who does not, and whose
/// word counts afterwards.
@Suite struct EmergencyTests {
  /// A clinician's file, a colleague on duty, a supervisor who has nothing to do with it, and another who is
  /// on duty with the colleague.
  private struct Scene {
    var agency: Agency
    let owner: Agency.Person
    let duty: Agency.Person
    let other: Agency.Person
    let supervisor: Agency.Person
    let file: CaseFileID

    init() throws {
      agency = try Agency.founded()
      owner = try agency.enrol(.clinician)
      (duty, other) = (try agency.enrol(.clinician), try agency.enrol(.supervisor))
      supervisor = try agency.enrol(.supervisor)
      file = try agency.openFile(by: owner)
      try agency.puts(onDuty: [duty, other])
    }

    func isSealed(to member: MemberID) -> Bool {
      agency.state.files[file]
        .map { agency.state.entitled(to: $0.compartment).contains(HolderID(member)) } ?? false
    }
  }

  @Test func `nobody puts themselves on duty, and nobody else without the power`() throws {
    var scene = try Scene()
    let members = [scene.duty.member, scene.other.member]
    try scene.agency.ignore(
      RosterSet(members + [scene.supervisor.member]), by: scene.supervisor,
      as: .refused(.ownDuty))
    try scene.agency.ignore(
      RosterSet(members + [scene.owner.member]), by: scene.duty, as: .refused(.roleLacksPower))
    try scene.agency.ignore(
      RosterSet([scene.agency.administrator.member]), by: scene.agency.officer, as: .wrongHolders)
    try scene.agency.ignore(
      RosterSet([scene.agency.newID()]), by: scene.agency.officer, as: .unknownMember)
    try scene.agency.ignore(RosterSet(members), by: scene.agency.officer, as: .alreadyExists)
    // Who is on duty already says who is beside them.
    try scene.agency.record(RosterSet(members + [scene.owner.member]), by: scene.other)
  }

  @Test func `the key of those on duty is drawn by one of them, for all of them, and once`() throws
  {
    var scene = try Scene()
    let both = [scene.duty.member, scene.other.member]
    try scene.agency.ignore(
      EmergencyKeyed(scene.agency.sealed(.emergency, to: both)), by: scene.duty,
      as: .alreadyExists)
    try scene.agency.record(RosterSet([]), by: scene.agency.officer)
    #expect(scene.agency.state.emergency == nil)
    try scene.agency.record(RosterSet(both), by: scene.agency.officer)
    // Not by whoever set the roster, nor with themselves among the holders.
    try scene.agency.ignore(
      EmergencyKeyed(scene.agency.sealed(.emergency, to: both)), by: scene.agency.officer,
      as: .refused(.roleLacksPower))
    try scene.agency.ignore(
      EmergencyKeyed(scene.agency.sealed(.emergency, to: both)), by: scene.supervisor,
      as: .refused(.notOnDuty))
    try scene.agency.ignore(
      EmergencyKeyed(scene.agency.sealed(.emergency, to: both + [scene.owner.member])),
      by: scene.duty, as: .wrongHolders)
    try scene.agency.ignore(
      EmergencyKeyed(scene.agency.sealed(.emergency, to: [scene.duty.member])), by: scene.duty,
      as: .wrongHolders)
    try scene.agency.ignore(
      EmergencyKeyed(scene.agency.sealed(.file, to: both)), by: scene.duty, as: .outOfSequence)
    let files = scene.agency.state.compartments.keys.first
    try scene.agency.ignore(
      EmergencyKeyed(scene.agency.sealed(.emergency, of: files, to: both)), by: scene.duty,
      as: .alreadyExists)
    try scene.agency.record(
      EmergencyKeyed(scene.agency.sealed(.emergency, to: both)), by: scene.duty)
  }

  @Test
  func `an emergency asks for duty, a number, an end within four hours, and a file of others`()
    throws
  {
    var scene = try Scene()
    let right = scene.agency.emergency(on: scene.file)
    try scene.agency.ignore(right, by: scene.supervisor, as: .refused(.notOnDuty))
    try scene.agency.ignore(right, by: scene.agency.officer, as: .refused(.roleLacksPower))
    try scene.agency.ignore(
      scene.agency.emergency(on: id(0xff)), by: scene.duty, as: .refused(.noSuchFile))
    for until in [scene.agency.now, scene.agency.now.adding(.hours(5))] {
      try scene.agency.ignore(
        right.with(until: until), by: scene.duty, as: .termsNotAllowed)
    }
    try scene.agency.ignore(right.with(emergency: 2), by: scene.duty, as: .outOfSequence)
    let own = try scene.agency.openFile(by: scene.duty)
    try scene.agency.ignore(scene.agency.emergency(on: own), by: scene.duty, as: .wrongHolders)
    try scene.agency.record(scene.agency.emergency(on: scene.file), by: scene.duty)
    try scene.agency.ignore(
      scene.agency.emergency(on: scene.file), by: scene.duty, as: .alreadyExists)
    // Another on duty may have one of their own at the same time.
    try scene.agency.record(scene.agency.emergency(on: scene.file), by: scene.other)
  }

  @Test func `without one that is open, nothing that somebody on duty signs in the file counts`()
    throws
  {
    var scene = try Scene()
    let draft = try scene.agency.draft(in: scene.file)
    try scene.agency.ignore(draft, by: scene.duty, as: .refused(.fileNotAssigned))
    let number = try scene.agency.open(scene.file, by: scene.duty)
    let note = try scene.agency.draft(in: scene.file)
    try scene.agency.record(note, by: scene.duty)
    try scene.agency.record(try scene.agency.signature(under: note), by: scene.duty)
    try scene.agency.ignore(
      try scene.agency.process(in: scene.file, by: scene.duty), by: scene.duty,
      as: .refused(.fileNotAssigned))
    try scene.agency.record(
      EmergencyEnded(file: scene.file, emergency: number, cause: .closed), by: scene.duty)
    let late = try scene.agency.draft(in: scene.file)
    try scene.agency.ignore(late, by: scene.duty, as: .refused(.fileNotAssigned))
  }

  @Test func `whoever holds a file for emergencies alone never exchanges its key`() throws {
    var scene = try Scene()
    let known = try #require(scene.agency.state.files[scene.file])
    // With a conflict on duty, the other holds the file by a wrap of their own.
    try scene.agency.record(
      ConflictDeclared(file: scene.file, of: scene.duty.member, reason: nil),
      by: scene.agency.officer)
    #expect(scene.isSealed(to: scene.other.member) && !scene.isSealed(to: scene.duty.member))
    try scene.agency.record(
      WrapsAdded([try scene.agency.wrap(known.compartment, for: scene.other)]), by: scene.owner)
    let entitled = scene.agency.state.entitled(to: known.compartment).map(\.member)
    let rotated = CompartmentRotated(
      epoch: scene.agency.sealed(.file, of: known.compartment, epoch: 2, to: entitled),
      past: .slots(count: 0, chunk: hash(2), kept: hash(3)))
    try scene.agency.ignore(rotated, by: scene.other, as: .wrongHolders, manifest: [1])
    try scene.agency.record(rotated, by: scene.owner, manifest: [1])
  }

  @Test func `it ends by its time, by its opener's word, and by those who answer for the file`()
    throws
  {
    var scene = try Scene()
    let number = try scene.agency.open(scene.file, by: scene.duty)
    func ended(_ cause: EmergencyEnded.Cause, _ number: Int) -> EmergencyEnded {
      EmergencyEnded(file: scene.file, emergency: number, cause: cause)
    }
    try scene.agency.ignore(ended(.expired, number), by: scene.other, as: .notInForce)
    try scene.agency.ignore(ended(.closed, number), by: scene.other, as: .wrongHolders)
    try scene.agency.ignore(
      ended(.revoked, number), by: scene.duty, as: .refused(.fileNotAssigned))
    try scene.agency.ignore(ended(.closed, 7), by: scene.duty, as: .unknownEmergency)
    try scene.agency.record(ended(.revoked, number), by: scene.owner)
    try scene.agency.ignore(ended(.closed, number), by: scene.duty, as: .notInForce)
    // A file whose emergency is over gets another key, from whoever works in it.
    let known = try #require(scene.agency.state.files[scene.file])
    #expect(scene.agency.state.exposed == [known.compartment])
    #expect(scene.agency.state.unsettled.contains(known.compartment))
    let second = try scene.agency.open(scene.file, by: scene.duty)
    let end = try #require(scene.agency.state.emergency(second)).until
    try scene.agency.record(ended(.expired, second), by: scene.agency.administrator, at: end)
  }

  @Test
  func `an entry of the opener's own at its end or later has it over, also one without effect`()
    throws
  {
    var scene = try Scene()
    let number = try scene.agency.open(scene.file, by: scene.duty)
    let end = try #require(scene.agency.state.emergency(number)).until
    // Somebody else's clock that is ahead ends nothing by itself.
    try scene.agency.record(
      CheckpointIssued(size: 1, root: hash(1)), by: scene.other, at: end.adding(.hours(1)))
    #expect(scene.agency.state.emergency(number)?.stage == .open)
    try scene.agency.take(
      CompartmentRotated(
        epoch: scene.agency.sealed(.vault, to: []), past: .chained(hash(3))), by: scene.duty,
      at: end)
    #expect(scene.agency.state.emergency(number)?.stage == .over)
    let late = try scene.agency.draft(in: scene.file)
    try scene.agency.ignore(
      late, by: scene.duty, as: .refused(.fileNotAssigned), at: end.adding(.hours(-1)))
  }

  @Test func `whoever opens it by a clock set forward does not have it for longer`() throws {
    var scene = try Scene()
    let before = scene.agency.now
    scene.agency.now = before.adding(.days(10))
    let number = try scene.agency.open(scene.file, by: scene.duty)
    // Their clock is right again: by their own word it is not yet.
    let late = try scene.agency.draft(in: scene.file)
    try scene.agency.take(late, by: scene.duty, at: before.adding(.hours(1)))
    #expect(scene.agency.state.violations.last?.violation == .refused(.fileNotAssigned))
    #expect(scene.agency.state.emergency(number)?.stage == .over)
    // Two machines' clocks differ a little.
    let second = try scene.agency.open(scene.file, by: scene.duty)
    try scene.agency.record(
      CheckpointIssued(size: 1, root: hash(1)), by: scene.duty,
      at: scene.agency.now.adding(.minutes(-5)))
    #expect(scene.agency.state.emergency(second)?.stage == .open)
  }

  @Test func `one that was opened by a clock set forward is put down by whoever's clock is right`()
    throws
  {
    var scene = try Scene()
    let before = scene.agency.now
    scene.agency.now = before.adding(.days(10))
    let number = try scene.agency.open(scene.file, by: scene.duty)
    let at = try #require(scene.agency.state.emergency(number)).at
    let ended = EmergencyEnded(file: scene.file, emergency: number, cause: .expired)
    try scene.agency.ignore(ended, by: scene.other, as: .notInForce, at: at.adding(.minutes(-5)))
    try scene.agency.record(ended, by: scene.other, at: before.adding(.hours(1)))
    #expect(scene.agency.state.emergency(number)?.upTo != nil)
  }

  @Test func `a review is another's, of what is over, and stands once`() throws {
    var scene = try Scene()
    let number = try scene.agency.open(scene.file, by: scene.other)
    let review = scene.agency.review(of: number, on: scene.file)
    try scene.agency.ignore(review, by: scene.agency.officer, as: .notInForce)
    try scene.agency.record(
      EmergencyEnded(file: scene.file, emergency: number, cause: .closed), by: scene.other)
    // The opener is a supervisor, and reviews others' emergencies, not this one.
    try scene.agency.ignore(review, by: scene.other, as: .refused(.ownEmergency))
    try scene.agency.ignore(review, by: scene.duty, as: .refused(.roleLacksPower))
    let elsewhere = try scene.agency.openFile(by: scene.owner)
    try scene.agency.ignore(
      scene.agency.review(of: number, on: elsewhere), by: scene.agency.officer,
      as: .unknownEmergency)
    try scene.agency.record(
      ConflictDeclared(file: scene.file, of: scene.supervisor.member, reason: nil),
      by: scene.agency.officer)
    try scene.agency.ignore(review, by: scene.supervisor, as: .refused(.conflictDeclared))
    try scene.agency.record(review, by: scene.agency.officer)
    try scene.agency.ignore(
      scene.agency.review(of: number, on: scene.file), by: scene.agency.officer, as: .notInForce)
  }

  @Test func `its reason is read by its opener and by those who may review it`() throws {
    var scene = try Scene()
    let number = try scene.agency.open(scene.file, by: scene.duty)
    let reason = try #require(scene.agency.state.emergency(number)).reason.envelope
    let read = RecordsRead([reason], ofEmergency: number, to: .terminal)
    try scene.agency.record(read, by: scene.duty)
    try scene.agency.record(read, by: scene.supervisor)
    try scene.agency.ignore(read, by: scene.owner, as: .refused(.roleLacksPower))
    try scene.agency.ignore(
      RecordsRead([scene.agency.newID()], ofEmergency: number, to: .terminal), by: scene.duty,
      as: .unknownEmergency)
    try scene.agency.ignore(
      RecordsRead([reason], ofEmergency: 9, to: .terminal), by: scene.duty, as: .unknownEmergency)
  }

  @Test
  func `a stolen device ends its owner's emergency, and has every file that it reached exchanged`()
    throws
  {
    var scene = try Scene()
    let compartment = try #require(scene.agency.state.files[scene.file]).compartment
    let duty = try #require(scene.agency.state.emergency)
    try scene.agency.record(
      WrapsAdded([
        AddedWrap(
          compartment: compartment, epoch: 1,
          notice: WrapNotice(holder: HolderID(duty), hash: hash(9)))
      ]), by: scene.owner)
    #expect(scene.agency.state.filesBeyondEmergencies == 0)
    let second = try scene.agency.addDevice(to: scene.duty)
    let number = try scene.agency.open(scene.file, by: scene.duty)
    try scene.agency.record(
      DeviceRevoked(second.device.id, of: scene.duty.member), by: scene.duty)
    #expect(scene.agency.state.emergency(number)?.stage == .over)
    #expect(scene.agency.state.exposed.contains(compartment))
    // Nothing is sealed to those on duty while the thief has their key.
    #expect(!scene.isSealed(to: duty))
    try scene.agency.ignore(
      scene.agency.emergency(on: scene.file), by: scene.duty, as: .wrongHolders)
    try scene.agency.record(
      CompartmentRotated(
        epoch: scene.agency.sealed(.emergency, of: duty, epoch: 2, to: [scene.other.member]),
        past: .chained(hash(4))), by: scene.other)
    #expect(scene.isSealed(to: duty))
    #expect(scene.agency.state.exposed.contains(compartment))
  }
}

extension EmergencyOpened {
  fileprivate func with(emergency: Int? = nil, until: Moment? = nil) -> EmergencyOpened {
    EmergencyOpened(
      file: file, emergency: emergency ?? self.emergency, safety: safety,
      until: until ?? self.until, reason: reason)
  }
}
