import CaseVault
import Casework
import System

/// What somebody who leaves has seen and leaves behind, in words.
struct ExposureReport {
  private let exposure: Exposure
  private let name: TerminalText
  private let withoutSupervisor: [KnownMember]

  init(of who: KnownMember, in vault: Vault) throws {
    exposure = try vault.exposure(of: who.id)
    name = who.shownName
    let waiting = Set(exposure.withoutSupervisor)
    withoutSupervisor = try vault.members().filter { waiting.contains($0.id) }
  }

  var facts: JSONObject {
    JSONObject([
      ("openedNotes", .integer(Int64(exposure.openedNotes))),
      ("openedFiles", Self.numbers(exposure.openedFiles)),
      ("couldOpen", Self.numbers(exposure.couldOpen)),
      ("canOpen", Self.numbers(exposure.canOpen)),
      ("withoutClinician", Self.numbers(exposure.withoutClinician)),
      ("closed", Self.numbers(exposure.closed)),
      ("ownPsychotherapyNotes", Self.numbers(exposure.ownPsychotherapyNotes)),
      (
        "withoutSupervisor",
        .array(withoutSupervisor.map { .string($0.id.hexadecimal) })
      ),
    ])
  }

  /// Before, or once they have left.
  func page(_ layout: Layout, hasLeft: Bool = false) -> TerminalText {
    sentences(hasLeft).map { layout.sentences("- \($0)") }.joined(separator: "\n")
  }

  /// One fact each.
  private func sentences(_ hasLeft: Bool) -> [TerminalText] {
    let notes = TerminalText.count(exposure.openedNotes, "note", "notes")
    let opened = Self.files(exposure.openedFiles)
    var lines: [TerminalText] = [
      exposure.openedNotes == 0
        ? "\(name) opened no note, by the log"
        : "\(name) opened \(notes) of \(opened), by the log",
      exposure.couldOpen.isEmpty
        ? "they never had the key of a case file"
        : "they could have opened \(Self.files(exposure.couldOpen)), and \(hasLeft ? "held" : "hold") the keys of \(TerminalText.grouped(exposure.canOpen.count)) \(hasLeft ? "until now" : "now")",
    ]
    let open = exposure.withoutClinician.filter { !exposure.closed.contains($0) }
    if !open.isEmpty {
      lines.append(
        "no clinician is left in \(Self.list(open)): whoever supervised \(name) goes on with it, or gives it away: casevault file assign"
      )
    }
    if !exposure.closed.isEmpty {
      lines.append(
        "nobody else here may open \(Self.list(exposure.closed)), and nobody can hand it on then: casevault file hand-over before"
      )
    }
    if !exposure.ownPsychotherapyNotes.isEmpty {
      lines.append(
        "their psychotherapy notes on \(Self.list(exposure.ownPsychotherapyNotes)) are sealed to them alone, and nobody here opens them"
      )
    }
    if !withoutSupervisor.isEmpty {
      lines.append(
        "nobody else supervises \(TerminalText.list(withoutSupervisor.map(\.shownName.string))): casevault member supervise"
      )
    }
    return lines
  }

  private static func files(_ numbers: [ClientNumber]) -> TerminalText {
    numbers.count == 1
      ? "1 case file (\(numbers[0].text))"
      : numbers.count <= shown
        ? "\(numbers.count) case files (\(TerminalText.list(numbers.map(\.text))))"
        : "\(TerminalText.grouped(numbers.count)) case files"
  }

  /// All that somebody has to do something about, however many.
  private static func list(_ numbers: [ClientNumber]) -> TerminalText {
    TerminalText.list(numbers.map(\.text))
  }

  private static func numbers(_ numbers: [ClientNumber]) -> JSONValue {
    .array(numbers.map { .string($0.text) })
  }

  /// More are in `--json` alone.
  private static let shown = 8
}
