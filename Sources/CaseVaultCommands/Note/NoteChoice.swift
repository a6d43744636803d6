import CaseVault
import Casework
import System

/// Which note is meant by what somebody typed: the beginning of its id, or a client and a number.
struct NoteChoice {
  private let vault: Vault
  private let questions: Questions
  private let power: Power?

  /// - Parameter power: what it is wanted for. Whoever may not do that with any is told so, and not that they
  ///   may not look for one.
  init(in vault: Vault, asking questions: Questions, to power: Power? = nil) {
    self.vault = vault
    self.questions = questions
    self.power = power
  }

  func note(_ typed: String?) throws -> NoteID {
    if let power { try vault.demand(power) }
    let typed = try questions.value(typed, of: "the note")
    if let slash = typed.lastIndex(of: "/") {
      return try numbered(typed[typed.index(after: slash)...], of: String(typed[..<slash]))
    }
    return try beginning(with: typed.lowercased())
  }

  private func beginning(with digits: String) throws -> NoteID {
    let isHexadecimal = digits.utf8.allSatisfy {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
    }
    guard isHexadecimal, (4...32).contains(digits.utf8.count) else { throw UnfitNoteID() }
    let notes = try vault.notes(beginningWith: digits)
    guard let first = notes.first else { throw NoteRefused.noSuchNote }
    guard notes.count == 1 else { throw SeveralNotes(typed: digits, notes: notes) }
    return first
  }

  private func numbered(_ number: Substring, of client: String) throws -> NoteID {
    guard let number = Int(number), number > 0, !client.allSatisfy(\.isWhitespace) else {
      throw UnfitNoteID()
    }
    let client = try ClientChoice(in: vault, asking: questions).client(client)
    let notes = try vault.notes(of: client.file)
    guard notes.indices.contains(number - 1) else { throw NoteRefused.noSuchNote }
    return notes[number - 1].id
  }
}

/// A text that cannot be a note's id.
struct UnfitNoteID: WordedError {
  var wording: Wording {
    Wording(
      .usage, "unfit-note-id",
      "a note is named by at least four digits of its id, or as CLIENT/NUMBER",
      hint: "casevault note list CLIENT shows both")
  }
}

/// Half an id that more than one note begins with.
struct SeveralNotes: WordedError {
  let typed: String
  let notes: [NoteID]

  var wording: Wording {
    // As many digits as tell any two of them apart, and one to spare. In order, the two that have most in
    // common stand side by side.
    let ordered = notes.map(\.hexadecimal).sorted()
    let shared = zip(ordered, ordered.dropFirst()).map { $0.sharedDigits(with: $1) }.max() ?? 0
    let ids = notes.map { String($0.hexadecimal.prefix(shared + 2)) }
    return Wording(
      .conflict, "several-notes", "\(notes.count) notes begin with \(typed)",
      hint: "type more digits: \(TerminalText.list(ids))")
  }
}

extension String {
  /// How many characters both begin with.
  fileprivate func sharedDigits(with other: String) -> Int {
    zip(self, other).prefix { $0 == $1 }.count
  }
}
