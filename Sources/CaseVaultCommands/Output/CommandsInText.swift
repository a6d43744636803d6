/// The commands of ours that stand in a sentence, each kept in one piece where the sentence is broken into lines:
/// half a command that is copied is another command.
enum CommandsInText {
  /// The words of a line, those of a command as one.
  static func whole(_ words: [Substring]) -> [String] {
    var pieces: [String] = []
    var rest = words[...]
    while !rest.isEmpty {
      let length = max(1, lengthOfCommand(rest))
      pieces.append(rest.prefix(length).joined(separator: " "))
      rest = rest.dropFirst(length)
    }
    return pieces
  }

  /// How many words of the beginning are a command; none where it begins with none.
  private static func lengthOfCommand(_ words: ArraySlice<Substring>) -> Int {
    guard words.first.map(isProgram) == true else { return 0 }
    var length = 1
    // The noun and the verb; of what a sentence says of the program itself, its next word.
    var left = words.dropFirst()
    for _ in 0..<2 where !endsClause(words.prefix(length).last) {
      guard let word = left.first, word.first?.isLowercase == true else { break }
      length += 1
      left = left.dropFirst()
    }
    var isQuoted = false
    var isBehindOption = false
    while let word = left.first, isQuoted || !endsClause(words.prefix(length).last) {
      guard isQuoted || isBehindOption || isArgument(word) else { break }
      if isQuoted || word.first == "'" { isQuoted = !closes(word, itsOwn: !isQuoted) }
      isBehindOption = !isQuoted && word.hasPrefix("--")
      length += 1
      left = left.dropFirst()
    }
    return length
  }

  /// Whether a quotation ends with a word, which may be the one that it begins with.
  private static func closes(_ word: Substring, itsOwn: Bool) -> Bool {
    let bare = word.prefix { !",;:".contains($0) }
    return bare.last == "'" && (!itsOwn || bare.count > 1)
  }

  private static func isProgram(_ word: Substring) -> Bool { word == "casevault" }

  /// Behind these the sentence goes on.
  private static func endsClause(_ word: Substring?) -> Bool {
    word?.last.map { ",;.:)".contains($0) } ?? true
  }

  /// What no plain word of a sentence looks like: an option, a word in capitals, a number or an id, a path, what
  /// stands in quotation marks or brackets.
  private static func isArgument(_ word: Substring) -> Bool {
    guard let first = word.first else { return false }
    if "-'[(/{".contains(first) || word.contains(where: \.isNumber) || word.contains("/") {
      return true
    }
    return word.count > 1 && word.prefix(2).allSatisfy(\.isUppercase)
  }
}
