import ArgumentParser
import System

/// What somebody typed for a word in capitals: in a hint it stands in that word's place, so that the command can be
/// copied as it is.
struct TypedWords {
  private let values: [String: String]

  /// Looked up only once something went wrong; no command has to keep a list of what it takes.
  init(of command: some Command) {
    var values: [String: String] = [:]
    for child in Mirror(reflecting: command).children {
      guard let word = child.label.flatMap({ Self.words[$0] }) else { continue }
      switch child.value {
      case let typed as Argument<String?>: values[word] = typed.wrappedValue
      case let typed as Argument<UInt64?>: values[word] = typed.wrappedValue.map { String($0) }
      case let typed as Option<String?>: values[word] = typed.wrappedValue
      default: continue
      }
    }
    // A note that is named by its client says whose notes there are.
    if let note = values["NOTE"], let slash = note.firstIndex(of: "/"), slash > note.startIndex {
      values["CLIENT"] = String(note[..<slash])
    }
    self.values = values.filter { !$0.value.isEmpty }
  }

  /// An argument's name in the command, and how usage lines write it. Not of a colleague: a hint that names one
  /// means another as often as not.
  private static let words = [
    "_client": "CLIENT", "_note": "NOTE", "_grant": "GRANT", "_emergency": "EMERGENCY",
    "_number": "NUMBER", "_file": "C-NUMBER",
  ]

  /// The error with its hint filled in; what is wrong with the command line itself is told with the whole usage.
  func filling(_ error: any Error) -> any Error {
    guard !values.isEmpty, !(error is UsageError) else { return error }
    let wording = Wording(of: error)
    guard wording.exit != .bug, let hint = wording.hint else { return error }
    let filled = filling(hint)
    return filled == hint ? error : HintedError(wording: wording.hinting(filled))
  }

  private func filling(_ hint: TerminalText) -> TerminalText {
    hint.replacing { word in values[word].map { ShellWord($0).text } }
  }
}

/// An error whose hint names what was typed.
private struct HintedError: WordedError {
  let wording: Wording
}

extension TerminalText {
  /// The text with words put in the place of others; a word ends at a space, or at what ends a clause.
  fileprivate func replacing(_ other: (String) -> TerminalText?) -> TerminalText {
    string.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let bare = word.prefix { !",;:.".contains($0) }
      guard let replacement = other(String(bare)) else { return .escapedKeepingLines(String(word)) }
      return "\(replacement)\(String(word.dropFirst(bare.count)))"
    }.joined(separator: " ")
  }
}
