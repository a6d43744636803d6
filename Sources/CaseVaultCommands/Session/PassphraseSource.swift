import Keyring
import Sodium
import System

/// Where passphrases come from: a person at the terminal, or a program on a descriptor. Never an
/// argument or an environment variable, which other programs can read.
struct PassphraseSource: Sendable {
  private let descriptor: PassphraseDescriptor?

  init(_ options: GlobalOptions) {
    descriptor = options.passphraseFd.map { PassphraseDescriptor($0) }
  }

  /// Whether a program hands them over.
  var comeFromProgram: Bool { descriptor != nil }

  /// How often a wrong passphrase may be typed; a program does not know better the second time.
  var attempts: Int { descriptor == nil ? 3 : 1 }

  /// The passphrase that opens something.
  func passphrase(_ question: TerminalText) throws -> Passphrase {
    try withLine(question) { try Passphrase(typed: $0) }
  }

  /// A new one: judged by the rules, and typed twice by a person, who cannot see it.
  func newPassphrase(_ question: TerminalText, screen: Screen) throws -> ChosenPassphrase {
    for attempt in 1... {
      do {
        return try chosenOnce(question)
      } catch let error as any WordedError where Self.mayTryAgain(error) && attempt < attempts {
        screen.complain(error.wording)
      }
    }
    throw PassphrasesDiffer()
  }

  /// The passphrase that opens something, to be used again for something new: judged by both.
  func presentPassphrase(
    _ question: TerminalText, opens: (borrowing Passphrase) throws -> Void
  ) throws -> ChosenPassphrase {
    try withLine(question) { typed in
      try opens(try Passphrase(typed: typed))
      return try ChosenPassphrase(typed: typed)
    }
  }

  private func chosenOnce(_ question: TerminalText) throws -> ChosenPassphrase {
    try withLine(question) { typed in
      let chosen = try ChosenPassphrase(typed: typed)
      if descriptor == nil {
        let isSame = try withLine("Once more: ") { ConstantTime.equal(typed, $0) }
        guard isSame else { throw PassphrasesDiffer() }
      }
      return chosen
    }
  }

  private static func mayTryAgain(_ error: any WordedError) -> Bool {
    error is UnfitPassphrase || error is PassphrasesDiffer
  }

  /// Lends a line as it was typed, in guarded memory.
  private func withLine<Result: ~Copyable>(
    _ question: TerminalText, _ body: (Span<UInt8>) throws -> Result
  ) throws -> Result {
    var memory = try SecretBytes(zeroed: Passphrase.longest)
    var span = memory.mutableSpan
    let count: Int
    if let descriptor {
      count = try descriptor.read(into: &span)
    } else {
      count = try PassphrasePrompt().read(asking: question, into: &span)
    }
    return try body(memory.span.extracting(first: count))
  }
}
