import CaseVault
import Keyring
import System

/// The one step of an enrolment, and of joining, that no program can do: two people compare a fingerprint aloud.
struct FingerprintCheck {
  private let fingerprint: String
  private let name: String
  /// What came from them.
  private let what: TerminalText
  private var verb: TerminalText = "read this as their"

  init(_ fingerprint: String, of name: String) {
    self.fingerprint = fingerprint
    self.name = name
    what = "request"
  }

  /// A new device of one's own shows it on its own screen.
  init(ofDevice fingerprint: String) {
    self.init(fingerprint, of: "the new device")
    verb = "show this as its"
  }

  init(of request: VerifiedRequest) {
    self.init(request.keys.fingerprint, of: request.name)
  }

  /// A ticket is as good as the way on which it came, and shows whose it is said to be.
  init(of ticket: Ticket) {
    fingerprint = ticket.issuer
    name = "whoever gave you the ticket"
    what = "ticket"
  }

  /// Of a ticket, unless whoever uses it made it themselves.
  static func ask(_ questions: Questions, about ticket: Ticket, as own: DevicePublicKeys) throws {
    guard ticket.issuer != own.fingerprint else { return }
    try FingerprintCheck(of: ticket).passes(asking: questions)
  }

  /// Asks where somebody can be asked. A program that enrols has been told to by somebody who did.
  func passes(asking questions: Questions) throws {
    let question: TerminalText = "Does \(name) \(verb) fingerprint?\n  \(fingerprint)"
    guard try questions.confirm(question) else {
      throw FingerprintDiffers(what: what)
    }
  }
}

/// Somebody looked, and it was another fingerprint.
struct FingerprintDiffers: WordedError {
  let what: TerminalText

  var wording: Wording {
    Wording(
      .refused, "fingerprint-differs", "the \(what) is not from whom it says; nothing was done",
      hint: "get the \(what) from them in person")
  }
}
