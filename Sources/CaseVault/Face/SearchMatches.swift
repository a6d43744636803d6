import Casework

/// What a search found, and how much of it is shown.
public struct SearchMatches: Sendable {
  /// In the order of case files and of what was stored in them.
  public let shown: [SearchMatch]
  /// Notes that match, shown or not.
  public let total: Int
  /// Versions of notes and records that the log names and the storage did not have: 0 if all is well.
  public let missing: Int
  /// Case files of this member's that were not searched, because their key has not been handed on yet.
  public let filesWaiting: Int
}

/// A note in which the text stands.
public struct SearchMatch: Sendable {
  public let note: NoteReference
  /// One line around the first place, about 40 characters on each side. Not escaped for a terminal.
  public let excerpt: String

  init(_ hit: SearchHit) {
    note = NoteReference(hit.note)
    let excerpt = hit.excerpt
    let (before, after) = (excerpt.isCutBefore ? "…" : "", excerpt.isCutAfter ? "…" : "")
    self.excerpt = before + excerpt.before + excerpt.match + excerpt.after + after
  }
}
