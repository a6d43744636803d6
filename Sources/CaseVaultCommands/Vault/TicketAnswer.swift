import CaseVault
import Casework
import System

/// A ticket, written to a file or to standard output, with what to do with it.
struct TicketAnswer {
  private let text: String
  private let issuer: String
  private let file: FilePath?

  /// Refuses a file that could not be written, before anything is done that leads to the ticket.
  static func check(_ file: String?) throws(FileError) {
    if let file, file != "-" { try PrivateFile(FilePath(file)).checkFree() }
  }

  /// Writes the file, if there is to be one.
  init(_ ticket: Ticket, file: String?) throws {
    text = try ticket.text()
    issuer = ticket.issuer
    self.file = file == "-" ? nil : file.map { FilePath($0) }
    if let path = self.file { try PrivateFile(path).create(with: Array(text.utf8)) }
  }

  /// How somebody else, at another place, gets to know whose the ticket is.
  static let readAloud: TerminalText =
    "They are asked for your fingerprint, which you read to them aloud"

  func answer(
    _ facts: JSONObject, beside screen: Screen, next: TerminalText,
    reading: TerminalText = TicketAnswer.readAloud
  ) -> Answer {
    var result = facts
    result.append("ticket", .string(text))
    result.append("ticketFile", ifPresent: file.map { .string($0.string) })
    let advice: TerminalText = """
      \(next)
      \(reading):
        \(issuer)
      """
    guard let file else {
      screen.remark(advice)
      return Answer(result, machineText: text)
    }
    return Answer(result, "The ticket lies at \(file).\n\(advice)")
  }
}
