import Casework

// Words handed to a program are recorded as such (`program`) before they are handed over: where the
// program brings them, the vault cannot see.

extension Vault {
  /// Keeps a progress note of free text as a draft, and names it. Durable when it returns.
  ///
  /// - Parameters:
  ///   - text: up to 16 MiB; line ends become line feeds, control characters are refused.
  ///   - client: whose case file it goes to.
  /// - Throws: ``VaultError/unfitText(_:)``, ``VaultError/noSuchClient``,
  ///   ``VaultError/refused(reason:)``, ``VaultError/storage(_:)``.
  public func write(
    _ text: String, for client: ServedClient
  ) throws(VaultError) -> NoteReference {
    try VaultError.telling { NoteReference(try write(try newNote(text), in: client.file)) }
  }

  /// Keeps the next version of a draft of this member's own; the earlier ones stay.
  ///
  /// - Throws: ``VaultError/noteRefused(_:)`` for what is signed, discarded or another's.
  public func revise(_ note: NoteReference, to text: String) throws(VaultError) {
    try VaultError.telling { try revise(note.id, to: try newNote(text)) }
  }

  /// Locks a draft of this member's own for good. It is read before, and recorded as read: whoever
  /// signs has seen what it says. A trainee's waits for a supervisor's signature beside theirs; until then
  /// ``NoteText/isLocked`` is false.
  ///
  /// - Throws: ``VaultError/noteRefused(_:)``, ``VaultError/unfitText(_:)`` where a section that the
  ///   note's template asks for says nothing.
  public func sign(_ note: NoteReference) throws(VaultError) {
    try VaultError.telling {
      switch try record(of: note.id).record.status {
      case .draft: break
      case .submitted: throw NoteRefused.submittedAlready
      default: throw NoteRefused.locked
      }
      try read(note.id, to: .program).note.checkReadyToSign()
      try sign(note.id)
    }
  }

  /// Adds to a signed note, which is the only way to correct it.
  ///
  /// - Throws: ``VaultError/noteRefused(_:)`` where it is a draft, or an addendum itself.
  public func addAddendum(
    _ text: String, to note: NoteReference
  ) throws(VaultError) -> NoteReference {
    try VaultError.telling { NoteReference(try addAddendum(try newNote(text), to: note.id)) }
  }

  /// Opens a note in its latest version, addenda included. Recorded in the log first.
  ///
  /// - Throws: ``VaultError/noSuchNote``, ``VaultError/refused(reason:)``,
  ///   ``VaultError/integrity(kind:place:)``.
  public func read(_ note: NoteReference) throws(VaultError) -> NoteText {
    try VaultError.telling { NoteText(try read(note.id, to: .program)) }
  }

  /// The notes in which a text stands, ignoring case, among the files that this member holds. The
  /// search is recorded first, without the text, and so is each note shown.
  ///
  /// - Parameters:
  ///   - text: letter by letter, not by word; a letter with its accent apart is another.
  ///   - limit: how many notes to show.
  /// - Throws: ``VaultError/unfitText(_:)`` for an empty text.
  ///
  /// Where ``SearchMatches/missing`` is not 0, the storage has lost notes, and there may be more matches.
  public func search(
    for text: String, showingAtMost limit: Int = 100
  ) throws(VaultError) -> SearchMatches {
    try VaultError.telling {
      guard let needle = TextNeedle(foldedFrom: text) else { throw InvalidText.empty }
      let found = try search(for: needle, atMost: max(0, limit), to: .program)
      return SearchMatches(
        shown: found.hits.map { SearchMatch($0) }, total: found.total,
        missing: found.gap?.missing ?? 0, filesWaiting: found.filesWaiting)
    }
  }

  /// A progress note about this minute, as if it were typed now.
  private func newNote(_ text: String) throws -> Note {
    let now = now()
    let event = EventTime(
      moment: now, offsetMinutes: journal.surroundings.offsetMinutes(now), precision: .millisecond)
    return try NoteDraft(kind: .progress, text: text, event: event).validated(at: now)
  }
}
