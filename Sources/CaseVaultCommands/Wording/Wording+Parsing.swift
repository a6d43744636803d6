import ArgumentParser
import System

extension Wording {
  /// The words for what the argument parser refused, in our voice: its sentence without capital and
  /// full stop, and the usage line as the hint.
  init(ofParsing error: any Error) {
    let sentence = CaseVaultCommand.message(for: error)
    let usage = Self.usage(in: CaseVaultCommand.fullMessage(for: error))
    self =
      UsageError(.escaped(Self.inOurVoice(sentence)), usage: usage.map { .escaped($0) })
      .wording
  }

  private static func inOurVoice(_ sentence: String) -> String {
    let line = sentence.split(separator: "\n").first.map(String.init) ?? sentence
    let ended = line.last == "." ? String(line.dropLast()) : line
    let isAcronym = ended.prefix(2).allSatisfy(\.isUppercase)
    return isAcronym ? ended : ended.prefix(1).lowercased() + ended.dropFirst()
  }

  /// The line after `Usage: ` in the parser's long message.
  private static func usage(in message: String) -> String? {
    message.split(separator: "\n").first { $0.hasPrefix("Usage: ") }
      .map { String($0.dropFirst("Usage: ".count)) }
  }
}
