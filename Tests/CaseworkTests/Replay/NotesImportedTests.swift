import Testing

@testable import Casework

@Suite struct NotesImportedTests {
  @Test func `an import hangs one link on each file it fills`() throws {
    var (agency, staff) = try Agency.staffed()
    let first = try agency.openFile(by: staff.clinician)
    let second = try agency.openFile(by: staff.clinician)
    let (one, _) = try agency.imported(3, into: first, by: staff.clinician)
    let (two, _) = try agency.imported(1, into: second, by: staff.clinician)
    let (event, manifest) = try agency.importing([one, two])
    let link = try agency.record(event, by: staff.clinician, manifest: manifest)
    #expect(agency.state.files[first]?.head == Link(sequence: link.sequence, hash: one.chunk))
    #expect(agency.state.files[second]?.head == Link(sequence: link.sequence, hash: two.chunk))
    #expect(agency.state.files[first]?.length == 2)
  }

  @Test func `imported notes are locked, and their author and time are the chunk's`() throws {
    var (agency, staff) = try Agency.staffed()
    let file = try agency.openFile(by: staff.clinician)
    let (part, notes) = try agency.imported(2, into: file, by: staff.clinician)
    let (event, manifest) = try agency.importing([part])
    let link = try agency.record(event, by: staff.clinician, manifest: manifest)
    let imported = Link(sequence: link.sequence, hash: part.chunk)
    agency.histories[file, default: FileHistory()].take(notes, at: imported)
    let note = notes.records[0].note.envelope
    func status() -> NoteStatus? { agency.histories[file]?[note]?.status }
    #expect(status() == .imported(at: notes.at))
    #expect(agency.histories[file]?[note]?.author == staff.clinician.member)
    #expect(agency.histories[file]?[note]?.isLocked == true)
    // What comes from another system is not rewritten here, only completed.
    try agency.record(try agency.version(2, of: note, in: file), by: staff.clinician)
    #expect(status() == .imported(at: notes.at))
    #expect(agency.histories[file]?.violations.map(\.violation) == [.noteNotOpen])
    try agency.record(try agency.addendum(to: note, in: file), by: staff.clinician)
    #expect(agency.histories[file]?[note]?.addenda.count == 1)
  }

  @Test func `a note that is there already is not imported over`() throws {
    var history = FileHistory()
    let notes = ImportedNotesTests.notes
    history.take(notes, at: link(9, 0x79))
    let before = history
    history.take(notes, at: link(12, 0x80))
    #expect(history.notes == before.notes)
    #expect(
      history.violations == [
        RecordedViolation(sequence: 12, violation: .alreadyExists),
        RecordedViolation(sequence: 12, violation: .alreadyExists),
      ])
  }

  @Test func `one bad part and nothing is imported`() throws {
    var (agency, staff) = try Agency.staffed()
    let mine = try agency.openFile(by: staff.clinician)
    let theirs = try agency.openFile(by: staff.colleague)
    let (good, _) = try agency.imported(1, into: mine, by: staff.clinician)
    let (foreign, _) = try agency.imported(1, into: theirs, by: staff.clinician)
    func part(
      _ file: CaseFileID, after: Link, process: Bool = false
    ) -> NotesImported.Part {
      .init(file: file, after: after, count: 1, chunk: hash(0x79), process: process)
    }
    let itself = Link(sequence: agency.state.size, hash: good.chunk)
    for (bad, violation) in [
      (foreign, Violation.refused(.fileNotAssigned)),
      (part(id(0x99), after: good.after), .refused(.noSuchFile)),
      (part(mine, after: link(1, 0x01)), .staleLink),
      // A second part of the same file: its reader could go in circles.
      (part(mine, after: itself), .staleLink),
      (part(mine, after: good.after), .staleLink),
    ] {
      let (event, manifest) = try agency.importing([good, bad])
      try agency.ignore(event, by: staff.clinician, as: violation, manifest: manifest)
    }
    let (event, manifest) = try agency.importing([
      part(mine, after: good.after, process: true)
    ])
    try agency.ignore(
      event, by: staff.clinician, as: .unknownCompartment, manifest: manifest)
  }

  @Test func `a second part of one file in one entry hangs on nothing`() throws {
    var (agency, staff) = try Agency.staffed()
    let file = try agency.openFile(by: staff.clinician)
    let (first, _) = try agency.imported(1, into: file, by: staff.clinician)
    let itself = Link(sequence: agency.state.size, hash: first.chunk)
    let second = NotesImported.Part(
      file: file, after: itself, count: 1, chunk: hash(0x79), process: false)
    let (event, manifest) = try agency.importing([first, second])
    try agency.ignore(event, by: staff.clinician, as: .staleLink, manifest: manifest)
  }

  @Test func `psychotherapy notes are imported as one's own`() throws {
    var (agency, staff) = try Agency.staffed()
    let file = try agency.openFile(by: staff.clinician)
    try agency.openProcess(in: file, by: staff.clinician)
    let (part, _) = try agency.imported(2, into: file, .psychotherapy, by: staff.clinician)
    #expect(part.process)
    #expect(
      part.acts(by: staff.clinician.member) == [
        Act(.signNotes, on: .file(file)),
        Act(.signNotes, on: .process(file, author: staff.clinician.member)),
      ])
    let (event, manifest) = try agency.importing([part])
    try agency.record(event, by: staff.clinician, manifest: manifest)
  }

  @Test func `a list that is not what the entry says imports nothing`() throws {
    var (agency, staff) = try Agency.staffed()
    let file = try agency.openFile(by: staff.clinician)
    let (part, _) = try agency.imported(2, into: file, by: staff.clinician)
    let (event, manifest) = try agency.importing([part])
    for (count, text) in [
      (3, manifest), (1, manifest), (2, []), (2, Array(manifest.dropLast())),
    ] {
      try agency.ignore(
        NotesImported(count: count, chunk: event.chunk), by: staff.clinician, as: .badManifest,
        manifest: text)
    }
  }

  // Each count is within 2^53, and together they passed 2^63: that was a trap.
  @Test func `counts that no import has are refused`() throws {
    var (agency, staff) = try Agency.staffed()
    let file = try agency.openFile(by: staff.clinician)
    let after = try agency.head(file)
    let line = """
      {"file":"\(file.hexadecimal)","after":{"entry":\(after.sequence),\
      "hash":"\(after.hash.hexadecimal)"},"count":9007199254740991,\
      "chunk":"\(hash(0x79).hexadecimal)","process":false}

      """
    let text = Array(String(repeating: line, count: 1025).utf8)
    try agency.ignore(
      NotesImported(count: 1, chunk: hash(0x75)), by: staff.clinician, as: .badManifest,
      manifest: text)
    let most = line.replacing("9007199254740991", with: "4294967295")
    try agency.ignore(
      NotesImported(count: 1, chunk: hash(0x75)), by: staff.clinician, as: .badManifest,
      manifest: Array(String(repeating: most, count: 1025).utf8))
  }
}
