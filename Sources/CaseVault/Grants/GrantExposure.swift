package import Casework

/// What a grant has laid open.
package struct GrantExposure: Sendable, Equatable {
  /// Notes of the file that the grantee opened while it ran, in the order in which they first did.
  package let read: [NoteID]
  /// Versions of notes and names that it opened, read or not.
  package let readable: Int
}

extension Vault {
  /// What the log says of a grant's use, by the order of its entries; nil for one that was never given.
  package func exposure(ofGrant number: Int) throws -> GrantExposure? {
    guard let grant = try state.grant(number), let given = grant.given else { return nil }
    var read: [NoteID] = []
    try eachEntry { entry, _ in
      guard entry.member == grant.grantee, entry.violation == nil,
        given.lasted(over: entry.sequence), let event = entry.event.content as? NotesRead
      else { return }
      for note in event.notes
      where note.file == grant.file && grant.terms.scope.kinds.contains(note.kind)
        && !read.contains(note.note)
      {
        read.append(note.note)
      }
    }
    return GrantExposure(read: read, readable: given.slots)
  }
}
