import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault note show`: a note with its addenda, recorded before it is shown.
struct NoteShow: VaultCommand {
  static let synopsis = "casevault note show NOTE [--version NUMBER]"
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Read a note.", usage: synopsis)

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("An id, or CLIENT/NUMBER.", valueName: "note"))
  var note: String?

  @Option(
    name: .customLong("version"),
    help: ArgumentHelp("An earlier version of a draft.", valueName: "number"))
  var noteVersion: UInt32?

  var missing: TerminalText? { note == nil ? "the note" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let id = try NoteChoice(in: vault, asking: session.questions, to: .readNotes).note(note)
    if let noteVersion {
      let versions = try vault.record(of: id).record.versions.map(\.notice.version)
      guard versions.contains(noteVersion) else { throw NoSuchVersion(number: noteVersion) }
    }
    let opened = try vault.read(id, version: noteVersion, to: session.screen.destination)
    let authors = try vault.members().names
    let page = NotePage(opened, authors: authors, now: vault.now())
    return Answer(page.facts, storedWords: true) { page.page($0) }
  }
}

/// The note is there, and was never written that often.
struct NoSuchVersion: WordedError {
  let number: UInt32

  var wording: Wording {
    Wording(
      .notFound, "no-such-version", "the note has no version \(number)",
      hint: "casevault note history NOTE shows those that there are")
  }
}
