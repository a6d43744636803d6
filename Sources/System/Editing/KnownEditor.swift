/// An editor of which we know how to keep it from leaving copies of a text behind.
///
/// Each is started without the user's own settings and plugins: any of them could switch backups on
/// again, or send what is typed to a service. Where two of a program's options disagree the last one
/// holds, so ours come after those of `VISUAL` or `EDITOR`.
struct KnownEditor: Equatable, Sendable {
  let name: String
  /// What the file name of the program begins with, up to a `.`, `-`, digit or the end: Debian's
  /// `vim` is really `vim.basic`, its `emacs` `emacs-nox`.
  let programs: [String]
  let arguments: [String]
  let variables: [String: String]

  static let all = [vim, neovim, nano, emacs]

  /// The known editor behind a program's real file name; `nil` for all others. A bare `vi` is one of
  /// the others: where it is not Vim by another name it may keep recovery files in `/var/tmp`.
  static func of(_ program: FilePath) -> KnownEditor? {
    all.first { $0.programs.contains { matches(program.name, $0) } }
  }

  private static func matches(_ name: String, _ program: String) -> Bool {
    guard name.hasPrefix(program) else { return false }
    guard let next = name.dropFirst(program.count).first else { return true }
    // Not "emacsclient", which hands the text to a server, nor "vimdiff".
    return next == "." || next == "-" || next.isNumber
  }

  /// `--clean` leaves the user's files unread, `-n` keeps swap off, `-i NONE` history. The settings
  /// come twice, before and after the defaults that `--clean` still reads.
  private static let vim = KnownEditor(
    name: "Vim", programs: ["vim"],
    arguments: [
      "--clean", "-n", "-i", "NONE", "--cmd", "set \(viSettings) viminfo=", "-c",
      "set \(viSettings) viminfo=",
    ],
    variables: [:])

  private static let neovim = KnownEditor(
    name: "Neovim", programs: ["nvim"],
    arguments: [
      "--clean", "-n", "-i", "NONE", "--cmd", "set \(viSettings) shada=", "-c",
      "set \(viSettings) shada=",
    ],
    variables: ["NVIM_LOG_FILE": "/dev/null"])

  /// The clipboard goes too: what is copied to it, clipboard programs may keep on disk.
  private static let viSettings =
    "nobackup nowritebackup noundofile noswapfile nomodeline noexrc clipboard="

  /// Backups, history, positions and locks are all off unless a settings file turns them on. Restricted
  /// mode reads and writes no file but the one given.
  private static let nano = KnownEditor(
    name: "nano", programs: ["nano"], arguments: ["--ignorercfiles", "--restricted"], variables: [:]
  )

  private static let emacs = KnownEditor(
    name: "Emacs", programs: ["emacs"],
    arguments: ["-Q", "-nw", "--eval", emacsSettings],
    variables: [:])

  private static let emacsSettings = """
    (setq make-backup-files nil auto-save-default nil auto-save-list-file-prefix nil \
    create-lockfiles nil enable-local-variables nil inhibit-startup-screen t \
    delete-by-moving-to-trash nil select-enable-clipboard nil \
    native-comp-deferred-compilation nil native-comp-jit-compilation nil)
    """
}
