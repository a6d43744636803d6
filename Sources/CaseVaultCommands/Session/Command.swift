import ArgumentParser

/// One command: a file of its own, which parses, makes one call and says what came of it.
protocol Command: ParsableCommand {
  /// How the command is written, for help and for whoever left something out.
  static var synopsis: String { get }
  var options: GlobalOptions { get }
}

/// A command that needs no open vault.
protocol PlainCommand: Command {
  func answer(in session: Session) throws -> Answer
}

extension PlainCommand {
  func run() throws {
    let session = try Session(options, synopsis: Self.synopsis)
    try session.screen.show(try answer(in: session)) { _, _ in throw UnrecordedWords() }
  }
}

/// Words of a case file in an answer that no log could record: a fault of this program.
struct UnrecordedWords: Error {}
