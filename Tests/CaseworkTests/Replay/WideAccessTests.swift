import Testing

@testable import Casework

/// What a review says of keys that open more than one's own files: duty, emergencies, recovery, and what is left
/// with somebody.
@Suite struct WideAccessTests {
  private struct Line: Hashable, CustomStringConvertible {
    let member: MemberID
    let through: HeldAccess.Through
    let entry: UInt64
    let use: UInt64?

    init(
      _ member: Agency.Person, _ through: HeldAccess.Through, since entry: Link, use: Link? = nil
    ) {
      (self.member, self.through) = (member.member, through)
      (self.entry, self.use) = (entry.sequence, use?.sequence)
    }

    init(_ held: HeldAccess) {
      (member, through) = (held.member, held.through)
      (entry, use) = (held.entry, held.lastUse?.entry)
    }

    var description: String { "\(through) since \(entry), \(use.map { "\($0)" } ?? "never")" }
  }

  /// Lines that are neither of a role nor of an assignment.
  private static func wide(_ agency: Agency) -> Set<Line> {
    var review = AccessReview()
    for entry in agency.log {
      guard let member = agency.state.devices[entry.event.by]?.member else { continue }
      review.take(
        entry.event.content, by: member, at: entry.link.sequence, claiming: entry.event.at)
    }
    return Set(
      review.held(in: agency.state).compactMap { held in
        switch held.through {
        case .role, .assignment, .supervision: nil
        default: Line(held)
        }
      })
  }

  @Test func `who is on duty stands there with what they reach, and an open emergency`() throws {
    var (agency, staff) = try Agency.staffed()
    let file = try agency.openFile(by: staff.clinician)
    _ = try agency.openFile(by: staff.clinician)
    let set = try agency.record(
      RosterSet([staff.colleague.member, staff.supervisor.member]), by: agency.officer)
    #expect(
      Self.wide(agency) == [
        Line(staff.colleague, .duty(reach: 0), since: set),
        Line(staff.supervisor, .duty(reach: 0), since: set),
      ])
    try agency.record(
      EmergencyKeyed(
        agency.sealed(.emergency, to: [staff.colleague.member, staff.supervisor.member])),
      by: staff.colleague)
    let compartment = try #require(agency.state.files[file]).compartment
    let key = try #require(agency.state.emergency)
    try agency.record(
      WrapsAdded([
        AddedWrap(
          compartment: compartment, epoch: 1,
          notice: WrapNotice(holder: HolderID(key), hash: hash(9)))
      ]), by: staff.clinician)
    let opened = try agency.record(agency.emergency(on: file), by: staff.colleague)
    #expect(
      Self.wide(agency) == [
        Line(staff.colleague, .duty(reach: 1), since: set, use: opened),
        Line(staff.colleague, .emergency(1), since: opened),
        Line(staff.supervisor, .duty(reach: 1), since: set),
      ])
    // Off duty, with the key: that is what stands there until it was exchanged.
    let off = try agency.record(RosterSet([staff.supervisor.member]), by: agency.officer)
    #expect(
      Self.wide(agency) == [
        Line(staff.colleague, .keysLeft(reach: 1), since: off),
        Line(staff.supervisor, .duty(reach: 1), since: set),
      ])
    try agency.record(
      CompartmentRotated(
        epoch: agency.sealed(.emergency, of: key, epoch: 2, to: [staff.supervisor.member]),
        past: .chained(hash(4))), by: staff.supervisor)
    #expect(Self.wide(agency) == [Line(staff.supervisor, .duty(reach: 1), since: set)])
  }

  @Test func `whoever lost a case file stands there while its key is theirs`() throws {
    var (agency, staff) = try Agency.staffed()
    try agency.supervise(staff.clinician, by: staff.supervisor)
    let file = try agency.openFile(by: staff.clinician)
    let compartment = try #require(agency.state.files[file]).compartment
    try agency.record(
      WrapsAdded([try agency.wrap(compartment, for: staff.supervisor)]), by: staff.clinician)
    let lost = try agency.record(
      ConflictDeclared(file: file, of: staff.supervisor.member, reason: nil), by: agency.officer)
    #expect(
      Self.wide(agency) == [Line(staff.supervisor, .keysLeft(reach: 1), since: lost)])
    try agency.record(
      CompartmentRotated(
        epoch: agency.sealed(.file, of: compartment, epoch: 2, to: [staff.clinician.member]),
        past: .slots(count: 0, chunk: hash(2), kept: hash(3))), by: staff.clinician, manifest: [1])
    #expect(Self.wide(agency).isEmpty)
  }

  @Test func `recovery officers stand there with how many it takes, and when they last did`() throws
  {
    var (agency, staff) = try Agency.staffed()
    let file = try agency.openFile(by: staff.clinician)
    let officers = [agency.officer, agency.administrator, staff.supervisor]
    try agency.setUpRecovery(among: officers)
    let set = Link(sequence: agency.state.size - 1, hash: hash(0))
    let compartment = try #require(agency.state.files[file]).compartment
    let key = try #require(agency.state.recovery).keys.main.id
    try agency.record(
      WrapsAdded([
        AddedWrap(
          compartment: compartment, epoch: 1,
          notice: WrapNotice(holder: HolderID(key), hash: hash(9)))
      ]), by: staff.clinician)
    let start = try agency.startRecovery(of: staff.colleague, by: agency.officer)
    func lines(_ person: Agency.Person, used: Link? = nil) -> [Line] {
      [
        Line(person, .recovery(.main, quorum: 2, reach: 1), since: set, use: used),
        Line(person, .recovery(.process, quorum: 3, reach: 0), since: set, use: used),
      ]
    }
    #expect(
      Self.wide(agency)
        == Set(
          lines(agency.officer, used: start) + lines(agency.administrator)
            + lines(staff.supervisor)))
  }

  @Test func `a key that came with a role stands there until it is exchanged`() throws {
    var (agency, staff) = try Agency.staffed()
    let registry = try #require(agency.state.registry)
    try agency.record(
      WrapsAdded([try agency.wrap(registry, for: staff.supervisor)]), by: agency.officer)
    let proposal = try agency.record(
      ActProposed(
        RolesSet(of: staff.supervisor.member, from: [.supervisor], to: [.clinician])),
      by: agency.officer)
    let lost = try agency.record(
      ActApproved(proposal: proposal, wraps: []), by: agency.administrator)
    #expect(Self.wide(agency) == [Line(staff.supervisor, .roleLeft(.registry), since: lost)])
    try agency.record(
      CompartmentRotated(
        epoch: agency.sealed(.registry, of: registry, epoch: 2, to: [agency.officer.member]),
        past: .slots(count: 0, chunk: hash(2), kept: hash(3))), by: agency.officer, manifest: [1])
    #expect(Self.wide(agency).isEmpty)
  }

  // Whoever holds a copy of the vault could read on with these.
  @Test func `whoever has left stands there with what is still to be exchanged`() throws {
    var (agency, staff) = try Agency.staffed()
    let file = try agency.openFile(by: staff.clinician)
    let leaver = staff.colleague
    try agency.setUpRecovery(among: [agency.officer, agency.administrator, leaver])
    let set = Link(sequence: agency.state.size - 1, hash: hash(0))
    try agency.supervise(staff.clinician, by: staff.supervisor)
    let number = try agency.give(file, to: leaver, by: staff.supervisor)
    let own = try agency.openFile(by: leaver)
    let proposal = try agency.record(
      ActProposed(MemberOffboarded(leaver.member)), by: agency.officer)
    let left = try agency.record(
      ActApproved(proposal: proposal, wraps: []), by: agency.administrator)
    func lines() -> Set<Line> { Self.wide(agency).filter { $0.member == leaver.member } }
    let pieces = [
      Line(leaver, .recovery(.main, quorum: 2, reach: 0), since: set),
      Line(leaver, .recovery(.process, quorum: 3, reach: 0), since: set),
    ]
    let vault = Line(leaver, .roleLeft(.vault), since: left)
    let files = Line(leaver, .keysLeft(reach: 1), since: left)
    #expect(
      lines() == Set(pieces + [vault, files, Line(leaver, .grantLeft(number), since: left)]))
    try agency.record(GrantEnded(file: file, grant: number, cause: .expired), by: agency.officer)
    let vaultKey = try #require(agency.state.vaultCompartment)
    let recoveryKey = try #require(agency.state.recovery).keys.main.id
    try agency.record(
      CompartmentRotated(
        epoch: agency.sealed(
          .vault, of: vaultKey, epoch: 2,
          to: agency.state.members.values.filter { $0.left == nil }.map(\.id) + [recoveryKey]),
        past: .chained(hash(4)), checkpoint: agency.handOver()), by: agency.officer)
    // Nobody else has the key of their own file; and nobody can exchange it.
    #expect(lines() == Set(pieces + [files]))
    #expect(agency.state.files[own] != nil)
    let held = AccessReview().held(in: agency.state)
    #expect(!held.contains { $0.member != leaver.member && $0.hasLeft })
  }

  @Test func `whoever recovered somebody stands there until that one's key is exchanged`() throws {
    var (agency, staff) = try Agency.staffed()
    let officers = [agency.officer, agency.administrator, staff.supervisor]
    try agency.setUpRecovery(among: officers)
    let start = try agency.startRecovery(of: staff.colleague, by: agency.officer)
    try agency.contribute(agency.administrator, to: start)
    let (event, text) = try agency.recovered(by: start)
    let finished = try agency.record(event, by: agency.officer, manifest: text)
    let key = HeldAccess.Through.keyOf(staff.colleague.member)
    #expect(Self.wide(agency).contains(Line(agency.officer, key, since: finished)))
    // Of the main key there are other pieces now; the other is in those that it was in.
    let main = HeldAccess.Through.recovery(.main, quorum: 2, reach: 0)
    #expect(Self.wide(agency).contains(Line(agency.officer, main, since: finished, use: finished)))
    #expect(
      Self.wide(agency).contains { $0.member == agency.officer.member && $0.entry < start.sequence }
    )
    let device = Agency.Person(member: staff.colleague.member, device: event.device)
    try agency.record(
      CompartmentRotated(
        epoch: SealedEpoch(
          epoch: agency.epoch(.member, of: staff.colleague.member, 3),
          wraps: [WrapNotice(holder: HolderID(event.device.id), hash: hash(3))]),
        past: .chained(hash(4))), by: device)
    #expect(!Self.wide(agency).contains { $0.through == key })
  }
}
