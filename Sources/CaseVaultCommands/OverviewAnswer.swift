import CaseVault
import Casework
import System

/// How things stand, and the commands that one's roles come with.
struct OverviewAnswer {
  private let status: Answer
  private let commands: [(command: String, does: String)]

  init(of vault: Vault, in session: Session) throws {
    status = try StatusAnswer(of: vault, in: session).answer
    let roles = try vault.me()?.roles ?? []
    let hasColleagues = try vault.state.members.values.count { $0.left == nil } > 1
    let tables = Self.table.filter { hasColleagues || !Self.amongColleagues.contains($0.does) }
    commands = tables.filter { row in
      roles.contains { $0.powers[row.power].map { $0 != .granted } ?? false }
    }
    .map { ($0.command, $0.does) }
  }

  var answer: Answer {
    var result = status.result
    result.append("commands", .array(commands.map { .string($0.command) }))
    return Answer(result, fault: status.fault) { layout in
      let width = commands.reduce(0) { max($0, $1.command.count) }
      let lines = commands.map { row in
        "  \(TerminalText.escaped(row.command).padded(toWidth: width))  \(row.does)" as TerminalText
      }
      return """
        \(status.page(layout))

        \(layout.heading("You can"))
        \(lines.joined(separator: "\n"))

        More: casevault --help, and casevault NOUN --help.
        """
    }
  }

  /// What means nothing to whoever works alone.
  private static let amongColleagues: Set<String> = [
    "give a case file to somebody", "hand a case file over", "see what waits for your signature",
  ]

  /// Which power stands behind which command, in the order of a day's work.
  private static let table: [(power: Power, command: String, does: String)] = [
    (.openFile, "casevault client add NAME", "take a client in"),
    (.listFiles, "casevault client list", "see who is a client"),
    (.assignFile, "casevault file assign CLIENT", "give a case file to somebody"),
    (.handOver, "casevault file hand-over CLIENT", "hand a case file over"),
    (.writeNotes, "casevault note write CLIENT", "write a note"),
    (.readNotes, "casevault note list CLIENT", "see a client's notes"),
    (.readNotes, "casevault note show NOTE", "read a note"),
    (.signNotes, "casevault note sign NOTE", "lock a draft for good"),
    (.submitNotes, "casevault note sign NOTE", "sign a draft for your supervisor"),
    (.submitNotes, "casevault note queue", "see what waits for whom"),
    (.coSignNotes, "casevault note queue", "see what waits for your signature"),
    (.searchFiles, "casevault note search TEXT", "search your notes"),
    (.signNotes, "casevault import notes FILE", "bring notes of another system in"),
    (.manageMembers, "casevault member enrol REQUEST", "propose a colleague"),
    (.manageMembers, "casevault member approve", "see what waits for approval"),
    (.readLog, "casevault audit log", "see who did what"),
    (.verify, "casevault audit verify", "verify everything"),
    (.issueCheckpoint, "casevault audit checkpoint", "make what an outsider keeps"),
    (.backUp, "casevault vault backup FILE", "make a backup"),
  ]
}

/// What to do where there is no vault to look into: no key yet, no vault yet, or nobody to open it.
struct SetUpAnswer {
  let key: FilePath
  let hasKey: Bool
  let vault: FilePath?
  let isThere: Bool

  var answer: Answer {
    var result = JSONObject([("hasKey", .bool(hasKey)), ("hasVault", .bool(isThere))])
    result.append("key", .string(key.string))
    result.append("folder", ifPresent: vault.map { .string($0.string) })
    return Answer(
      result,
      """
      key    \(hasKey ? "\(key)" : "none yet")
      vault  \(vaultLine)

      \(next)
      """)
  }

  private var vaultLine: TerminalText {
    guard let vault else { return "none yet" }
    return isThere ? "\(vault)" : "\(vault), where none is"
  }

  private var next: TerminalText {
    if hasKey && isThere {
      return "What you can do is shown where your passphrase can be asked for."
    }
    return """
      To found a practice of your own:
        casevault vault init
      To join an agency, hand somebody there your request and get a ticket back:
        casevault key \(hasKey ? "show" : "create") --request FILE
        casevault vault join TICKET --at FOLDER
      """
  }
}
