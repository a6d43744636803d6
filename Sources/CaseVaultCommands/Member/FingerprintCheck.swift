import Keyring
import System

/// The one step of an enrolment that no program can do: two people compare a fingerprint aloud.
struct FingerprintCheck {
  private let fingerprint: String
  private let name: String

  init(_ fingerprint: String, of name: String) {
    self.fingerprint = fingerprint
    self.name = name
  }

  init(of request: VerifiedRequest) {
    self.init(request.keys.fingerprint, of: request.name)
  }

  /// Asks where somebody can be asked. A program that enrols has been told to by somebody who did.
  func passes(asking questions: Questions) throws {
    let question: TerminalText = """
      \(name) reads you the fingerprint of their key. Is it
        \(fingerprint)
      """
    guard try questions.confirm(question, standard: false, unasked: true) else {
      throw FingerprintDiffers()
    }
  }
}

/// Somebody looked, and it was another fingerprint.
struct FingerprintDiffers: WordedError {
  var wording: Wording {
    Wording(
      .refused, "fingerprint-differs", "the request is not from whom it says; nothing was done",
      hint: "get the request from them in person")
  }
}
