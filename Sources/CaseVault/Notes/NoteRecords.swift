package import Casework

extension Vault {
  /// What the log knows of a note in a file of this member's, without opening any of it.
  ///
  /// Throws ``NoteRefused/noSuchNote`` for notes of other files too: that they exist is not told.
  package func record(of note: NoteID) throws -> FoundNote {
    try journal.catchUp()
    let state = try state
    let found = try storage.reading { try find(note, in: state, from: $0) }
    guard Policy.allows(.readNotes, on: found.file, to: member, in: state, at: now()) else {
      throw NoteRefused.noSuchNote
    }
    return found
  }
}
