/// Words by which the name of a column in somebody else's file is known: `test`, `treatment plan`.
///
/// `diagnos*` is any word that begins so, `=plan` the whole name and not a part of it: a plan is a
/// treatment plan, and an insurance plan is none.
struct ColumnPhrase: Sendable {
  private struct Part {
    let letters: String
    let isBeginning: Bool

    init(_ typed: Substring) {
      isBeginning = typed.hasSuffix("*")
      letters = String(isBeginning ? typed.dropLast() : typed)
    }

    func fits(_ word: String) -> Bool { isBeginning ? word.hasPrefix(letters) : word == letters }
  }

  private let parts: [Part]
  /// All of it as one word, as a program without capitals writes it: `treatmentplan`.
  private let joined: Part
  private let isWholeName: Bool

  init(_ typed: String) {
    isWholeName = typed.hasPrefix("=")
    let words = (isWholeName ? typed.dropFirst() : typed[...]).split(separator: " ")
    parts = words.map { Part($0) }
    joined = Part(words.joined()[...])
  }

  /// Whether the words stand among these next to each other, or joined in one of them.
  func stands(in words: [String]) -> Bool {
    if isWholeName { return words.count == parts.count ? fits(words[...]) : isJoined(words) }
    if words.contains(where: { joined.fits($0) }) { return true }
    return words.indices.contains { fits(words[$0...]) }
  }

  private func isJoined(_ words: [String]) -> Bool { words.count == 1 && joined.fits(words[0]) }

  private func fits(_ words: ArraySlice<String>) -> Bool {
    words.count >= parts.count && zip(parts, words).allSatisfy { $0.fits($1) }
  }

  /// The words of a column's name, in lower case and without accents. A word ends at whatever is no
  /// letter and no digit, where a capital follows a small letter (`sessionStart`), where the last of some
  /// capitals begins a small word (`ICDCode`), and between letters and digits (`icd10`).
  static func words(of name: String) -> [String] {
    let scalars = Array(name.unicodeScalars)
    var words: [String] = []
    var word = ""
    for (place, scalar) in scalars.enumerated() {
      let before = place > 0 ? Kind(scalars[place - 1]) : .other
      let after = place + 1 < scalars.count ? Kind(scalars[place + 1]) : .other
      if Kind(scalar).beginsWord(after: before, before: after), !word.isEmpty {
        words.append(word.foldedForNames)
        word = ""
      }
      if Kind(scalar) != .other { word.unicodeScalars.append(scalar) }
    }
    return word.isEmpty ? words : words + [word.foldedForNames]
  }

  private enum Kind {
    case small, capital, digit, other

    init(_ scalar: Unicode.Scalar) {
      let properties = scalar.properties
      self =
        switch properties.generalCategory {
        case .uppercaseLetter, .titlecaseLetter: .capital
        case .decimalNumber: .digit
        // A combining accent belongs to the letter before it.
        case .lowercaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark: .small
        default: .other
        }
    }

    func beginsWord(after before: Kind, before after: Kind) -> Bool {
      switch (before, self) {
      case (_, .other), (.digit, .small), (.digit, .capital), (.small, .capital): true
      case (.small, .digit), (.capital, .digit): true
      case (.capital, .capital): after == .small
      default: false
      }
    }
  }
}
