import Casework

/// What a grant has laid open.
package struct GrantExposure: Sendable, Equatable {
  /// Different notes that the grantee opened while it ran.
  package let read: Int
  /// Versions of notes and names that it opened, read or not.
  package let readable: Int
}

extension Vault {
  /// What the log says of a grant's use; nil for one that was never given.
  package func exposure(ofGrant number: Int) throws -> GrantExposure? {
    guard let grant = try state.grant(number), let given = grant.given else { return nil }
    var read: Set<NoteID> = []
    try eachEntry { entry, _ in
      guard entry.member == grant.grantee, entry.violation == nil, entry.event.at >= given.at,
        let event = entry.event.content as? NotesRead
      else { return }
      for note in event.notes where note.file == grant.file { read.insert(note.note) }
    }
    return GrantExposure(read: read.count, readable: given.slots)
  }
}
