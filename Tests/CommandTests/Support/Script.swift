import Foundation

/// A script of commands with what each of them says, as it stands in `Scripts/NAME.script`:
///
///     # A remark.
///     ada$ client add "Maria Lopez"
///     Maria Lopez is C-1
///     ada$ client show nobody
///     ! casevault: error: no client of yours is called “nobody”
///     = 14
///     sh$ printf 'text' > file
///
/// `NAME$` is `casevault` run by that person, `sh$` the shell in the scene's folder. `< ` begins a line
/// of standard input, `3< ` a line on the passphrase descriptor, `3-` says that there is none, `! ` a line of standard error; `= `
/// gives an exit status other than 0. Everything else is standard output. What differs from run to run
/// stands there as `{id}`, `{time}` and so on, see ``Masked``. In a command `{fingerprint:NAME}` is what that person
/// would read aloud.
struct Script {
  struct Step {
    var line: Int
    var person: String
    var command: String
    var input: [String] = []
    var passphrases: [String] = []
    /// Whether nobody hands a passphrase over.
    var hasNone = false
    var said = Said()
  }

  /// What a step says, line by line.
  struct Said: Equatable {
    var output: [String] = []
    var errors: [String] = []
    var status: Int32 = 0

    /// As it stands in a script.
    var text: String {
      let lines = output + errors.map { "! \($0)" } + (status == 0 ? [] : ["= \(status)"])
      return lines.joined(separator: "\n")
    }
  }

  private(set) var steps: [Step] = []

  init(_ text: String) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("# ") || line == "#" { continue }
      if let (person, command) = Self.prompt(in: line) {
        steps.append(Step(line: index + 1, person: person, command: command))
      } else if !steps.isEmpty {
        take(String(line), into: &steps[steps.count - 1])
      }
    }
    for index in steps.indices { steps[index].said.output.dropLastBlankLines() }
  }

  private func take(_ line: String, into step: inout Step) {
    if line == "3-" {
      step.hasNone = true
      return
    }
    if line.hasPrefix("3< ") { return step.passphrases.append(String(line.dropFirst(3))) }
    switch line.prefix(2) {
    case "< ": step.input.append(String(line.dropFirst(2)))
    case "! ": step.said.errors.append(String(line.dropFirst(2)))
    case "= ": step.said.status = Int32(line.dropFirst(2)) ?? -1
    default: step.said.output.append(line)
    }
  }

  private static func prompt(in line: Substring) -> (person: String, command: String)? {
    guard let dollar = line.firstIndex(of: "$"), line[dollar...].dropFirst().first == " " else {
      return nil
    }
    let person = line[..<dollar]
    guard !person.isEmpty, person.allSatisfy({ $0.isLowercase && $0.isASCII }) else { return nil }
    return (String(person), String(line[dollar...].dropFirst(2)))
  }

  /// The words of a command line: split at spaces, except inside single or double quotes.
  static func words(of command: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in command {
      switch character {
      case _ where character == quote: quote = nil
      case "\"" where quote == nil, "'" where quote == nil:
        quote = character
        word = word ?? ""
      case " " where quote == nil:
        if let word { words.append(word) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    if let word { words.append(word) }
    return words
  }
}

extension [String] {
  mutating func dropLastBlankLines() {
    while last?.isEmpty == true { removeLast() }
  }
}
