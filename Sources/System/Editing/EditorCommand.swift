/// The editor to start, and how.
struct EditorCommand: Equatable, Sendable {
  let program: FilePath
  /// Words that come before the file.
  let arguments: [String]
  /// `nil` when nothing is known of what it leaves behind.
  let known: KnownEditor?

  /// The editor that `VISUAL`, else `EDITOR` names, else the first known one of nano, vim and vi.
  ///
  /// The value is split at spaces only; there is no quoting, as there is no shell. An editor that is
  /// named but missing or unknown is refused rather than replaced: another one would come as a
  /// surprise.
  static func chosen(
    by environment: Environment, allowingUnknown: Bool
  ) throws(EditorError) -> EditorCommand {
    let variable = environment["VISUAL"] == nil ? "EDITOR" : "VISUAL"
    let words = (environment[variable] ?? "").split(separator: " ").map(String.init)
    guard let word = words.first else { return try standard(environment) }
    guard let found = Executable.find(word, in: environment) else {
      throw .notFound(word, namedBy: variable)
    }
    let command = try EditorCommand(found, Array(words.dropFirst()))
    guard command.known != nil || allowingUnknown else {
      throw .unknown(command.program, namedBy: variable)
    }
    return command
  }

  private static func standard(_ environment: Environment) throws(EditorError) -> EditorCommand {
    for word in ["nano", "vim", "vi"] {
      guard let found = Executable.find(word, in: environment) else { continue }
      let command = try EditorCommand(found, [])
      if command.known != nil { return command }
    }
    throw .none
  }

  /// A known editor is started under its real name and file: some act otherwise under another name
  /// (`view`, `rvim`), and a link could be changed in between.
  private init(_ found: FilePath, _ words: [String]) throws(EditorError) {
    let resolved: FilePath
    do {
      resolved = try found.resolved()
    } catch {
      throw .file(error)
    }
    known = KnownEditor.of(resolved)
    program = known == nil ? found : resolved
    arguments = words + (known?.arguments ?? [])
  }
}

/// Why a text could not be edited.
package enum EditorError: Error, Equatable, Sendable {
  /// Neither `VISUAL` nor `EDITOR` is set, and none of the usual editors is here.
  case none
  /// A word that names no program, and the variable that holds it: `VISUAL` or `EDITOR`.
  case notFound(String, namedBy: String)
  /// A program of which nothing is known, so that it may leave copies behind, likewise.
  case unknown(FilePath, namedBy: String)
  /// Standard input and output are not both a terminal.
  case noTerminal
  /// No folder whose files stay in memory; with those tried.
  case noMemoryFolder([FilePath])
  case file(FileError)
}
