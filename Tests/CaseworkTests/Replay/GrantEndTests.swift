import Testing

@testable import Casework

/// How a grant is over: by an entry that says so, by a claim of the grantee's own, or because what it rested
/// on is gone. And what a clock set back or forward does to it, case by case.
@Suite struct GrantEndTests {
  private typealias Practice = GrantTests.Practice

  // MARK: - By an entry

  @Test func `it is taken back by whoever works in the file, supervises it or answers for privacy`()
    throws
  {
    for place in 0..<3 {
      var it = try Practice()
      let number = try it.give()
      let ender = [it.staff.clinician, it.staff.supervisor, it.agency.officer][place]
      try it.agency.record(Self.ended(number, .revoked, in: it), by: ender)
      #expect(it.stage(number) == .ended(by: ender.member, at: it.agency.now))
      #expect(!it.mayRead(it.staff.colleague))
      try Self.expectClosed(number, in: it)
    }
  }

  @Test func `nobody else takes it back, the grantee included`() throws {
    var it = try Practice()
    let revoked = Self.ended(try it.give(), .revoked, in: it)
    try it.agency.ignore(revoked, by: it.staff.colleague, as: .refused(.fileNotAssigned))
    try it.agency.ignore(revoked, by: it.staff.trainee, as: .refused(.fileNotAssigned))
    try it.agency.ignore(revoked, by: it.staff.auditor, as: .refused(.roleLacksPower))
    try it.agency.ignore(revoked, by: it.agency.administrator, as: .refused(.roleLacksPower))
  }

  @Test func `it is given back by the grantee alone, also when it is over`() throws {
    var it = try Practice()
    let number = try it.give()
    let returned = Self.ended(number, .returned, in: it)
    try it.agency.ignore(returned, by: it.staff.supervisor, as: .wrongHolders)
    var over = it
    try over.agency.take(
      Self.listing(in: it), by: it.staff.colleague, at: try Self.end(of: number, in: it))
    #expect(over.stage(number) == .over)
    try over.agency.ignore(returned, by: it.staff.supervisor, as: .wrongHolders)
    for var practice in [it, over] {
      try practice.agency.record(returned, by: it.staff.colleague)
      try Self.expectClosed(number, in: practice)
    }
  }

  @Test func `anybody puts down that its time has come, and nobody before it has`() throws {
    var it = try Practice()
    let number = try it.give()
    let end = try Self.end(of: number, in: it)
    let expired = Self.ended(number, .expired, in: it)
    try it.agency.ignore(
      expired, by: it.agency.administrator, as: .notInForce,
      at: end.adding(TimeSpan(milliseconds: -1)))
    try it.agency.record(expired, by: it.agency.administrator, at: end)
    try Self.expectClosed(number, in: it)
  }

  @Test func `an end is said once, of a grant on this file`() throws {
    var it = try Practice()
    let number = try it.give()
    let other = try it.agency.openFile(by: it.staff.clinician)
    let clinician = it.staff.clinician
    try it.agency.ignore(
      GrantEnded(file: other, grant: number, cause: .revoked), by: clinician, as: .unknownGrant)
    try it.agency.ignore(
      GrantEnded(file: it.file, grant: 9, cause: .revoked), by: clinician, as: .unknownGrant)
    let asked = try it.ask()
    try it.agency.ignore(
      Self.ended(asked, .revoked, in: it), by: clinician, as: .unknownGrant)
    try it.agency.record(Self.ended(number, .revoked, in: it), by: clinician)
    for (cause, person) in [
      (GrantEnded.Cause.revoked, clinician), (.expired, clinician),
      (.returned, it.staff.colleague),
    ] {
      try it.agency.ignore(Self.ended(number, cause, in: it), by: person, as: .notInForce)
    }
  }

  @Test func `a grant that is over is neither extended nor supplied`() throws {
    var it = try Practice()
    let number = try it.give()
    let end = try Self.end(of: number, in: it)
    let closings: [any EventContent] = [
      Self.ended(number, .revoked, in: it),
      ConflictDeclared(file: it.file, of: it.staff.colleague.member, reason: nil),
    ]
    for closing in closings {
      var closed = it
      try closed.agency.record(closing, by: it.staff.supervisor)
      try closed.agency.ignore(
        GrantSupplied(file: it.file, grant: number, count: 1, chunk: hash(2)),
        by: it.staff.clinician, as: .notInForce, manifest: Agency.slots(1))
      try closed.agency.ignore(
        GrantExtended(file: it.file, grant: number, until: end.adding(.days(1))),
        by: it.staff.supervisor, as: .notInForce)
    }
  }

  // MARK: - What it rested on

  @Test func `a conflict closes a member's grants on that file, and no other`() throws {
    var it = try Practice()
    let colleague = it.staff.colleague
    let other = try it.agency.openFile(by: it.staff.clinician)
    let (number, elsewhere) = (
      try it.give(), try it.agency.give(other, to: colleague, by: it.staff.supervisor)
    )
    let theirs = try it.agency.give(it.file, to: it.staff.trainee, by: it.staff.supervisor)
    try it.agency.record(
      ConflictDeclared(file: it.file, of: colleague.member, reason: nil), by: colleague)
    #expect(it.stage(number) == .over)
    #expect(it.stage(elsewhere) == .running && it.stage(theirs) == .running)
    // The key still lies there: whoever comes next puts the end down, whatever the clock says.
    #expect(it.agency.state.grantsToEnd(at: it.agency.now).map(\.number) == [number])
    try it.agency.record(Self.ended(number, .expired, in: it), by: it.staff.clinician)
    try Self.expectClosed(number, in: it)
  }

  @Test func `it lasts no longer than its giver's say in the file`() throws {
    for place in 0..<4 {
      var it = try Practice()
      let (number, supervisor) = (try it.give(), it.staff.supervisor)
      let other = try it.agency.give(
        it.agency.openFile(by: supervisor), to: it.staff.colleague, by: supervisor)
      switch place {
      case 0:
        try it.agency.approve(SupervisionEnded(it.staff.clinician.member, by: supervisor.member))
      case 1:
        try it.agency.record(
          ConflictDeclared(file: it.file, of: supervisor.member, reason: nil), by: supervisor)
      case 2:
        let file = try #require(it.agency.state.file(it.file))
        let wrap = try it.agency.wrap(file.compartment, for: it.staff.trainee)
        try it.agency.record(
          FileHandedOver(file: it.file, to: it.staff.trainee.member, wraps: [wrap]),
          by: it.staff.clinician)
      default:
        try it.agency.approve(MemberOffboarded(supervisor.member))
      }
      #expect(it.stage(number) == .over, "\(place)")
      #expect(it.stage(other) == (place == 3 ? .over : .running), "\(place)")
    }
  }

  @Test func `it goes on while its giver has a say by another way`() throws {
    var it = try Practice()
    let (number, supervisor) = (try it.give(), it.staff.supervisor)
    try it.agency.record(
      FileAssigned(file: it.file, to: supervisor.member, wraps: []), by: supervisor)
    try it.agency.approve(SupervisionEnded(it.staff.clinician.member, by: supervisor.member))
    #expect(it.stage(number) == .running)
  }

  @Test func `whoever leaves has none any more, on any file`() throws {
    var it = try Practice()
    let other = try it.agency.openFile(by: it.staff.clinician)
    let numbers = [
      try it.give(),
      try it.agency.give(other, to: it.staff.colleague, by: it.staff.supervisor),
    ]
    let theirs = try it.agency.give(other, to: it.staff.trainee, by: it.staff.supervisor)
    try it.agency.approve(MemberOffboarded(it.staff.colleague.member))
    for number in numbers { #expect(it.stage(number) == .over) }
    #expect(it.stage(theirs) == .running)
    #expect(!it.agency.state.runningGrants(of: it.staff.colleague.member))
  }

  // MARK: - Clocks

  @Test func `a claim of the grantee's own at the end closes it before the entry is judged`() throws
  {
    var it = try Practice()
    let number = try it.give()
    let end = try Self.end(of: number, in: it)
    let colleague = it.staff.colleague
    try it.agency.record(
      try it.agency.draft(in: it.file), by: colleague, at: end.adding(TimeSpan(milliseconds: -1)))
    #expect(it.stage(number) == .running)
    try it.agency.take(try it.agency.draft(in: it.file), by: colleague, at: end)
    #expect(it.agency.state.violations.last?.violation == .refused(.fileNotAssigned))
    #expect(it.stage(number) == .over)
  }

  @Test func `an entry of theirs that has no effect closes it as well`() throws {
    for isUnusable in [false, true] {
      var it = try Practice()
      let number = try it.give()
      let end = try Self.end(of: number, in: it)
      if isUnusable {
        let event = Event(
          at: end, by: it.staff.colleague.device.id, content: Self.listing(in: it))
        let link = Link(sequence: it.agency.state.size, hash: hash(7))
        try it.agency.state.refuse(event, at: link, as: .unusableKey)
      } else {
        try it.agency.take(VaultBackedUp(), by: it.staff.colleague, at: end)
      }
      #expect(it.agency.state.violations.count == 1)
      #expect(it.stage(number) == .over)
    }
  }

  @Test func `an entry of a device of theirs that was revoked says nothing of their time`() throws {
    var it = try Practice()
    let colleague = it.staff.colleague
    let stolen = try it.agency.addDevice(to: colleague)
    try it.agency.record(DeviceRevoked(stolen.device.id, of: colleague.member), by: colleague)
    try it.agency.record(it.agency.ownRotation(of: colleague), by: colleague)
    let number = try it.give()
    let end = try Self.end(of: number, in: it)
    try it.agency.take(VaultBackedUp(), by: stolen, at: end)
    let event = Event(at: end, by: stolen.device.id, content: Self.listing(in: it))
    let link = Link(sequence: it.agency.state.size, hash: hash(7))
    try it.agency.state.refuse(event, at: link, as: .unusableKey)
    #expect(it.agency.state.violations.count == 2)
    #expect(it.stage(number) == .running)
  }

  @Test func `a clock of the grantee's that is set back later reopens nothing`() throws {
    var it = try Practice()
    let (number, start) = (try it.give(), it.agency.now)
    let end = try Self.end(of: number, in: it)
    try it.agency.take(Self.listing(in: it), by: it.staff.colleague, at: end)
    try it.agency.ignore(
      try it.agency.draft(in: it.file), by: it.staff.colleague, as: .refused(.fileNotAssigned),
      at: start.adding(.minutes(1)))
  }

  // The documented limit (docs/events.md §2): times are claims, and without a witness nobody else's clock
  // says for the grantee that the end has come. The step back is flagged.
  @Test func `what a grantee signs with a clock set back still counts until an entry ends it`()
    throws
  {
    var it = try Practice()
    let (number, start) = (try it.give(), it.agency.now)
    let end = try Self.end(of: number, in: it)
    let colleague = it.staff.colleague
    // Everybody else is past the end.
    try it.agency.record(
      try it.agency.draft(in: it.file), by: it.staff.clinician, at: end.adding(.days(1)))
    #expect(it.stage(number) == .running)
    let link = try it.agency.record(
      try it.agency.draft(in: it.file), by: colleague, at: start.adding(.minutes(2)))
    #expect(it.agency.state.stepsBack == [link.sequence])
    try it.agency.record(
      Self.ended(number, .expired, in: it), by: it.staff.clinician, at: end.adding(.days(1)))
    try it.agency.ignore(
      try it.agency.draft(in: it.file), by: colleague, as: .refused(.fileNotAssigned),
      at: start.adding(.minutes(3)))
  }

  @Test func `whoever decides with a clock, this program, lets nobody in at the end`() throws {
    var it = try Practice()
    let number = try it.give()
    let end = try Self.end(of: number, in: it)
    let colleague = it.staff.colleague
    #expect(it.mayRead(colleague, at: end.adding(TimeSpan(milliseconds: -1))))
    #expect(!it.mayRead(colleague, at: end))
    #expect(it.mayRead(colleague))
    let file = try #require(it.agency.state.file(it.file))
    for (moment, isOpen) in [(it.agency.now, true), (end, false)] {
      #expect(
        Policy.allows(.readNotes, on: file, to: colleague.member, in: it.agency.state, at: moment)
          == isOpen)
    }
    #expect(it.agency.state.grantsToEnd(at: end).map(\.number) == [number])
    #expect(it.agency.state.grantsToEnd(at: it.agency.now).isEmpty)
  }

  @Test func `it is extended before the end by the extender's own claim, and not after`() throws {
    var it = try Practice()
    let (number, start) = (try it.give(), it.agency.now)
    let end = try Self.end(of: number, in: it)
    let longer = GrantExtended(file: it.file, grant: number, until: end.adding(.days(3)))
    for late in [end, end.adding(.days(1))] {
      try it.agency.ignore(longer, by: it.staff.supervisor, as: .notInForce, at: late)
    }
    #expect(it.stage(number) == .running)
    // A supervisor with a clock set back can; it is flagged.
    let link = try it.agency.record(longer, by: it.staff.supervisor, at: start.adding(.hours(1)))
    #expect(it.agency.state.stepsBack == [link.sequence])
  }

  @Test func `somebody whose clock is ahead ends it early, and it stays ended`() throws {
    var it = try Practice()
    let (number, start) = (try it.give(), it.agency.now)
    try it.agency.record(
      Self.ended(number, .expired, in: it), by: it.staff.trainee,
      at: try Self.end(of: number, in: it).adding(.days(300)))
    try it.agency.ignore(
      try it.agency.draft(in: it.file), by: it.staff.colleague, as: .refused(.fileNotAssigned),
      at: start.adding(.minutes(1)))
  }

  // MARK: - Several at once

  @Test func `one of two grants ends and the other goes on`() throws {
    var it = try Practice()
    // Answered in another order than asked: an archive has them by their number.
    let (first, second) = (try it.ask(), try it.ask())
    for number in [second, first] {
      try it.agency.record(
        try it.agency.answer(to: number), by: it.staff.supervisor, manifest: Agency.noSlots)
    }
    let isSame = try VaultState(archived: try it.agency.state.archived()) == it.agency.state
    #expect(isSame)
    try it.agency.record(Self.ended(first, .revoked, in: it), by: it.staff.supervisor)
    #expect(it.mayRead(it.staff.colleague) && it.stage(second) == .running)
    try it.agency.record(Self.ended(second, .returned, in: it), by: it.staff.colleague)
    #expect(!it.mayRead(it.staff.colleague))
    #expect(!it.agency.state.runningGrants(of: it.staff.colleague.member))
  }

  // MARK: - How it is said

  private static func end(of number: Int, in it: Practice) throws -> Moment {
    try #require(it.agency.state.grant(number)).terms.until
  }

  private static func ended(
    _ number: Int, _ cause: GrantEnded.Cause, in it: Practice
  ) -> GrantEnded {
    GrantEnded(file: it.file, grant: number, cause: cause)
  }

  private static func listing(in it: Practice) -> FilesListed { FilesListed(file: it.file) }

  /// No entry of the grantee's counts any more, and nobody holds the key.
  private static func expectClosed(_ number: Int, in it: Practice) throws {
    var it = it
    let given = try #require(it.agency.state.grant(number)?.given)
    #expect(it.agency.state.compartment(given.compartment)?.holders.isEmpty == true)
    #expect(it.agency.state.file(it.file)?.grants.contains(number) == false)
    try it.agency.take(try it.agency.draft(in: it.file), by: it.staff.colleague)
    guard case .refused? = it.agency.state.violations.last?.violation else {
      Issue.record("an entry counted after the end of grant \(number)")
      return
    }
  }
}
