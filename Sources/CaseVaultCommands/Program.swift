import ArgumentParser
import Logging
import System

/// One run of the command, from its arguments to its exit status.
package enum Program {
  /// Runs the command that the arguments (without the program's name) ask for.
  ///
  /// Never exits by itself, so that everything the command holds in memory is wiped on the way out.
  package static func run(_ arguments: [String]) -> Int32 {
    let refusals = ProcessHardening.apply()
    let environment = Environment.ofProcess()
    let screen = Screen(environment: environment, isJSON: asksForJSON(arguments))
    Signals.install { screen.interruption(endingWith: $0) }
    let logger = Notices.logger(environment)
    for refusal in refusals { logger.warning("not given by this system: \(refusal)") }
    let arguments = LeadingOptions.moved(behind: arguments)
    let words = CommandWords(arguments)
    do {
      try DamagedArgument.refuse(in: arguments)
      let named = try words.named()
      var command =
        try named.flatMap { OnlyCommand.parse($0.command, in: arguments.dropFirst($0.words)) }
        ?? words.root.parseAsRoot(arguments)
      try command.run()
      return ExitStatus.done.rawValue
    } catch {
      return finish(error, of: words.root, on: screen)
    }
  }

  /// Help and completion scripts come as errors too; what is none of ours and no success is one of
  /// the parser's.
  private static func finish(
    _ error: any Error, of root: any ParsableCommand.Type, on screen: Screen
  ) -> Int32 {
    switch root.exitCode(for: error) {
    case .success:
      let text = root.fullMessage(for: error)
      _ = try? StandardStream.output.write(Array((text + "\n").utf8))
      return ExitStatus.done.rawValue
    case .validationFailure:
      return end(Wording(ofParsing: error), on: screen)
    default:
      return end(Wording(of: error), on: screen)
    }
  }

  private static func end(_ wording: Wording, on screen: Screen) -> Int32 {
    screen.complain(wording)
    return wording.exit.rawValue
  }

  /// Read from the arguments themselves: an error in them is to be said in JSON as well.
  private static func asksForJSON(_ arguments: [String]) -> Bool {
    arguments.prefix { $0 != "--" }.contains("--json")
  }
}
