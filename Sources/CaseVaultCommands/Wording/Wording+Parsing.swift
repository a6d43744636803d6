import ArgumentParser
import System

extension Wording {
  /// The words for what the argument parser refused, in our voice: its sentence without capital and
  /// full stop, and the usage line as the hint.
  init(ofParsing error: any Error) {
    let sentence = CaseVaultCommand.message(for: error)
    let usage = Self.usage(in: CaseVaultCommand.fullMessage(for: error))
    let hint = usage.map { Self.hint($0, after: sentence) }
    self = UsageError(.escaped(Self.inOurVoice(sentence)), usage: hint).wording
  }

  /// A word too many is most often a name that was typed without quotation marks.
  private static func hint(_ usage: String, after sentence: String) -> TerminalText {
    let isTooMany = sentence.contains("nexpected argument")
    let quoting: TerminalText =
      isTooMany ? "; words that belong together stand in quotation marks" : ""
    return "\(usage)\(quoting)"
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
