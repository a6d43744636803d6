import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault note sign`: locks a draft for good.
struct NoteSign: VaultCommand {
  static let synopsis = "casevault note sign NOTE [--keep]"
  static let configuration = CommandConfiguration(
    commandName: "sign", abstract: "Sign a draft, which locks it for good.", usage: synopsis,
    discussion:
      "A trainee's note is locked when a supervisor has signed it too: casevault note cosign.")

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("An id, or CLIENT/NUMBER.", valueName: "note"))
  var note: String?

  @Flag(help: "Keep likely excluded content in a psychotherapy note as it is.")
  var keep = false

  var missing: TerminalText? { note == nil ? "the note" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    // A trainee's signature is half of two.
    let signsAlone = try vault.state.members[vault.member]?.signsAlone ?? true
    let power: Power = signsAlone ? .signNotes : .submitNotes
    let id = try NoteChoice(in: vault, asking: session.questions, to: power).note(note)
    let record = try vault.record(of: id)
    try record.record.status.checkIsDraft()
    guard record.record.status == .draft else { throw NoteRefused.submittedAlready }
    // Read, and so recorded: whoever signs has seen what it says.
    let opened = try vault.read(id, to: session.questions.canAsk ? .terminal : .program)
    try opened.note.checkReadyToSign()
    let answered = try answered(opened.note, session)
    try confirm(opened, signsAlone: signsAlone, at: vault.now(), session)
    // The answer is part of the note, and so of what is signed.
    if answered != opened.note { try vault.revise(id, to: answered) }
    let isLocked = try vault.sign(id)
    let number = ClientNumber(record.file.number)
    return KeptNoteAnswer(id, answered, of: number, isLocked ? .signed : .submitted).answer
  }

  /// The note with the answer to the one hint, where it is still open.
  private func answered(_ note: Note, _ session: Session) throws -> Note {
    guard let hint = note.excludedContentHint else { return note }
    let isKept =
      try keep
      || ExcludedContentQuestion(hint).isAnswered(
        by: session.questions, otherwise: ("leave it a draft", NotConfirmed()))
    guard isKept else { throw UnansweredHint(hint: hint, isKept: true) }
    return note.keepingExcludedContent()
  }

  private func confirm(
    _ opened: OpenedNote, signsAlone: Bool, at now: Moment, _ session: Session
  ) throws {
    guard session.questions.canAsk else { return }
    let page = NotePage(opened, authors: [:], now: now).page(session.screen.promptLayout)
    let then: TerminalText =
      signsAlone ? "It is locked for good then." : "It waits for your supervisor's signature then."
    let question: TerminalText = "\(page)\n\nSign this note? \(then)"
    guard try session.questions.confirm(question) else {
      throw NotConfirmed()
    }
  }
}

/// Somebody was asked, and said no.
struct NotConfirmed: WordedError {
  var wording: Wording {
    Wording(
      .refused, "not-confirmed", "nothing was done",
      hint: "run the command again, and answer y, if it is to be done")
  }
}
