import System

extension EditorError: WordedError {
  var wording: Wording {
    switch self {
    case .none:
      Wording(
        .notFound, "no-editor", "there is no editor: neither EDITOR is set nor nano or vim here",
        hint: "pipe the text in, or name a file with --from FILE")
    case .notFound(let word, let variable):
      Wording(
        .notFound, "editor-not-found", "there is no editor “\(word)”",
        hint: "set \(variable) to one that is here, such as nano or vim")
    case .unknown(let program, let variable):
      Wording(
        .refused, "unknown-editor",
        "it is not known whether \(program) leaves copies of a text behind",
        hint:
          "set \(variable) to vim, nvim, nano or emacs, or use it all the same with --allow-editor")
    case .noTerminal:
      Wording(
        .usage, "no-terminal", "an editor needs a terminal",
        hint: "pipe the text in, or name a file with --from FILE")
    case .noMemoryFolder(let tried):
      Wording(
        .refused, "no-memory-folder",
        "there is no folder whose files stay in memory (tried \(TerminalText.list(tried.map(\.string))))",
        hint: "pipe the text in, or name a file with --from FILE")
    case .file(let error): error.wording
    }
  }
}
