import Testing

@testable import Casework

@Suite struct FileHistoryTests {
  /// A clinician's case file in a staffed agency.
  struct Case {
    var agency: Agency
    let staff: Agency.Staff
    let file: CaseFileID

    init() throws {
      (agency, staff) = try Agency.staffed()
      file = try agency.openFile(by: staff.clinician)
      // A second clinician in the same file, as assignment will bring with the next issue.
      agency.state.files[file]?.assigned.append(staff.colleague.member)
      agency.state.files[file]?.assigned.append(staff.trainee.member)
    }

    var history: FileHistory { agency.histories[file] ?? FileHistory() }

    /// An entry that hangs on the file's history and means nothing there.
    mutating func ignore(
      _ event: any FileEvent, by person: Agency.Person, as violation: Violation,
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      let before = history
      let link = try agency.record(event, by: person, sourceLocation: sourceLocation)
      #expect(history.notes == before.notes, sourceLocation: sourceLocation)
      #expect(
        history.violations == before.violations
          + [RecordedViolation(sequence: link.sequence, violation: violation)],
        sourceLocation: sourceLocation)
    }
  }

  @Test func `a draft grows by versions, is signed, and is completed by addenda`() throws {
    var it = try Case()
    let clinician = it.staff.clinician
    let first = try it.agency.draft(in: it.file)
    let note = first.note.envelope
    try it.agency.record(first, by: clinician)
    let begun = it.agency.now
    #expect(it.history[note]?.status == .draft)
    #expect(it.history[note]?.isLocked == false)
    let second = try it.agency.version(2, of: note, in: it.file)
    try it.agency.record(second, by: clinician)
    try it.agency.record(try it.agency.signature(under: second), by: clinician)
    let signed = it.agency.now
    let addendum = try it.agency.addendum(to: note, in: it.file)
    try it.agency.record(addendum, by: it.staff.colleague)
    let record = try #require(it.history[note])
    #expect(record.author == clinician.member && record.kind == .progress)
    #expect(record.versions.map(\.notice) == [first.note, second.note])
    #expect(record.versions[0].at == begun && record.latest.notice == second.note)
    #expect(record.status == .signed(by: clinician.member, at: signed))
    #expect(record.isLocked && record.addenda == [addendum.note.envelope])
    let added = try #require(it.history[addendum.note.envelope])
    #expect(added.parent == note && added.author == it.staff.colleague.member && added.isLocked)
    #expect(it.history.violations.isEmpty)
    #expect(it.agency.state.files[it.file]?.length == 5)
  }

  @Test func `what is signed is never edited, signed again or discarded`() throws {
    var it = try Case()
    let clinician = it.staff.clinician
    let stored = try it.agency.draft(in: it.file)
    try it.agency.record(stored, by: clinician)
    try it.agency.record(try it.agency.signature(under: stored), by: clinician)
    let note = stored.note.envelope
    try it.ignore(
      try it.agency.version(2, of: note, in: it.file), by: clinician, as: .noteNotOpen)
    try it.ignore(try it.agency.signature(under: stored), by: clinician, as: .noteNotOpen)
    let discarded = NoteDiscarded(
      file: it.file, after: try it.agency.head(it.file), kind: .progress, note: note)
    try it.ignore(discarded, by: clinician, as: .noteNotOpen)
  }

  @Test func `nobody goes on with somebody else's draft`() throws {
    var it = try Case()
    let colleague = it.staff.colleague
    let stored = try it.agency.draft(in: it.file)
    try it.agency.record(stored, by: it.staff.clinician)
    let note = stored.note.envelope
    try it.ignore(
      try it.agency.version(2, of: note, in: it.file), by: colleague, as: .noteNotOpen)
    try it.ignore(try it.agency.signature(under: stored), by: colleague, as: .noteNotOpen)
    let discarded = NoteDiscarded(
      file: it.file, after: try it.agency.head(it.file), kind: .progress, note: note)
    try it.ignore(discarded, by: colleague, as: .noteNotOpen)
  }

  @Test func `a discarded draft is gone for good`() throws {
    var it = try Case()
    let clinician = it.staff.clinician
    let stored = try it.agency.draft(in: it.file)
    try it.agency.record(stored, by: clinician)
    let note = stored.note.envelope
    try it.agency.record(
      NoteDiscarded(
        file: it.file, after: try it.agency.head(it.file), kind: .progress, note: note),
      by: clinician)
    #expect(it.history[note]?.status == .discarded(at: it.agency.now))
    try it.ignore(
      try it.agency.version(2, of: note, in: it.file), by: clinician, as: .noteNotOpen)
    try it.ignore(try it.agency.addendum(to: note, in: it.file), by: clinician, as: .noteNotOpen)
  }

  @Test(arguments: [0, 1, 3, .max] as [UInt32])
  func `versions follow one another`(version: UInt32) throws {
    var it = try Case()
    let stored = try it.agency.draft(in: it.file)
    try it.agency.record(stored, by: it.staff.clinician)
    let next = try it.agency.version(version, of: stored.note.envelope, in: it.file)
    try it.ignore(next, by: it.staff.clinician, as: .outOfSequence)
  }

  @Test(arguments: [0, 2, .max] as [UInt32])
  func `a note begins with its first version`(version: UInt32) throws {
    var it = try Case()
    let stored = try it.agency.version(version, of: id(0x99), in: it.file)
    try it.ignore(stored, by: it.staff.clinician, as: .outOfSequence)
  }

  @Test func `a signature is for the latest words`() throws {
    var it = try Case()
    let clinician = it.staff.clinician
    let first = try it.agency.draft(in: it.file)
    try it.agency.record(first, by: clinician)
    let second = try it.agency.version(2, of: first.note.envelope, in: it.file)
    try it.agency.record(second, by: clinician)
    try it.ignore(try it.agency.signature(under: first), by: clinician, as: .outOfSequence)
    let otherWords = NoteSigned(
      file: it.file, after: try it.agency.head(it.file), kind: .progress,
      note: first.note.envelope, version: 2, hash: first.note.hash)
    try it.ignore(otherWords, by: clinician, as: .outOfSequence)
  }

  @Test func `a note keeps its kind`() throws {
    var it = try Case()
    let clinician = it.staff.clinician
    try it.agency.openProcess(in: it.file, by: clinician)
    let stored = try it.agency.draft(in: it.file)
    try it.agency.record(stored, by: clinician)
    let other = try it.agency.version(2, of: stored.note.envelope, in: it.file, .psychotherapy)
    try it.ignore(other, by: clinician, as: .noteNotOpen)
    try it.agency.record(try it.agency.signature(under: stored), by: clinician)
    let added = try it.agency.addendum(to: stored.note.envelope, in: it.file, .psychotherapy)
    try it.ignore(added, by: clinician, as: .noteNotOpen)
  }

  @Test func `what speaks of no note of this file has no effect`() throws {
    var it = try Case()
    let clinician = it.staff.clinician
    let elsewhere = try it.agency.openFile(by: clinician)
    let note = try it.agency.signedNote(in: elsewhere, by: clinician)
    let head = try it.agency.head(it.file)
    try it.ignore(
      NoteSigned(
        file: it.file, after: head, kind: .progress, note: note, version: 1, hash: hash(0x01)),
      by: clinician, as: .unknownNote)
    try it.ignore(
      NoteDiscarded(
        file: it.file, after: try it.agency.head(it.file), kind: .progress, note: note),
      by: clinician, as: .unknownNote)
    try it.ignore(try it.agency.addendum(to: note, in: it.file), by: clinician, as: .unknownNote)
  }

  @Test func `an addendum is to a signed note, new, and first`() throws {
    var it = try Case()
    let clinician = it.staff.clinician
    let stored = try it.agency.draft(in: it.file)
    try it.agency.record(stored, by: clinician)
    let note = stored.note.envelope
    try it.ignore(try it.agency.addendum(to: note, in: it.file), by: clinician, as: .noteNotOpen)
    try it.agency.record(try it.agency.signature(under: stored), by: clinician)
    func addendum(_ notice: EnvelopeNotice, to parent: NoteID) throws -> NoteAdded {
      NoteAdded(
        file: it.file, after: try it.agency.head(it.file), kind: .progress, parent: parent,
        note: notice)
    }
    try it.ignore(
      try addendum(it.agency.newEnvelope(version: 2), to: note), by: clinician, as: .noteNotOpen)
    try it.ignore(try addendum(stored.note, to: note), by: clinician, as: .alreadyExists)
    let good = try addendum(it.agency.newEnvelope(), to: note)
    try it.agency.record(good, by: clinician)
    let nested = try addendum(it.agency.newEnvelope(), to: good.note.envelope)
    try it.ignore(nested, by: clinician, as: .unknownNote)
  }

  // MARK: - Psychotherapy notes

  @Test func `a psychotherapy note needs a compartment of its author's own`() throws {
    var it = try Case()
    let clinician = it.staff.clinician
    let early = try it.agency.draft(in: it.file, .psychotherapy)
    try it.agency.ignore(early, by: clinician, as: .unknownCompartment)
    try it.agency.openProcess(in: it.file, by: clinician)
    // A colleague's notes would lie in a compartment that the colleague does not have.
    let theirs = try it.agency.draft(in: it.file, .psychotherapy)
    try it.agency.ignore(theirs, by: it.staff.colleague, as: .unknownCompartment)
    _ = try it.agency.signedNote(in: it.file, by: clinician, .psychotherapy)
  }

  @Test func `nobody else adds to a psychotherapy note`() throws {
    var it = try Case()
    try it.agency.openProcess(in: it.file, by: it.staff.clinician)
    try it.agency.openProcess(in: it.file, by: it.staff.colleague)
    let note = try it.agency.signedNote(in: it.file, by: it.staff.clinician, .psychotherapy)
    let theirs = try it.agency.addendum(to: note, in: it.file, .psychotherapy)
    try it.ignore(theirs, by: it.staff.colleague, as: .noteNotOpen)
    let own = try it.agency.addendum(to: note, in: it.file, .psychotherapy)
    try it.agency.record(own, by: it.staff.clinician)
    #expect(it.history[note]?.addenda == [own.note.envelope])
  }

  // MARK: - Trainees

  @Test func `a trainee writes, and locks nothing`() throws {
    var it = try Case()
    let trainee = it.staff.trainee
    let signed = try it.agency.signedNote(in: it.file, by: it.staff.clinician)
    let stored = try it.agency.draft(in: it.file)
    try it.agency.record(stored, by: trainee)
    let locking: [any EventContent] = [
      try it.agency.signature(under: stored), try it.agency.addendum(to: signed, in: it.file),
    ]
    for event in locking {
      try it.agency.ignore(event, by: trainee, as: .refused(.roleLacksPower))
    }
    let (part, _) = try it.agency.imported(2, into: it.file, by: trainee)
    let (event, manifest) = try it.agency.importing([part])
    try it.agency.ignore(
      event, by: trainee, as: .refused(.roleLacksPower), manifest: manifest)
  }

  // MARK: - Links

  @Test func `every event of a file names the link before`() throws {
    var it = try Case()
    let stored = try it.agency.draft(in: it.file)
    try it.agency.record(stored, by: it.staff.clinician)
    // Drafted before that entry came.
    try it.agency.ignore(stored, by: it.staff.clinician, as: .staleLink)
    let elsewhere = try it.agency.openFile(by: it.staff.clinician)
    let stray = NoteStored(
      file: it.file, after: try it.agency.head(elsewhere), kind: .progress,
      note: it.agency.newEnvelope())
    try it.agency.ignore(stray, by: it.staff.clinician, as: .staleLink)
  }

  @Test func `nobody writes in a file that is not theirs, or is none`() throws {
    var it = try Case()
    let stored = try it.agency.draft(in: it.file)
    for person in [it.agency.officer, it.agency.administrator, it.staff.auditor] {
      try it.agency.ignore(stored, by: person, as: .refused(.roleLacksPower))
    }
    try it.agency.ignore(stored, by: it.staff.supervisor, as: .refused(.fileNotAssigned))
    let nowhere = NoteStored(
      file: id(0x99), after: stored.after, kind: .progress, note: stored.note)
    try it.agency.ignore(nowhere, by: it.staff.clinician, as: .refused(.noSuchFile))
    // Policy says so first; the event itself says so too.
    var state = it.agency.state
    let facts = EntryFacts(
      link: link(99, 0x01), at: it.agency.now, device: it.staff.clinician.device.id,
      member: it.staff.clinician.member)
    #expect(throws: Violation.unknownFile) { try nowhere.apply(to: &state, as: facts) }
    #expect(state == it.agency.state)
  }
}
