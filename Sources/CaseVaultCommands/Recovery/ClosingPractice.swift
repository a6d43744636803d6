import CaseVault
import Casework
import System

/// What closing a practice takes, step by step, for its executor.
struct ClosingPractice {
  private let files: [CaseFile]
  private let readable: Int

  /// Nil for whoever is no executor.
  init?(of vault: Vault) throws {
    let state = try vault.state
    guard state.recoveries[vault.member]?.isExecutor == true else { return nil }
    files = state.files.values.map(\.self).sorted { $0.number < $1.number }
    readable = state.files(reachedBy: .readNotes, of: vault.member, at: vault.now()).count
  }

  var answer: Answer {
    let numbers = files.compactMap { ClientNumber($0.number)?.text }
    return Answer(
      JSONObject([
        ("caseFiles", .array(numbers.map { .string($0) })),
        ("readable", .integer(Int64(readable))),
        ("steps", .array(Self.steps.map { .string($0.code) })),
      ])
    ) { layout in
      let list = Self.steps.enumerated().map { number, step in
        layout.sentences("\(number + 1). \(step.text)")
      }.joined(separator: "\n")
      return """
        \(layout.sentences("you close this practice. It has \(TerminalText.count(files.count, "case file", "case files")), \(readable) of which you may read; what you read, write and export is recorded as yours"))

        \(list)
        """
    }
  }

  /// In their order: nothing is changed before everything was verified and copied.
  private static let steps: [(code: String, text: TerminalText)] = [
    ("verify", "verify that nothing is missing: casevault audit verify"),
    ("back-up", "make a copy, and keep it elsewhere: casevault vault backup FILE"),
    ("sheets", "make new sheets, the old ones are used up: casevault recovery set-up --sheets"),
    (
      "read",
      "see who is a client and needs to be told: casevault client list, casevault note list CLIENT"
    ),
    (
      "hand-over",
      "enrol whoever goes on with a client, and give them the file: casevault member enrol REQUEST, casevault file assign CLIENT --to MEMBER"
    ),
    ("write", "note in each file what was done: casevault note write CLIENT"),
    (
      "psychotherapy",
      "psychotherapy notes stay closed to you: they are their author's alone (45 CFR 164.501)"
    ),
    (
      "retention",
      "keep database, copy and key for as long as the law where the practice was demands: this version neither counts retention nor destroys what has run out"
    ),
  ]
}
