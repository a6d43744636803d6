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

  /// One line, lower case, no full stop; a list that the parser sets below becomes part of it.
  private static func inOurVoice(_ text: String) -> String {
    let lines = text.split(separator: "\n").map(String.init)
    let choices = lines.dropFirst().compactMap { line in
      line.hasPrefix("  - ") ? String(line.dropFirst(4)) : nil
    }
    var sentence = (lines.first ?? text).replacing(". Please provide one of", with: ": use one of")
    if sentence.hasSuffix(" the following:") {
      sentence = sentence.dropLast(" the following:".count) + " " + choices.joined(separator: ", ")
    }
    if sentence.last == "." { sentence.removeLast() }
    let isAcronym = sentence.prefix(2).allSatisfy(\.isUppercase)
    return isAcronym ? sentence : sentence.prefix(1).lowercased() + sentence.dropFirst()
  }

  /// The line after `Usage: ` in the parser's long message.
  private static func usage(in message: String) -> String? {
    message.split(separator: "\n").first { $0.hasPrefix("Usage: ") }
      .map { String($0.dropFirst("Usage: ".count)) }
  }
}
