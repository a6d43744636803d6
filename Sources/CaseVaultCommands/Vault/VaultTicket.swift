import ArgumentParser
import AuditLog
import CaseVault
import Casework
import System

/// `casevault vault ticket`: what a newcomer checks the vault against.
struct VaultTicket: PlainCommand {
  static let synopsis = "casevault vault ticket [--out FILE]"
  static let configuration = CommandConfiguration(
    commandName: "ticket",
    abstract: "Make a ticket for a colleague, or a device of yours, that joins.", usage: synopsis,
    discussion: """
      Hand it over yourself: it says which vault is the right one and how far its history went. It is \
      not secret, and as good as the way on which it comes. While an agency waits for its second founder, \
      it is theirs once more.
      """)

  @OptionGroup var options: GlobalOptions

  @Option(
    help: ArgumentHelp("Write the ticket to this file.", valueName: "file"), completion: .file())
  var out: String?

  func answer(in session: Session) throws -> Answer {
    try TicketAnswer.check(out)
    do {
      let vault = try session.openVault()
      defer { vault.close() }
      return try answer(
        vault.ticket(),
        whoJoins: "Whoever joins with it, a colleague or a device of your own, runs",
        reading:
          "Joining asks for the fingerprint of this device. Read it aloud, or compare it yourself",
        session)
    } catch let waiting as FoundingWaits {
      return try answer(
        waiting.ticket,
        whoJoins: "The second founder joins with this ticket, and the agency begins",
        reading: TicketAnswer.readAloud, session)
    }
  }

  private func answer(
    _ ticket: Ticket, whoJoins: TerminalText, reading: TerminalText, _ session: Session
  ) throws -> Answer {
    let facts = JSONObject([
      ("vault", .string(ticket.vault.hexadecimal)), ("size", .integer(Int64(ticket.size))),
      ("issuer", .string(ticket.issuer)),
    ])
    return try TicketAnswer(ticket, file: out).answer(
      facts, beside: session.screen,
      next: """
        \(whoJoins):
          casevault vault join TICKET --at \(try session.vaultFolder().quoted)
        """, reading: reading)
  }
}
