import Testing

@testable import Casework

/// A trainee's note on its way to two signatures.
@Suite struct CoSigningTests {
  /// A trainee under a supervisor, with a draft in a file of theirs.
  struct Training {
    var agency: Agency
    let staff: Agency.Staff
    let file: CaseFileID
    var draft: NoteStored

    init() throws {
      (agency, staff) = try Agency.staffed()
      try agency.supervise(staff.trainee, by: staff.supervisor)
      file = try agency.openFile(by: staff.trainee)
      draft = try agency.draft(in: file)
      try agency.record(draft, by: staff.trainee)
    }

    var trainee: Agency.Person { staff.trainee }
    var supervisor: Agency.Person { staff.supervisor }
    var note: NoteID { draft.note.envelope }
    var record: NoteRecord { get throws { try #require(agency.histories[file]?[note]) } }

    var submission: Submission? {
      get throws {
        agency.state.submissions[SubmittedNote(note: note, author: trainee.member)]
      }
    }

    mutating func submit() throws {
      try agency.record(try agency.submission(of: draft), by: trainee)
    }

    /// An entry that stands in the file's history and has no effect there.
    mutating func ignoreThere(
      _ event: any NoteEvent, by person: Agency.Person, as violation: Violation
    ) throws {
      let before = try record
      try agency.record(event, by: person)
      #expect(agency.histories[file]?.violations.last?.violation == violation)
      #expect(try record == before)
    }
  }

  @Test func `a trainee's note is locked when a supervisor has signed it too`() throws {
    var it = try Training()
    try it.agency.ignore(
      try it.agency.signature(under: it.draft), by: it.trainee, as: .refused(.roleLacksPower))
    try it.submit()
    let submitted = it.agency.now
    #expect(try it.record.status == .submitted(at: submitted))
    #expect(try !it.record.isLocked)
    #expect(try it.submission?.isReturned == false)
    try it.agency.record(
      try it.agency.coSignature(under: it.draft, of: it.trainee), by: it.supervisor)
    #expect(
      try it.record.status
        == .coSigned(signed: submitted, by: it.supervisor.member, at: it.agency.now))
    #expect(try it.record.isLocked)
    #expect(it.agency.state.submissions.isEmpty)
    // It takes addenda as any other that is locked.
    try it.agency.record(try it.agency.addendum(to: it.note, in: it.file), by: it.supervisor)
    #expect(try it.record.addenda.count == 1)
  }

  @Test func `a note that was given back is a draft again, with the comment beside it`() throws {
    var it = try Training()
    try it.submit()
    let comment = it.agency.newEnvelope()
    try it.agency.record(
      try it.agency.returning(it.draft, to: it.trainee, commenting: comment), by: it.supervisor)
    #expect(try it.record.status == .draft)
    #expect(try it.record.returned == it.agency.now)
    #expect(try it.record.comments == [comment.envelope])
    let beside = try #require(it.agency.histories[it.file]?[comment.envelope])
    #expect(beside.status == .comment(at: it.agency.now) && beside.parent == it.note)
    #expect(beside.author == it.supervisor.member)
    #expect(try it.submission?.isReturned == true)
    // Nothing is signed, added to or given back twice.
    try it.agency.ignore(
      try it.agency.coSignature(under: it.draft, of: it.trainee), by: it.supervisor,
      as: .noteNotOpen)
    try it.agency.ignore(
      try it.agency.returning(it.draft, to: it.trainee), by: it.supervisor, as: .noteNotOpen)
    try it.ignoreThere(
      try it.agency.addendum(to: comment.envelope, in: it.file), by: it.supervisor,
      as: .unknownNote)
    // The next version, and once more.
    it.draft = try it.agency.version(2, of: it.note, in: it.file)
    try it.agency.record(it.draft, by: it.trainee)
    #expect(it.agency.state.submissions.isEmpty)
    try it.submit()
    try it.agency.record(
      try it.agency.coSignature(under: it.draft, of: it.trainee), by: it.supervisor)
    #expect(try it.record.isLocked)
  }

  @Test func `whoever goes on writing takes the note back`() throws {
    var it = try Training()
    try it.submit()
    let first = it.draft
    it.draft = try it.agency.version(2, of: it.note, in: it.file)
    try it.agency.record(it.draft, by: it.trainee)
    #expect(try it.record.status == .draft)
    // The supervisor's signature is under words that are no longer the note's.
    try it.agency.ignore(
      try it.agency.coSignature(under: first, of: it.trainee), by: it.supervisor, as: .noteNotOpen)
    try it.submit()
    try it.agency.ignore(
      try it.agency.coSignature(under: first, of: it.trainee), by: it.supervisor,
      as: .outOfSequence)
    #expect(try it.submission?.isReturned == false)
  }

  // Replay knows of no comments: a note must not wait nowhere because of one.
  @Test func `a note is given back also where its comment is none`() throws {
    var it = try Training()
    try it.submit()
    let comment = EnvelopeNotice(
      envelope: it.note, version: 1, hash: it.agency.newHash(), slots: it.agency.newHash())
    try it.agency.record(
      try it.agency.returning(it.draft, to: it.trainee, commenting: comment), by: it.supervisor)
    #expect(it.agency.histories[it.file]?.violations.last?.violation == .alreadyExists)
    #expect(try it.record.status == .draft && it.record.comments.isEmpty)
    #expect(try it.submission?.isReturned == true)
  }

  @Test func `a submitted note may be given up`() throws {
    var it = try Training()
    try it.submit()
    try it.agency.record(
      NoteDiscarded(
        file: it.file, after: try it.agency.head(it.file), kind: .progress, note: it.note),
      by: it.trainee)
    #expect(try !it.record.isStanding)
    #expect(it.agency.state.submissions.isEmpty)
  }

  @Test func `only a supervisor of the author co-signs or gives back`() throws {
    var it = try Training()
    try it.submit()
    let other = try it.agency.enrol(.supervisor)
    try it.agency.supervise(it.staff.clinician, by: other)
    try it.agency.record(
      FileAssigned(file: it.file, to: it.staff.clinician.member, wraps: []), by: it.supervisor)
    // She has the file, and does not supervise who wrote the note.
    for event in [
      try it.agency.coSignature(under: it.draft, of: it.trainee) as any NoteEvent,
      try it.agency.returning(it.draft, to: it.trainee),
    ] {
      try it.agency.ignore(event, by: other, as: .refused(.authorNotSupervised))
      try it.agency.ignore(event, by: it.staff.clinician, as: .refused(.roleLacksPower))
      try it.agency.ignore(event, by: it.trainee, as: .refused(.roleLacksPower))
      try it.agency.ignore(event, by: it.agency.officer, as: .refused(.roleLacksPower))
    }
  }

  @Test func `nobody co-signs their own note under another role`() throws {
    var agency = try Agency.founded()
    let both = try agency.enrol(.trainee, .supervisor)
    let file = try agency.openFile(by: both)
    let draft = try agency.draft(in: file)
    try agency.record(draft, by: both)
    try agency.record(try agency.submission(of: draft), by: both)
    try agency.ignore(
      try agency.coSignature(under: draft, of: both), by: both, as: .refused(.ownNote))
  }

  @Test func `another author's name on it changes nothing`() throws {
    var it = try Training()
    let second = try it.agency.enrol(.trainee)
    try it.agency.supervise(second, by: it.supervisor)
    try it.submit()
    // The supervisor's claim of whose note it is must be that of whoever submitted it.
    try it.agency.ignore(
      try it.agency.coSignature(under: it.draft, of: second), by: it.supervisor, as: .noteNotOpen)
  }

  @Test func `a trainee submits a draft of their own, once, as it is`() throws {
    var it = try Training()
    let colleague = try it.agency.enrol(.trainee)
    try it.agency.record(
      FileAssigned(file: it.file, to: colleague.member, wraps: []), by: it.supervisor)
    // Claimed by another, it is no note of theirs; and the claim stands in nobody's way.
    try it.ignoreThere(
      try it.agency.submission(of: it.draft), by: colleague, as: .noteNotOpen)
    try it.submit()
    try it.ignoreThere(
      try it.agency.submission(of: it.draft), by: it.trainee, as: .noteNotOpen)
    try it.agency.record(
      try it.agency.coSignature(under: it.draft, of: it.trainee), by: it.supervisor)
    #expect(try it.record.isLocked)
  }

  @Test func `what its author left behind is answered by whoever supervises the file now`() throws {
    var it = try Training()
    try it.submit()
    let other = try it.agency.enrol(.supervisor)
    try it.agency.supervise(it.staff.clinician, by: other)
    let compartment = try #require(it.agency.state.files[it.file]).compartment
    let wraps = [
      try it.agency.wrap(compartment, for: it.staff.clinician),
      try it.agency.wrap(compartment, for: other),
    ]
    try it.agency.record(
      WrapsAdded([try it.agency.wrap(compartment, for: it.supervisor)]), by: it.trainee)
    try it.agency.record(
      FileAssigned(file: it.file, to: it.staff.clinician.member, wraps: wraps), by: it.supervisor)
    try it.agency.record(
      FileUnassigned(file: it.file, from: it.trainee.member), by: it.supervisor)
    try it.agency.ignore(
      try it.agency.coSignature(under: it.draft, of: it.trainee), by: it.supervisor,
      as: .refused(.fileNotAssigned))
    try it.agency.record(
      try it.agency.coSignature(under: it.draft, of: it.trainee), by: other)
    #expect(try it.record.isLocked)
  }

  @Test func `a psychotherapy note has no second reader, and so no second signature`() throws {
    var it = try Training()
    try it.agency.openProcess(in: it.file, by: it.trainee)
    let stored = try it.agency.draft(in: it.file, .psychotherapy)
    try it.agency.record(stored, by: it.trainee)
    try it.agency.ignore(
      try it.agency.submission(of: stored), by: it.trainee, as: .refused(.noSecondReader))
    try it.agency.ignore(
      try it.agency.coSignature(under: stored, of: it.trainee), by: it.supervisor,
      as: .refused(.psychotherapyNoteOfAnother))
  }
}
