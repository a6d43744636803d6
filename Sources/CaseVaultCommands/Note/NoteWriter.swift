import CaseVault
import Casework
import System

/// The way from a draft to a note that is kept: text, check, hint, storing.
struct NoteWriter {
  private let options: NoteTextOptions
  private let session: Session

  init(_ options: NoteTextOptions, in session: Session) {
    self.options = options
    self.session = session
  }

  /// Lets the draft's text be written, and has the checked note stored by `store`.
  ///
  /// What is signed is locked for good, so a signature needs every section of the template. Whatever
  /// can be refused without the text is refused before anybody types it. `evenUnchanged` keeps a text
  /// that nobody touched, for the sake of what else the draft says.
  func kept<Result>(
    _ draft: NoteDraft, to file: CaseFileID, in vault: Vault, signing: Bool,
    evenUnchanged: Bool = false, by store: (Note) throws -> Result
  ) throws -> (note: Note, result: Result) {
    try draft.checkFacts(at: vault.now())
    if options.usesEditor {
      try vault.check([Act.write(draft.kind, by: vault.member, in: file)])
    }
    return try TypedText(options, in: session).kept(
      startingWith: draft.text, evenUnchanged: evenUnchanged
    ) { text in
      var draft = draft
      draft.text = text
      if let hint = draft.excludedContentHint {
        draft.keepsExcludedContent = try ExcludedContentQuestion(hint).isAnswered(
          by: options.questions(in: session),
          otherwise: options.usesEditor ? ("edit it", EditAgain()) : nil)
        // A draft can still be changed, and whoever signs it is asked.
        guard draft.keepsExcludedContent || !signing else {
          throw UnansweredHint(hint: hint, isKept: false)
        }
      }
      let note = try draft.validated(at: vault.now())
      if signing { try note.checkReadyToSign() }
      return (note, try store(note))
    }
  }
}
