import CaseVault
import Casework
import System

/// A trainee's note as a supervisor answers it, with a signature or by giving it back: in one version, which they
/// have read.
struct NoteThatWaits {
  let id: NoteID
  let version: UInt32

  /// Refuses what could not be answered, before anybody is shown it and asked.
  init(
    _ typed: String?, version read: UInt32?, in vault: Vault, _ session: Session
  ) throws {
    id = try NoteChoice(in: vault, asking: session.questions, to: .coSignNotes).note(typed)
    version = try vault.versionThatWaits(id, read: read)
  }

  /// What has to be said where nobody can be shown the note and asked.
  static func missing(note: String?, version: UInt32?) -> TerminalText? {
    note == nil
      ? "the note" : version == nil ? "the version that you have read: --version NUMBER" : nil
  }

  /// Shows it on a terminal and asks. Whatever is opened is recorded as read.
  func confirm(_ question: TerminalText, in vault: Vault, _ session: Session) throws {
    let opened = try vault.read(id, to: session.questions.canAsk ? .terminal : .program)
    guard opened.summary.version == version else { throw NoteRefused.changedMeanwhile }
    guard session.questions.canAsk else { return }
    let page = NotePage(opened, authors: try vault.members().names, now: vault.now())
      .page(session.screen.promptLayout)
    guard try session.questions.confirm("\(page)\n\n\(question)") else { throw NotConfirmed() }
  }
}
