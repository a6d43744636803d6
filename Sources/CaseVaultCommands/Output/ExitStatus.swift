/// How a command ends, for the script that called it. Source: design §10.
enum ExitStatus: Int32, CaseIterable {
  case done = 0
  /// A fault of this program.
  case bug = 1
  /// Policy, the system or the state of things says no; nothing was changed.
  case refused = 10
  /// Two things answer to one name, something is there already, or somebody else was quicker.
  case conflict = 11
  /// A wrong passphrase, or none to be had, or a key that fits nothing here.
  case locked = 12
  /// Bytes are not what was written.
  case integrity = 13
  case notFound = 14
  /// The command was not understood, or what it was given cannot be used (EX_USAGE of sysexits.h).
  case usage = 64
  /// Ctrl-C, as shells have it.
  case interrupted = 130

  /// The word for it in documents and `--json` errors.
  var name: String {
    switch self {
    case .done: "done"
    case .bug: "bug"
    case .refused: "refused"
    case .conflict: "conflict"
    case .locked: "locked"
    case .integrity: "integrity"
    case .notFound: "not-found"
    case .usage: "usage"
    case .interrupted: "interrupted"
    }
  }
}
