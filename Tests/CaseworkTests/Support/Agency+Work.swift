import Testing

@testable import Casework

// What people do in a vault, when it goes as it should.

extension Agency {
  /// An agency with one member of each role besides the founders, and what they are called.
  static func staffed() throws -> (agency: Agency, staff: Staff) {
    var agency = try founded()
    let staff = Staff(
      clinician: try agency.enrol(.clinician), colleague: try agency.enrol(.clinician),
      trainee: try agency.enrol(.trainee), supervisor: try agency.enrol(.supervisor),
      auditor: try agency.enrol(.auditor))
    return (agency, staff)
  }

  struct Staff: Sendable {
    let clinician: Person
    let colleague: Person
    let trainee: Person
    let supervisor: Person
    let auditor: Person
  }

  /// Proposed by the privacy officer, approved by the administrator.
  mutating func enrol(_ roles: Role...) throws -> Person {
    let person = person()
    let newcomer = newcomer(person, as: roles)
    let proposal = try record(ActProposed(MemberEnrolled(newcomer)), by: officer)
    try record(
      ActApproved(proposal: proposal, wraps: [try wrap(state.vaultCompartment, for: person)]),
      by: administrator)
    return person
  }

  /// Proposed by the privacy officer, approved by the administrator.
  mutating func supervise(_ person: Person, by supervisor: Person) throws {
    let proposal = try record(
      ActProposed(MemberSupervised(person.member, by: supervisor.member)), by: officer)
    try record(ActApproved(proposal: proposal, wraps: []), by: administrator)
  }

  /// A case file as this person would open it now.
  mutating func opening(by person: Person) -> FileOpening {
    let file: CaseFileID = newID()
    return FileOpening(
      file: file, client: newID(), number: state.nextFileNumber,
      compartment: sealed(.file, to: [person.member]), shelf: newShelf(), record: newEnvelope(),
      assigned: [person.member])
  }

  mutating func openFile(by person: Person) throws -> CaseFileID {
    let opening = opening(by: person)
    try record(FileOpened(opening), by: person)
    return opening.file
  }

  func head(_ file: CaseFileID) throws -> Link { try #require(state.files[file]).head }

  mutating func process(in file: CaseFileID, by person: Person) throws -> ProcessOpened {
    ProcessOpened(
      file: file, after: try head(file), compartment: sealed(.process, to: [person.member]),
      shelf: newShelf())
  }

  mutating func openProcess(in file: CaseFileID, by person: Person) throws {
    try record(try process(in: file, by: person), by: person)
  }

  // MARK: - Notes

  /// A draft's first version.
  mutating func draft(
    in file: CaseFileID, _ kind: NoteKind = .progress
  ) throws -> NoteStored {
    NoteStored(file: file, after: try head(file), kind: kind, note: newEnvelope())
  }

  /// A draft's next version.
  mutating func version(
    _ number: UInt32, of note: NoteID, in file: CaseFileID, _ kind: NoteKind = .progress
  ) throws -> NoteStored {
    NoteStored(
      file: file, after: try head(file), kind: kind,
      note: EnvelopeNotice(envelope: note, version: number, hash: newHash(), slots: newHash()))
  }

  /// The signature of what was stored.
  func signature(under stored: NoteStored) throws -> NoteSigned {
    NoteSigned(
      file: stored.file, after: try head(stored.file), kind: stored.kind,
      note: stored.note.envelope, version: stored.note.version, hash: stored.note.hash)
  }

  /// The same by somebody whose signature is half of two.
  func submission(of stored: NoteStored) throws -> NoteSubmitted {
    NoteSubmitted(
      file: stored.file, after: try head(stored.file), kind: stored.kind,
      note: stored.note.envelope, version: stored.note.version, hash: stored.note.hash)
  }

  /// The second signature under what this person submitted.
  func coSignature(under stored: NoteStored, of author: Person) throws -> NoteCosigned {
    NoteCosigned(
      file: stored.file, after: try head(stored.file), kind: stored.kind,
      note: stored.note.envelope, author: author.member, version: stored.note.version,
      hash: stored.note.hash)
  }

  func returning(
    _ stored: NoteStored, to author: Person, commenting comment: EnvelopeNotice? = nil
  ) throws -> NoteReturned {
    NoteReturned(
      file: stored.file, after: try head(stored.file), kind: stored.kind,
      note: stored.note.envelope, author: author.member, comment: comment)
  }

  mutating func addendum(
    to note: NoteID, in file: CaseFileID, _ kind: NoteKind = .progress
  ) throws -> NoteAdded {
    NoteAdded(
      file: file, after: try head(file), kind: kind, parent: note, note: newEnvelope())
  }

  /// The same by somebody whose signature is half of two.
  mutating func submittedAddendum(
    to note: NoteID, in file: CaseFileID, _ kind: NoteKind = .progress
  ) throws -> AddendumSubmitted {
    AddendumSubmitted(
      file: file, after: try head(file), kind: kind, parent: note, note: newEnvelope())
  }

  /// A note that was written and signed.
  mutating func signedNote(
    in file: CaseFileID, by person: Person, _ kind: NoteKind = .progress
  ) throws -> NoteID {
    let stored = try draft(in: file, kind)
    try record(stored, by: person)
    try record(try signature(under: stored), by: person)
    return stored.note.envelope
  }

  // MARK: - Imports

  /// Many openings at once: the event and the text of its chunk.
  mutating func openings(
    _ count: Int, by person: Person
  ) throws -> (event: FilesOpened, manifest: [UInt8], openings: [FileOpening]) {
    let first = state.nextFileNumber
    let openings = (0..<count).map { place in
      let one = opening(by: person)
      return FileOpening(
        file: one.file, client: one.client, number: first + place, compartment: one.compartment,
        shelf: one.shelf, record: one.record, assigned: one.assigned)
    }
    return (
      FilesOpened(count: count, chunk: newHash()), try FilesOpened.manifest(of: openings), openings
    )
  }

  /// What an import brings into one file.
  mutating func imported(
    _ count: Int, into file: CaseFileID, _ kind: NoteKind = .progress, by person: Person
  ) throws -> (part: NotesImported.Part, notes: ImportedNotes) {
    let head = try head(file)
    let records = (0..<count).map { _ in
      ImportedNotes.Record(kind: kind, note: newEnvelope())
    }
    let notes = ImportedNotes(
      file: file, after: head, importer: person.member, at: now, records: records)
    let part = NotesImported.Part(
      file: file, after: head, count: UInt32(count), chunk: newHash(),
      process: kind.compartment == .process)
    return (part, notes)
  }

  mutating func importing(
    _ parts: [NotesImported.Part]
  ) throws -> (event: NotesImported, manifest: [UInt8]) {
    (
      NotesImported(count: parts.reduce(0) { $0 + Int($1.count) }, chunk: newHash()),
      try NotesImported.manifest(of: parts)
    )
  }
}
