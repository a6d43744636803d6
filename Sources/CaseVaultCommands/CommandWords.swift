import ArgumentParser
import System

/// The noun and the verb of a command line, looked at before anything else: whoever mistypes one, or
/// forgets it, is told which there are, whatever options stand beside it.
struct CommandWords {
  private let words: [String]
  /// Whether it asks the parser itself: for help, the version or completion.
  private let asksParser: Bool

  init(_ arguments: [String]) {
    words = Array(arguments.prefix { !$0.hasPrefix("-") }.prefix(2))
    // A noun alone is answered with its help.
    let isAlone = words.count == 1 && arguments.count == 1
    asksParser = isAlone || arguments.contains(where: Self.isForParser)
  }

  /// What parses them: without a noun, questions to the parser itself go to the ``DescribedCommand``.
  var root: any ParsableCommand.Type {
    let isGeneral = words.isEmpty || words == [Self.help]
    return isGeneral && asksParser ? DescribedCommand.self : CaseVaultCommand.self
  }

  /// The command that is meant, with how many words name it; nil where that is left to the parser.
  ///
  /// Throws ``UnknownCommand`` unless the words are a noun and, where there are two, one of its verbs.
  func named() throws(UnknownCommand) -> (command: any ParsableCommand.Type, words: Int)? {
    guard let noun = words.first, noun != Self.help else { return nil }
    let root = CaseVaultCommand.self
    guard let found = Self.command(noun, of: root) else {
      throw UnknownCommand(word: noun, noun: nil, known: Self.names(of: root))
    }
    let verb = words.dropFirst().first
    // One that people are not shown may be typed all the same.
    if let verb, let command = Self.command(verb, of: found) {
      return asksParser ? nil : (command, 2)
    }
    let verbs = Self.names(of: found)
    guard verbs.isEmpty || verb == nil && asksParser else {
      throw UnknownCommand(word: verb, noun: noun, known: verbs)
    }
    return asksParser ? nil : (found, 1)
  }

  /// The parser's own noun, and its options.
  private static let help = "help"

  private static func isForParser(_ option: String) -> Bool {
    ["--help", "-h", "--help-hidden", "--version"].contains(option)
      || ["--generate-completion-script", "--experimental-dump-help"].contains {
        option.hasPrefix($0)
      }
  }

  private static func command(
    _ name: String, of parent: any ParsableCommand.Type
  ) -> (any ParsableCommand.Type)? {
    parent.configuration.subcommands.first { command in command.configuration.commandName == name }
  }

  /// Those that people are shown.
  private static func names(of parent: any ParsableCommand.Type) -> [String] {
    parent.configuration.subcommands.compactMap { command in
      command.configuration.shouldDisplay ? command.configuration.commandName : nil
    }
  }
}

/// A noun or a verb that there is not, or no verb where one has to be.
struct UnknownCommand: WordedError {
  let word: String?
  /// Nil where the noun itself is unknown.
  let noun: String?
  let known: [String]

  var wording: Wording {
    let before: TerminalText = noun.map { "casevault \($0)" } ?? "casevault"
    return Wording(
      .usage, "unknown-command",
      word.map { "there is no \(before) \($0)" } ?? "\(before) is followed by a verb",
      hint: "after \(before) comes \(TerminalText.list(known, "or")); \(before) --help says more")
  }
}
