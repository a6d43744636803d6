import CaseVault
import Casework
import System

// A machine that has lost what it remembered of a practice of one's own.

extension LogEnd {
  /// Tells how far the copy goes, and asks whether that is all. Who cannot be asked has said so already, by
  /// the option.
  func confirm(by questions: Questions) throws {
    let entries = TerminalText.count(Int(clamping: size), "entry", "entries")
    let end: TerminalText = at.map { ", the last of \($0.localText)" } ?? ""
    let question: TerminalText = """
      The log has \(entries)\(end), and stands under your own signature.
      Whether something was written since, this machine cannot know.
      Is this the newest copy that you have?
      """
    guard try questions.confirm(question) else {
      throw NotConfirmed()
    }
  }
}

extension TicketNeeded: WordedError {
  var wording: Wording {
    Wording(
      .refused, "ticket-needed", "only a practice that you founded alone opens without a ticket",
      hint:
        "ask a colleague for a ticket, check its fingerprint aloud, then: casevault vault join TICKET"
    )
  }
}

/// Both a ticket and the word that there is none.
struct TicketAndNone: WordedError {
  var wording: Wording {
    Wording(
      .usage, "ticket-and-none", "a ticket and --without-ticket do not go together",
      hint: "leave one of them out")
  }
}
