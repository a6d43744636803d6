import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault note queue`: what waits for a signature, or for changes, and whose turn it is.
struct NoteQueue: VaultCommand {
  static let synopsis = "casevault note queue"
  static let configuration = CommandConfiguration(
    commandName: "queue", abstract: "Show which notes wait for whom.", usage: synopsis)

  @OptionGroup var options: GlobalOptions

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let queue = try vault.queue()
    let members = try vault.members()
    let names = members.names
    let result = JSONObject([("waiting", .array(queue.map { .object(Self.facts(of: $0, names)) }))])
    let table = Table(
      [
        Table.Column("Id", weight: 5), Table.Column("Client", weight: 4),
        Table.Column("By", weight: 3, cutTo: 10), Table.Column("Since", weight: 2),
        Table.Column("Waits for", weight: 1, cutTo: 12),
      ],
      queue.map { note in
        [
          note.id.shortText, "\(note.client?.text ?? "")",
          names[note.author].map { "\($0)" } ?? .unopened, note.since.localText,
          Self.waits(note, members),
        ]
      }, empty: "nothing waits")
    return Answer(result, fault: IncompleteList(queue.map(\.fault) + members.map(\.fault))) {
      table.page($0)
    }
  }

  private static func facts(of note: QueuedNote, _ names: [MemberID: String]) -> JSONObject {
    var facts = JSONObject([
      ("note", .string(note.id.hexadecimal)), ("file", .string(note.file.hexadecimal)),
      ("client", .string(note.client?.text ?? "")),
      ("author", .string(note.author.hexadecimal)),
    ])
    facts.append("authorName", ifPresent: names[note.author].map { .string($0) })
    facts.append("since", .string(note.since.text))
    facts.append("waitsFor", .string(note.waits.code))
    facts.append("fault", ifPresent: note.fault.map { .object($0.facts) })
    return facts
  }

  private static func waits(_ note: QueuedNote, _ members: [KnownMember]) -> TerminalText {
    switch note.waits {
    case .forYourSignature: return "your signature"
    case .forYourChanges: return "your changes"
    case .forASupervisor:
      let names = members.names
      let supervisors = members.first { $0.id == note.author }?.supervisors ?? []
      return supervisors.isEmpty
        ? "a supervisor, and you have none"
        : TerminalText.list(supervisors.compactMap { names[$0] })
    }
  }
}

extension QueuedNote.Waits {
  /// The word in `--json`.
  fileprivate var code: String {
    switch self {
    case .forYourSignature: "your-signature"
    case .forASupervisor: "a-supervisor"
    case .forYourChanges: "your-changes"
    }
  }
}
