import CaseVault
import Casework
import System

// What is said of case files that nobody opens any more.

extension RecoveryWords {
  /// The file's C-number, which tells nobody whose it is.
  func client(of file: CaseFileID) -> TerminalText {
    state.file(file).map { "C-\($0.number)" } ?? "a case file"
  }

  /// As in "Pia Moss recovers Ana Ruiz" and "Pia Moss regains C-2 for Ana Ruiz".
  func deed(of start: RecoveryStart) -> TerminalText {
    start.aim.file.map {
      "\(name(start.by)) regains \(client(of: $0)) for \(name(start.member))"
    } ?? "\(name(start.by)) recovers \(name(start.member))"
  }

  func deed(of ended: EndedRecovery) -> TerminalText {
    ended.file.map { "regained \(client(of: $0)) for \(name(ended.member))" }
      ?? "recovered \(name(ended.member))"
  }

  /// What is typed to begin it once more.
  func again(after ended: EndedRecovery) -> TerminalText {
    ended.file.map { "--file \(client(of: $0))" } ?? "REQUEST"
  }

  /// The earliest first.
  var regained: [(file: CaseFileID, by: RegainedFile)] {
    state.regained.sorted { $0.value.entry < $1.value.entry }.map { ($0.key, $0.value) }
  }

  func sentence(on regained: (file: CaseFileID, by: RegainedFile)) -> TerminalText {
    let known = regained.by
    return
      "\(client(of: regained.file)) was regained for \(name(known.member)) on \(known.at.localText), by \(name(known.by)): casevault audit show \(known.entry)"
  }

  func facts(of regained: RegainedFile, for file: CaseFileID) -> JSONObject {
    var facts = JSONObject([
      ("client", .string(client(of: file).string)), ("file", .string(file.hexadecimal)),
      ("member", .string(regained.member.hexadecimal)),
    ])
    facts.append("name", ifPresent: names[regained.member].map { .string($0) })
    facts.append("by", .string(regained.by.hexadecimal))
    facts.append("at", .string(regained.at.text))
    facts.append("entry", .integer(Int64(regained.entry)))
    return facts
  }

  /// Whether the key in force was drawn by whoever regained a file, and not by a set-up since.
  func wasRegainedBySince(_ recovery: RecoveryState) -> Bool {
    state.regained.values.contains { $0.at >= recovery.at }
  }
}

/// A case file that cannot be regained, with the names of those it is about.
struct RegainRefused: WordedError {
  let why: CannotRegain
  let names: [MemberID: String]

  var wording: Wording {
    let list: TerminalText = "casevault member list shows who works here"
    return switch why {
    case .isOpened(let members):
      Wording(
        .refused, "file-is-opened",
        "this case file has somebody who opens it: \(TerminalText.list(members.map { names[$0] ?? $0.hexadecimal }))",
        hint:
          "they assign it, casevault file assign C-NUMBER --to MEMBER; who lost their key is recovered, or leaves: casevault recovery start REQUEST --for \(members.first?.shortID ?? "MEMBER") --reason TEXT"
      )
    case .doesNoCasework:
      Wording(
        .refused, "does-no-casework", "none of their roles comes with work in case files",
        hint: list)
    case .hasConflict:
      Wording(
        .refused, "conflict-declared", "a conflict of interest keeps them from this case file",
        hint: "regain it for a colleague; \(list)")
    case .officerHasConflict:
      Wording(
        .refused, "own-conflict",
        "a conflict of interest keeps you from this case file, and whoever begins has its key in hand",
        hint: "another officer begins it: casevault recovery status")
    case .notSealed:
      Wording(
        .refused, "not-sealed-to-recovery",
        "this case file was never sealed to the recovery key in force",
        hint: "nobody opens it but whoever has its key: casevault recovery status")
    case .doesNotOpen:
      Wording(
        .integrity, "regains-nothing", "the recovery key does not open this case file",
        hint: "casevault audit verify says what is wrong; a backup may have it whole")
    }
  }
}
