/// What one case file holds: the fold of its own history, link by link.
package struct FileHistory: Sendable, Equatable {
  /// In the order in which they came in.
  package private(set) var notes: [NoteRecord] = []
  package private(set) var violations: [RecordedViolation] = []
  private var places: [NoteID: Int] = [:]

  package init() {}

  package subscript(note: NoteID) -> NoteRecord? { places[note].map { notes[$0] } }

  /// Takes in one event of the file's history; what makes no sense changes nothing and is reported.
  package mutating func take(_ content: any EventContent, as entry: EntryFacts) {
    do {
      switch content {
      case let event as NoteStored: try store(event, entry)
      case let event as NoteSigned: try sign(event, entry)
      case let event as NoteDiscarded: try discard(event, entry)
      case let event as NoteAdded: try add(event, entry)
      default: break  // Openings and renamings change the file, not its notes.
      }
    } catch {
      violations.append(RecordedViolation(sequence: entry.link.sequence, violation: error))
    }
  }

  /// Takes in the notes that an import brought; `link` names the chunk they were read from.
  package mutating func take(_ imported: ImportedNotes, at link: Link) {
    notes.reserveCapacity(notes.count + imported.records.count)
    places.reserveCapacity(notes.count + imported.records.count)
    for record in imported.records {
      guard places[record.note.envelope] == nil else {
        violations.append(RecordedViolation(sequence: link.sequence, violation: .alreadyExists))
        continue
      }
      append(
        NoteRecord(
          id: record.note.envelope, kind: record.kind, author: imported.importer, parent: nil,
          versions: [NoteVersion(notice: record.note, at: imported.at)],
          status: .imported(at: imported.at)))
    }
  }

  private mutating func store(_ event: NoteStored, _ entry: EntryFacts) throws(Violation) {
    let version = NoteVersion(notice: event.note, at: entry.at)
    guard let place = places[event.note.envelope] else {
      guard event.note.version == 1 else { throw .outOfSequence }
      return append(
        NoteRecord(
          id: event.note.envelope, kind: event.kind, author: entry.member, parent: nil,
          versions: [version], status: .draft))
    }
    try checkDraft(at: place, kind: event.kind, by: entry.member)
    guard event.note.version.follows(notes[place].latest.notice.version) else {
      throw .outOfSequence
    }
    notes[place].versions.append(version)
  }

  private mutating func sign(_ event: NoteSigned, _ entry: EntryFacts) throws(Violation) {
    guard let place = places[event.note] else { throw .unknownNote }
    try checkDraft(at: place, kind: event.kind, by: entry.member)
    let latest = notes[place].latest.notice
    guard latest.version == event.version, latest.hash == event.hash else { throw .outOfSequence }
    notes[place].status = .signed(by: entry.member, at: entry.at)
  }

  private mutating func discard(_ event: NoteDiscarded, _ entry: EntryFacts) throws(Violation) {
    guard let place = places[event.note] else { throw .unknownNote }
    try checkDraft(at: place, kind: event.kind, by: entry.member)
    notes[place].status = .discarded(at: entry.at)
  }

  private mutating func add(_ event: NoteAdded, _ entry: EntryFacts) throws(Violation) {
    guard places[event.note.envelope] == nil else { throw .alreadyExists }
    guard let place = places[event.parent], notes[place].parent == nil else { throw .unknownNote }
    guard notes[place].isLocked, notes[place].kind == event.kind, event.note.version == 1,
      event.kind.compartment != .process || notes[place].author == entry.member
    else { throw .noteNotOpen }
    notes[place].addenda.append(event.note.envelope)
    append(
      NoteRecord(
        id: event.note.envelope, kind: event.kind, author: entry.member, parent: event.parent,
        versions: [NoteVersion(notice: event.note, at: entry.at)],
        status: .signed(by: entry.member, at: entry.at)))
  }

  /// Only its author goes on with a draft.
  private func checkDraft(at place: Int, kind: NoteKind, by member: MemberID) throws(Violation) {
    let note = notes[place]
    guard note.status == .draft, note.author == member, note.kind == kind else {
      throw .noteNotOpen
    }
  }

  private mutating func append(_ note: NoteRecord) {
    places[note.id] = notes.count
    notes.append(note)
  }
}

/// One note as the log knows it.
package struct NoteRecord: Sendable, Equatable {
  package let id: NoteID
  package let kind: NoteKind
  package let author: MemberID
  /// The note that this one is an addendum to.
  package let parent: NoteID?
  /// From the first to the latest; never empty.
  package var versions: [NoteVersion]
  package var status: NoteStatus
  package var addenda: [NoteID] = []

  package var latest: NoteVersion { versions[versions.count - 1] }

  /// Whether the note is still there to be read: a discarded draft is not.
  package var isStanding: Bool {
    if case .discarded = status { false } else { true }
  }

  package var isLocked: Bool {
    switch status {
    case .signed, .imported: true
    case .draft, .discarded: false
    }
  }
}

/// One version of a note, and when the log says it came.
package struct NoteVersion: Sendable, Equatable {
  package let notice: EnvelopeNotice
  package let at: Moment
}

/// How far a note has come. There is no way back from signed.
package enum NoteStatus: Sendable, Equatable {
  case draft
  case signed(by: MemberID, at: Moment)
  case imported(at: Moment)
  case discarded(at: Moment)
}
