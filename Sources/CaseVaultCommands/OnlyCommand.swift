import ArgumentParser
import Synchronization

/// The command that the words name, parsed as if there were no other.
///
/// From the root the parser first describes every command to itself, and each of those above the one that is
/// meant is parsed as well: a millisecond or two, of the sixteen in which a note is shown. What does not parse
/// here at once is parsed from the root, which has the right words for what is wrong with it.
struct OnlyCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    var configuration = CommandConfiguration(
      commandName: "casevault", subcommands: command.withLock { $0.map { [$0] } ?? [] })
    // Of what has another command above it, nobody asks for a completion script: two parsings less.
    configuration._superCommandName = ""
    return configuration
  }

  private static let command = Mutex<(any ParsableCommand.Type)?>(nil)

  /// Nil where the arguments, those behind the command's own words, ask for anything but to run it.
  static func parse(
    _ command: any ParsableCommand.Type, in arguments: ArraySlice<String>
  ) -> (any ParsableCommand)? {
    guard let name = command.configuration.commandName else { return nil }
    Self.command.withLock { $0 = command }
    let parsed = try? parseAsRoot([name] + arguments)
    return parsed.flatMap { type(of: $0) == command ? $0 : nil }
  }
}
