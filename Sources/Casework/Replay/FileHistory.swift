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
      case let event as NoteSubmitted: try submit(event, entry)
      case let event as NoteCosigned: try coSign(event, entry)
      case let event as NoteReturned: try giveBack(event, entry)
      case let event as NoteDiscarded: try discard(event, entry)
      case let event as NoteAdded:
        try add(event, .signed(by: entry.member, at: entry.at), entry)
      case let event as AddendumSubmitted: try add(event, .submitted(at: entry.at), entry)
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
    try checkOpen(at: place, kind: event.kind, by: entry.member)
    guard event.note.version.follows(notes[place].latest.notice.version) else {
      throw .outOfSequence
    }
    notes[place].versions.append(version)
    // Whoever goes on writing has not submitted it any more.
    notes[place].status = .draft
  }

  private mutating func sign(_ event: NoteSigned, _ entry: EntryFacts) throws(Violation) {
    guard let place = places[event.note] else { throw .unknownNote }
    try checkDraft(at: place, kind: event.kind, by: entry.member)
    try checkLatest(event.version, event.hash, at: place)
    notes[place].status = .signed(by: entry.member, at: entry.at)
  }

  private mutating func submit(_ event: NoteSubmitted, _ entry: EntryFacts) throws(Violation) {
    guard let place = places[event.note] else { throw .unknownNote }
    try checkDraft(at: place, kind: event.kind, by: entry.member)
    try checkLatest(event.version, event.hash, at: place)
    notes[place].status = .submitted(at: entry.at)
  }

  private mutating func coSign(_ event: NoteCosigned, _ entry: EntryFacts) throws(Violation) {
    let place = try submitted(event)
    try checkLatest(event.version, event.hash, at: place)
    guard case .submitted(let signed) = notes[place].status else { throw .noteNotOpen }
    notes[place].status = .coSigned(signed: signed, by: entry.member, at: entry.at)
  }

  private mutating func giveBack(_ event: NoteReturned, _ entry: EntryFacts) throws(Violation) {
    let place = try submitted(event)
    // Also where its comment is none: whether the note waits, replay says, which knows of no comments.
    notes[place].status = .draft
    notes[place].returned = entry.at
    guard let comment = event.comment else { return }
    guard places[comment.envelope] == nil, comment.version == 1 else { throw .alreadyExists }
    notes[place].comments.append(comment.envelope)
    append(
      NoteRecord(
        id: comment.envelope, kind: event.kind, author: entry.member, parent: event.note,
        versions: [NoteVersion(notice: comment, at: entry.at)], status: .comment(at: entry.at)))
  }

  /// Where the note stands that somebody else submitted and that this is about.
  private func submitted(_ event: some CoSigningEvent) throws(Violation) -> Int {
    guard let place = places[event.note] else { throw .unknownNote }
    guard case .submitted = notes[place].status, notes[place].author == event.author,
      notes[place].kind == event.kind
    else { throw .noteNotOpen }
    return place
  }

  private func checkLatest(
    _ version: UInt32, _ hash: ContentHash, at place: Int
  ) throws(Violation) {
    let latest = notes[place].latest.notice
    guard latest.version == version, latest.hash == hash else { throw .outOfSequence }
  }

  private mutating func discard(_ event: NoteDiscarded, _ entry: EntryFacts) throws(Violation) {
    guard let place = places[event.note] else { throw .unknownNote }
    try checkOpen(at: place, kind: event.kind, by: entry.member)
    notes[place].status = .discarded(at: entry.at)
    guard let parent = notes[place].parent.flatMap({ places[$0] }) else { return }
    notes[parent].addenda.removeAll { $0 == event.note }
  }

  private mutating func add(
    _ event: some AddendumEvent, _ status: NoteStatus, _ entry: EntryFacts
  ) throws(Violation) {
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
        status: status))
  }

  /// Only its author goes on with a draft.
  private func checkDraft(at place: Int, kind: NoteKind, by member: MemberID) throws(Violation) {
    let note = notes[place]
    guard note.status == .draft, note.author == member, note.kind == kind else {
      throw .noteNotOpen
    }
  }

  /// The same, or one that its author has submitted and takes back by going on with it.
  private func checkOpen(at place: Int, kind: NoteKind, by member: MemberID) throws(Violation) {
    let note = notes[place]
    guard note.status.isOpen, note.author == member, note.kind == kind else { throw .noteNotOpen }
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
  /// What supervisors wrote when they gave it back, in their order.
  package var comments: [NoteID] = []
  /// When a supervisor last gave it back.
  package var returned: Moment?

  package var latest: NoteVersion { versions[versions.count - 1] }

  /// Whether the note is still there to be read: a discarded draft is not.
  package var isStanding: Bool {
    if case .discarded = status { false } else { true }
  }

  /// Whether it corrects or completes another; a comment does neither.
  package var isAddendum: Bool {
    if case .comment = status { false } else { parent != nil }
  }

  package var isLocked: Bool {
    switch status {
    case .signed, .coSigned, .imported: true
    case .draft, .submitted, .discarded, .comment: false
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
  /// Signed by a trainee, and waiting for a supervisor's signature.
  case submitted(at: Moment)
  case signed(by: MemberID, at: Moment)
  /// Signed by its author, and then by a supervisor.
  case coSigned(signed: Moment, by: MemberID, at: Moment)
  case imported(at: Moment)
  case discarded(at: Moment)
  /// No note of its own: what a supervisor wrote to one that they gave back.
  case comment(at: Moment)

  /// Whether its author goes on with it.
  package var isOpen: Bool {
    switch self {
    case .draft, .submitted: true
    case .signed, .coSigned, .imported, .discarded, .comment: false
    }
  }
}
