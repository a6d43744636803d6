import ArgumentParser

/// `casevault note`: what is kept on a client.
struct NoteNoun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note", abstract: "Write, sign, read and search notes.",
    discussion: """
      NOTE is the beginning of a note's id, at least four digits, or a client and the note's number in \
      casevault note list, as in maria/2 or C-17/2.
      """,
    subcommands: [
      NoteWrite.self, NoteEdit.self, NoteSign.self, NoteAddendum.self, NoteDiscard.self,
      NoteShow.self, NoteList.self, NoteHistory.self, NoteSearch.self, NoteQueue.self,
      NoteCosign.self, NoteReturn.self,
    ])
}
