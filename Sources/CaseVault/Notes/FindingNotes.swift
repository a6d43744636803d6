import AuditLog
package import Casework
import Keyring

/// A note as the log knows it, and the file that it stands in.
package struct FoundNote: Sendable {
  package let file: CaseFile
  package let record: NoteRecord

  /// What an act on this note is an act on, as its author made it.
  var target: Act.Target { .notes(of: record.kind, by: record.author, in: file.id) }
}

extension Vault {
  /// Finds a note by its id, among the files that this member may know of.
  func find(
    _ id: NoteID, in state: VaultState, from reader: any StorageReader
  ) throws -> FoundNote {
    guard let stored = try reader.envelope(id, version: 1, parts: .headers),
      let file = state.file(onShelf: stored.shelf),
      let record = try history(of: file, in: reader)[id]
    else { throw NoteRefused.noSuchNote }
    return FoundNote(file: file, record: record)
  }

  /// The notes whose id begins with these digits, at least four; for people who type one from a list.
  package func notes(beginningWith digits: String) throws -> [NoteID] {
    let state = try state
    return try storage.reading { reader in
      try reader.envelopeIDs(beginningWith: digits, limit: 20).filter { id in
        do {
          let found = try find(id, in: state, from: reader)
          return Policy.allows(.readNotes, on: found.file, to: member, in: state, at: now())
        } catch NoteRefused.noSuchNote {
          return false
        }
      }
    }
  }
}
