import Testing

@testable import Casework

@Suite struct ReplayTests {
  @Test func `an entry by an unknown device has no effect`() throws {
    var agency = try Agency.founded()
    let stranger = agency.person()
    try agency.ignore(FilesListed(file: nil), by: stranger, as: .unknownMember)
  }

  @Test func `entries are taken in the order of the log`() throws {
    var agency = try Agency.founded()
    let event = Event(
      at: agency.now, by: agency.officer.device.id, content: VaultBackedUp())
    let before = agency.state
    for sequence in [0, 2, .max] as [UInt64] {
      #expect(throws: ReplayStopped.outOfSequence(expected: 1, found: sequence)) {
        try agency.state.take(event, at: link(sequence, 0x01))
      }
    }
    #expect(agency.state == before)
  }

  @Test func `what only tells changes nothing but the position`() throws {
    var (agency, staff) = try Agency.staffed()
    let file = try agency.openFile(by: staff.clinician)
    let note = try agency.signedNote(in: file, by: staff.clinician)
    let telling: [(any EventContent, Agency.Person)] = [
      (FilesListed(file: nil), staff.clinician), (FilesListed(file: file), staff.clinician),
      (FilesSearched(file: nil, files: 1), staff.clinician),
      (FilesSearched(file: file, files: 1), staff.clinician),
      (
        NotesRead([.init(file: file, note: note, version: 1, kind: .progress)], to: .terminal),
        staff.clinician
      ),
      (WordsExported(to: .pipe, basis: .ownUse, digest: hash(0x76)), staff.clinician),
      (
        ActRefused(Refusal(act: Act(.readNotes, on: .file(file)), reason: .fileNotAssigned)),
        staff.colleague
      ),
      (DeviceUnlocked(after: FailedUnlocks(first: agency.now)), staff.colleague),
      (VaultBackedUp(), agency.administrator),
    ]
    for (content, person) in telling {
      var expected = agency.state
      try agency.record(content, by: person)
      expected.size += 1
      expected.latestClaim = agency.now
      #expect(agency.state == expected, "\(content)")
    }
  }

  @Test func `reading needs the power for each note read`() throws {
    var (agency, staff) = try Agency.staffed()
    let mine = try agency.openFile(by: staff.clinician)
    let theirs = try agency.openFile(by: staff.colleague)
    func read(_ files: CaseFileID...) -> NotesRead {
      NotesRead(
        files.map { .init(file: $0, note: id(0xb7), version: 1, kind: .progress) }, to: .terminal)
    }
    try agency.record(read(mine, mine), by: staff.clinician)
    try agency.ignore(read(mine, theirs), by: staff.clinician, as: .refused(.fileNotAssigned))
    try agency.ignore(read(mine), by: staff.auditor, as: .refused(.roleLacksPower))
    try agency.ignore(
      FilesListed(file: theirs), by: staff.clinician, as: .refused(.fileNotAssigned))
    try agency.ignore(
      FilesSearched(file: theirs, files: 1), by: staff.clinician, as: .refused(.fileNotAssigned))
    try agency.ignore(VaultBackedUp(), by: staff.clinician, as: .refused(.roleLacksPower))
  }

  @Test func `the latest checkpoint is the largest`() throws {
    var agency = try Agency.founded()
    _ = try agency.enrol(.clinician)  // entries 1 and 2
    try agency.record(CheckpointIssued(size: 3, root: hash(0x77)), by: agency.officer)
    let at = agency.now
    #expect(agency.state.latestCheckpoint == IssuedCheckpoint(size: 3, at: at))
    try agency.record(CheckpointIssued(size: 1, root: hash(0x77)), by: agency.officer)
    #expect(agency.state.latestCheckpoint == IssuedCheckpoint(size: 3, at: at))
    // The next entries are 5, 6 and 7: none covers itself, and nothing is no checkpoint.
    for size in [0, 7, 9_007_199_254_740_991] as [UInt64] {
      try agency.ignore(
        CheckpointIssued(size: size, root: hash(0x77)), by: agency.officer, as: .outOfSequence)
    }
  }

  // Design §6: never reject for a clock alone; flag a step back.
  @Test func `a clock that steps back is flagged and nothing is refused`() throws {
    var agency = try Agency.founded()
    let start = agency.now
    func list(at offset: TimeSpan) throws {
      try agency.record(VaultBackedUp(), by: agency.officer, at: start.adding(offset))
    }
    try list(at: .minutes(10))  // 1
    try list(at: .minutes(5))  // 2: within the tolerance of five minutes
    #expect(agency.state.latestClaim == start.adding(.minutes(10)))
    try list(at: TimeSpan(milliseconds: 5 * 60_000 - 1))  // 3: a millisecond too far
    #expect(agency.state.stepsBack == [3])
  }

  @Test func `a clock cannot be walked back unnoticed in small steps`() throws {
    var agency = try Agency.founded()
    let start = agency.now
    for step in [-4, -8, -12] as [Int64] {
      try agency.record(VaultBackedUp(), by: agency.officer, at: start.adding(.minutes(step)))
    }
    // −8 is more than five minutes before the founding; −12 is not before −8 by so much.
    #expect(agency.state.stepsBack == [2])
  }

  @Test func `one clock that was years ahead marks one entry, not all after it`() throws {
    var agency = try Agency.founded()
    let start = agency.now
    try agency.record(VaultBackedUp(), by: agency.officer, at: moment("2099-01-01T00:00:00.000Z"))
    for minutes in [1, 2, 3] as [Int64] {
      try agency.record(
        VaultBackedUp(), by: agency.officer, at: start.adding(.minutes(minutes)))
    }
    #expect(agency.state.stepsBack == [2])
    #expect(agency.state.latestClaim == start.adding(.minutes(3)))
  }

  @Test(arguments: [Moment.earliest, .latest])
  func `the ends of time do no harm`(end: Moment) throws {
    var agency = try Agency.founded()
    let newcomer = agency.newcomer(agency.person(), as: [.clinician])
    let proposal = try agency.record(
      ActProposed(MemberEnrolled(newcomer)), by: agency.officer, at: end)
    let waiting = try #require(agency.state.proposals[proposal.sequence])
    for moment in [Moment.earliest, .latest] {
      _ = waiting.canBeApproved(
        by: agency.administrator.member, at: moment, in: agency.state)
    }
    try agency.record(VaultBackedUp(), by: agency.officer, at: .latest)
    try agency.record(VaultBackedUp(), by: agency.officer, at: .earliest)
    #expect(agency.state.size == 4)
  }

  @Test func `the last position there is is not passed`() throws {
    var agency = try Agency.founded()
    agency.state.size = 9_007_199_254_740_991
    let before = agency.state
    #expect(throws: ReplayStopped.self) {
      try agency.state.take(
        Event(at: agency.now, by: agency.officer.device.id, content: VaultBackedUp()),
        at: link(9_007_199_254_740_991, 0x01))
    }
    #expect(agency.state == before)
  }
}
