import ArgumentParser
import AuditLog
import CaseVault
import Casework
import SQLiteStorage
import System

/// `casevault vault restore FILE`: goes on from a backup.
struct VaultRestore: PlainCommand {
  static let synopsis =
    "casevault vault restore FILE [--at FOLDER] [--accept-loss] [--leave-closed|--keep-members] [--ticket TICKET|--without-ticket] [--group GROUP]"
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Go on from a backup.", usage: synopsis,
    discussion: """
      Nothing is overwritten: move a vault that is still there away first, or choose another folder. \
      A backup that lies behind what this device has verified is taken only with --accept-loss, and \
      in an agency only once a second member approves.

      What this device remembers as taken away since the copy was made is taken away again: a member who has \
      left, a revoked device, a grant that is over, a conflict. Roles, assignments, supervision and duty are \
      listed, each with the command that takes it away.

      On a new machine a ticket says what to expect; a \
      practice that you founded alone, with this key, needs none.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("The backup.", valueName: "file"), completion: .file())
  var file: String?

  @Option(
    help: ArgumentHelp("Where the vault will lie.", valueName: "folder"), completion: .directory)
  var at: String?

  @Flag(help: "Give up what was written after the backup was made.")
  var acceptLoss = false

  @Flag(help: "Also where nobody could open some case files then, as who left had them alone.")
  var leaveClosed = false

  @Flag(help: "Keep these as members instead, until they have handed the files over.")
  var keepMembers = false

  @Option(
    help: ArgumentHelp(
      "For a device that has never verified this vault: a ticket.", valueName: "file"),
    completion: .file())
  var ticket: String?

  @Flag(help: "The same for a practice that you founded alone, with no ticket at hand.")
  var withoutTicket = false

  @Option(
    help: ArgumentHelp("Share it with the accounts of this group.", valueName: "group"))
  var group: String?

  func answer(in session: Session) throws -> Answer {
    let file = try session.questions.value(file, of: "the backup")
    guard !leaveClosed || !keepMembers else { throw ClosedAndKept() }
    let closing: ClosingByRestoring =
      leaveClosed ? .leftClosed : keepMembers ? .membersKept : .refused
    let place = try RestoredVault(
      from: file, at: at.map { FilePath($0) }, group: group, closing: closing, in: session)
    guard ticket == nil || !withoutTicket else { throw TicketAndNone() }
    let ticket = try ticket.map { try Ticket(InputFile(path: $0).text(atMost: 1 << 16)) }
    let way: RestoredVault.FirstOpening =
      ticket.map { .by($0) } ?? (withoutTicket ? .byOwnSignature : .none)
    var taken: TakenByRestoring?
    let vault = try place.opened(accepting: acceptLoss, way) { taken = $0 }
    defer { vault.close() }
    let state = try vault.state
    let reach: TerminalText =
      withoutTicket
      ? " Its log has \(TerminalText.count(Int(state.size), "entry", "entries"))\(state.latestClaim.map { ", the last of \($0.localText)" } ?? ""): what was written since is not in it."
      : ""
    let waits = try !vault.waitingActs().isEmpty
    var result = JSONObject([
      ("vault", .string(vault.id.hexadecimal)), ("folder", .string(place.folder.string)),
      ("entries", .integer(Int64(try vault.state.size))),
      ("generation", .integer(Int64(try vault.state.generation))),
      ("waitsForApproval", .bool(waits)),
    ])
    try taken?.write(to: &result, in: vault)
    let told = try taken.map { try $0.paragraphs(in: vault, waits: waits) } ?? []
    let next: TerminalText =
      waits
      ? "Next: another member runs casevault vault accept, then casevault member approve"
      : "Other devices move with: casevault vault accept"
    let paragraphs = ["The vault lies at \(place.folder) again.\(reach)"] + told + [next]
    return Answer(result, paragraphs.joined(separator: "\n\n"))
  }
}
