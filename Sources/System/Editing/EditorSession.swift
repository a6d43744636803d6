import CSystem
import Glibc

/// Lets a person edit a text in an editor of theirs, without a copy of it reaching the disk.
///
/// The text lies in a ``MemoryFolder``. The editor runs there, with its home, settings and temporary
/// files pointed there too, so that whatever it leaves behind goes with the folder. Signals wait until
/// that is done. An editor that is not known is only used when allowed; it keeps its own home, and what
/// it does there is its user's concern.
package struct EditorSession: Sendable {
  private let environment: Environment
  private let allowingUnknown: Bool
  private let limit: Int
  /// Words before the editor's own, for a test that watches it.
  private let launcher: [String]
  /// Where the text may lie.
  private let places: [FilePath]

  /// `limit` is the largest text, in bytes, that is read back.
  package init(_ environment: Environment, allowingUnknown: Bool = false, limit: Int) {
    self.init(
      environment, allowingUnknown: allowingUnknown, limit: limit, launcher: [],
      in: MemoryFolder.places(environment))
  }

  init(
    _ environment: Environment, allowingUnknown: Bool, limit: Int, launcher: [String],
    in places: [FilePath]
  ) {
    self.environment = environment
    self.allowingUnknown = allowingUnknown
    self.limit = limit
    self.launcher = launcher
    self.places = places
  }

  /// What a person did with the text.
  package enum Outcome: Equatable, Sendable {
    case saved([UInt8])
    case unchanged
    /// Nothing but blanks and line feeds is left.
    case empty
    /// The editor crashed, or was left in a way that means "forget it" (`:cq` of Vim). What it had
    /// saved by then, if that differs from the beginning, may be worth keeping.
    case failed(ChildProcess.Ending, lastSaved: [UInt8]?)
  }

  /// Opens the editor on `text`. `name` shows in the editor and in the list of processes, so it must
  /// tell nothing; its ending makes editors treat the text as what it is.
  package func edit(
    _ text: [UInt8], named name: String = "note.txt"
  ) throws(EditorError) -> Outcome {
    let command = try EditorCommand.chosen(by: environment, allowingUnknown: allowingUnknown)
    if command.known != nil {
      guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .noTerminal }
    }
    return try Signals.deferring { () throws(EditorError) in
      let folder = try MemoryFolder(inOneOf: places)
      do throws(SystemFailure) {
        try folder.write(text, to: name)
      } catch {
        throw .file(FileError(folder.path.appending(name), error))
      }
      do throws(FileError) {
        let ending = try child(command, name, in: folder.path).run()
        let result = try folder.read(name, atMost: limit)
        return outcome(ending, text, result)
      } catch {
        throw .file(error)
      }
    }
  }

  private func child(
    _ command: EditorCommand, _ name: String, in folder: FilePath
  ) -> ChildProcess {
    let words = command.arguments + [folder.appending(name).string]
    let surroundings = surroundings(of: command, in: folder)
    guard let watcher = launcher.first else {
      return ChildProcess(
        command.program, called: command.known?.programs.first, words, in: surroundings,
        startingIn: folder)
    }
    return ChildProcess(
      FilePath(watcher), launcher.dropFirst() + [command.program.string] + words, in: surroundings,
      startingIn: folder)
  }

  /// Temporary files (a spell checker's, a filter's) go into the folder; of a known editor, which
  /// needs nothing from home, everything does.
  private func surroundings(of command: EditorCommand, in folder: FilePath) -> Environment {
    var variables = environment.variables
    let moved = ["TMPDIR", "TMP", "TEMP"] + (command.known == nil ? [] : Self.homes)
    for name in moved { variables[name] = folder.string }
    if let known = command.known {
      for name in Self.startingCommands { variables[name] = nil }
      variables.merge(known.variables) { $1 }
    }
    return Environment(variables)
  }

  private static let homes = [
    "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME",
  ]

  /// Commands that Vim runs, and arguments that nano or Emacs take, from the environment.
  private static let startingCommands = [
    "VIMINIT", "EXINIT", "GVIMINIT", "VIM", "VIMRUNTIME", "MYVIMRC", "NVIM_APPNAME",
    "EMACSLOADPATH",
    "EMACSDATA", "EMACSPATH", "ALTERNATE_EDITOR",
  ]

  private func outcome(
    _ ending: ChildProcess.Ending, _ before: [UInt8], _ after: [UInt8]
  ) -> Outcome {
    guard ending == .exited(0) else {
      return .failed(ending, lastSaved: after == before ? nil : after)
    }
    if after.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }) { return .empty }
    return after == before ? .unchanged : .saved(after)
  }
}
