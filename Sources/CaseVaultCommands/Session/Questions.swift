import System

/// Asks for what an invocation left out, where there is somebody to ask.
///
/// Nobody is asked when the answer goes to a program (`--json`) or a program speaks for a person
/// (`--passphrase-fd`): a script must never wait for a key to be pressed.
struct Questions {
  private let mayAsk: Bool
  private let synopsis: String
  private let prompt = LinePrompt()

  init(mayAsk: Bool, synopsis: String) {
    self.mayAsk = mayAsk
    self.synopsis = synopsis
  }

  var canAsk: Bool { mayAsk && prompt.canAsk }

  /// The value that was given, else the answer to a question, else a usage error.
  func value(
    _ given: String?, of what: TerminalText, option: TerminalText? = nil, standard: String? = nil
  ) throws -> String {
    if let given { return given }
    guard canAsk else { throw missing(what, option) }
    for _ in 0..<3 {
      let answer = try prompt.ask(Self.capitalised(what), standard: standard)
      if !answer.isEmpty { return answer }
    }
    throw missing(what, option)
  }

  /// The same for a number of the log.
  func number(_ given: UInt64?, of what: TerminalText) throws -> UInt64 {
    if let given { return given }
    let typed = try value(nil, of: what)
    guard let number = UInt64(typed) else {
      throw UsageError("“\(typed)” is no number", usage: .escaped(synopsis))
    }
    return number
  }

  /// A line that may be empty.
  func line(_ question: TerminalText) throws -> String { try prompt.ask(question) }

  /// Yes or no, and Enter is no: nobody gives access, signs or gives something up by a key that was pressed too
  /// often. True where nobody can be asked: whoever wrote the command there has said it.
  func confirm(_ question: TerminalText) throws -> Bool {
    guard canAsk else { return true }
    return try prompt.confirm(question, standard: false)
  }

  /// Whether to go on with what would else be lost, and Enter is yes. False where nobody can be asked.
  func keeps(_ question: TerminalText) throws -> Bool {
    guard canAsk else { return false }
    return try prompt.confirm(question, standard: true)
  }

  /// One of several, by its number in the list shown; nil where nobody can be asked.
  func choice(_ question: TerminalText, among options: [TerminalText]) throws -> Int? {
    guard canAsk else { return nil }
    let list = options.enumerated().map { "  \($0 + 1)  \($1)\n" as TerminalText }.joined()
    for attempt in 0..<3 {
      let shown: TerminalText = attempt == 0 ? "\(list)\(question)" : question
      let answer = try prompt.ask("\(shown) [1-\(options.count)]")
      if let number = Int(answer), options.indices.contains(number - 1) { return number - 1 }
    }
    throw PromptError.noAnswer
  }

  /// `option` names it where the synopsis has to leave it optional.
  func missing(_ what: TerminalText, _ option: TerminalText? = nil) -> UsageError {
    let name = option.map { ": \($0)" as TerminalText } ?? ""
    return UsageError("\(what) is missing\(name)", usage: .escaped(synopsis))
  }

  private static func capitalised(_ text: TerminalText) -> TerminalText {
    .escaped(text.string.prefix(1).uppercased() + text.string.dropFirst())
  }
}
