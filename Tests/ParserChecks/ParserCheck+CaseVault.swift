import CaseVault
import Casework

extension ParserCheck {
  /// Mail may change the line ends of a ticket and add empty lines; nothing else.
  static let ticket = ParserCheck("ticket") { bytes in
    do {
      guard let text = try? UTF8Text.string(from: bytes.span) else { return false }
      let ticket = try Ticket(text)
      let lines = text.split { $0 == "\n" || $0 == "\r\n" }
      let plain = lines.map { $0 + "\n" }.joined()
      try promise(
        "ticket", "one ticket has one encoding", try ticket.text().utf8.elementsEqual(plain.utf8))
      return true
    } catch is MalformedTicket { return false }
  }

  static let pin = ParserCheck("pin") { bytes in
    do {
      try promise("pin", "a pin is its bytes", try Pin(bytes: bytes).bytes == bytes)
      return true
    } catch is MalformedPin { return false }
  }
}
