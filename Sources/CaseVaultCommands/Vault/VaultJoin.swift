import ArgumentParser
import AuditLog
import CaseVault
import Casework
import Keyring
import SQLiteStorage
import System

/// `casevault vault join`: the first opening on a device, checked against a ticket.
struct VaultJoin: PlainCommand {
  static let synopsis = "casevault vault join TICKET|--without-ticket [--at FOLDER]"
  static let configuration = CommandConfiguration(
    commandName: "join", abstract: "Join a vault with a ticket.", usage: synopsis,
    discussion: """
      The vault's whole history is verified against the ticket: compare the fingerprint that it shows with whoever gave it to you, aloud. If you are an agency's second founder, \
      this also puts your signature under its founding. A practice that you founded alone, with this key, \
      opens without a ticket where this machine has lost what it remembered; whether it is the latest, you \
      are asked.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: ArgumentHelp("The ticket's file; - is standard input.", valueName: "ticket"),
    completion: .file())
  var ticket: String?

  @Option(help: ArgumentHelp("The vault's folder.", valueName: "folder"), completion: .directory)
  var at: String?

  @Flag(help: "Open a practice that you founded alone, on a machine that does not remember it.")
  var withoutTicket = false

  func answer(in session: Session) throws -> Answer {
    if withoutTicket {
      guard ticket == nil else { throw TicketAndNone() }
      return try answerWithoutTicket(in: session)
    }
    let file = try session.questions.value(ticket, of: "the ticket's file")
    let ticket = try Ticket(InputFile(path: file).text(atMost: 1 << 16))
    let folder = try at.map { try FilePath($0).notEmpty() } ?? session.vaultFolder()
    let storage = try SQLiteStorage.open(at: folder.string)
    let identity = try session.key.open()
    try FingerprintCheck.ask(session.questions, about: ticket, as: identity.publicKeys)
    let memory = session.places.memory(
      ofVault: ticket.vault.hexadecimal, device: identity.publicKeys.id.hexadecimal)
    if try storage.reading({ try $0.size() }) == 0, let ticket = try KeptTicket(in: memory).load() {
      throw FoundingWaits(ticket: ticket)
    }
    var bar = ProgressBar("Verifying", total: 1_000, in: session.environment)
    let vault: Vault
    do {
      vault = try Vault.join(
        storage, by: ticket, with: identity, memory: FolderMemory(memory), in: .ofThisMachine
      ) { bar.update(Int($0 * 1_000)) }
    } catch {
      throw DamagedPin.named(by: error, in: memory)
    }
    bar.finish()
    defer { vault.close() }
    try VaultChoice.remember(folder, session.places)
    return try Self.welcome(to: vault, at: folder)
  }

  private func answerWithoutTicket(in session: Session) throws -> Answer {
    let folder = try at.map { FilePath($0) } ?? session.vaultFolder()
    let storage = try SQLiteStorage.open(at: folder.string)
    let id = try storage.reading { try $0.identity().vaultID.hexadecimal }
    let identity = try session.key.open()
    let memory = session.places.memory(
      ofVault: id, device: identity.publicKeys.id.hexadecimal)
    let bar = SharedBar("Verifying", in: session.environment)
    defer { bar.finish() }
    let vault: Vault
    do {
      vault = try Vault.resume(
        storage, with: identity, memory: FolderMemory(memory), in: .ofThisMachine,
        progress: { bar.show($0) }
      ) { end in
        bar.finish()
        try end.confirm(by: session.questions)
      }
    } catch {
      throw DamagedPin.named(by: error, in: memory)
    }
    defer { vault.close() }
    try VaultChoice.remember(folder, session.places)
    return try Self.welcome(to: vault, at: folder)
  }

  private static func welcome(to vault: Vault, at folder: FilePath) throws -> Answer {
    let me = try vault.me()
    let roles = me?.roles ?? []
    let result = JSONObject([
      ("vault", .string(vault.id.hexadecimal)), ("folder", .string(folder.string)),
      ("name", .string(me?.name ?? "")), ("roles", .array(roles.map { .string($0.code) })),
      ("entries", .integer(Int64(try vault.state.size))),
    ])
    return Answer(
      result,
      """
      You have joined the vault at \(folder) as \(TerminalText.list(roles.map(\.title))).
      Its log is verified: \(TerminalText.count(Int(try vault.state.size), "entry", "entries")).

      Next: casevault
      """)
  }
}
