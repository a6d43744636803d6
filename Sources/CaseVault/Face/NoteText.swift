import Casework

/// A note with its words, and everything that a reader must see with it.
public struct NoteText: Sendable {
  public let reference: NoteReference
  /// UTF-8 as it was written, up to 16 MiB, with line feeds for line ends.
  public let text: String
  public let title: String?
  /// The time of entry: `2026-11-22T09:30:00.000Z`, UTC, to the millisecond. A claim of the machine
  /// on which it was written; the order of the log is what is true.
  public let entered: String
  /// Signed, a trainee's by a supervisor too, or imported: locked for good.
  public let isLocked: Bool
  /// A supervisor's comments on a trainee's draft, then corrections and additions, each in their order.
  public let addenda: [NoteText]

  init(_ opened: OpenedNote) {
    reference = NoteReference(opened.summary.id)
    text = opened.note.text
    title = opened.note.title
    entered = opened.note.entered.text
    isLocked = opened.summary.record.isLocked
    addenda = opened.addenda.map { NoteText($0) }
  }
}
