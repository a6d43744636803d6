import ArgumentParser
import AuditLog
import CaseVault
import Casework
import Keyring
import System

/// `casevault recovery set-up`: a new recovery key, divided among officers.
struct RecoverySetUpCommand: VaultCommand {
  static let synopsis =
    "casevault recovery set-up --officer MEMBER --officer MEMBER [--quorum NUMBER] [--process-quorum NUMBER] [--give-up] | --sheets [--first FILE --second FILE] [--give-up]"
  static let configuration = CommandConfiguration(
    commandName: "set-up", abstract: "Make a recovery key and divide it among officers.",
    usage: synopsis,
    discussion: """
      Another member approves it. From then on whatever anybody opens is sealed to the recovery key as well, \
      with each member's next command. Psychotherapy notes have a key with a quorum of its own: all officers, \
      unless --process-quorum says otherwise. Where it takes all, no officer can be recovered themselves.

      A new set-up takes the place of the one before. What only that one still opens, as a case file whose \
      people have all left, it would close for good, and so is refused until that is recovered or given up.

      In a practice of one person: --sheets prints two sheets, both of which it takes, one for whoever is to \
      close the practice. They open psychotherapy notes to the practitioner alone.
      """)

  @OptionGroup var options: GlobalOptions

  @Option(help: ArgumentHelp("Who has pieces; two to seven of these.", valueName: "member"))
  var officer: [String] = []

  @Option(
    help: ArgumentHelp(
      "How many of them it takes; else all but one, two at least.", valueName: "number"))
  var quorum: Int?

  @Option(help: ArgumentHelp("The same for psychotherapy notes; else all.", valueName: "number"))
  var processQuorum: Int?

  @Flag(help: "Give up for good what only the recovery key in force still opens.")
  var giveUp = false

  @OptionGroup var sheet: SheetOptions

  var missing: TerminalText? {
    officer.isEmpty && !sheet.sheets ? "an officer" : nil
  }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    try vault.demand(.manageMembers)
    if sheet.sheets { return try printSheets(of: vault) }
    let choice = MemberChoice(in: vault, asking: session.questions)
    let officers = try typedOfficers(session.questions).map {
      try choice.member($0, as: "an officer", option: "--officer MEMBER")
    }
    let quorum = quorum ?? max(2, officers.count - 1)
    let process = processQuorum ?? officers.count
    let number = try RecoveryRefused.wording(by: try vault.members()) {
      try vault.proposeRecovery(
        by: officers.map(\.id), quorum: quorum, processQuorum: process, givingUp: giveUp)
    }
    let lost = try vault.state.openByRecoveryAlone
    let givenUp: TerminalText =
      lost.count == 0
      ? "" : "It gives up for good what only the recovery key in force opens: \(lost.words).\n"
    let warnings = QuorumWarning.all(
      officers: officers.count, quorum: quorum, processQuorum: process)
    let names = TerminalText.list(officers.map { $0.shownName.string })
    return Answer(
      JSONObject([
        ("number", .integer(Int64(number))),
        ("officers", .array(officers.map { .string($0.id.hexadecimal) })),
        ("quorum", .integer(Int64(quorum))), ("processQuorum", .integer(Int64(process))),
        ("warnings", .array(warnings.map { .string($0.rawValue) })),
        ("givesUp", .integer(Int64(lost.count))),
      ]),
      """
      A recovery key is proposed, under number \(number): \(quorum) of \(names) recover a lost key, \(process) of them psychotherapy notes too.
      \(givenUp)\(QuorumWarning.lines(warnings))
      Next: another member runs casevault member approve \(number)
      Then each officer tries their pieces: casevault recovery rehearse
      """)
  }

  private func printSheets(of vault: Vault) throws -> Answer {
    let files = try sheet.files(isJSON: options.json)
    let day = vault.now().localDay.string
    try RecoveryRefused.wording {
      try vault.setUpSheets(givingUp: giveUp) { sheet in
        var page = try SheetPage()
        try page.write(sheet, of: vault.id.hexadecimal, on: day)
        try page.withBytes { bytes in
          guard let files else {
            try StandardStream.output.write(bytes)
            return
          }
          try files[sheet.number - 1].create(with: bytes)
        }
      }
    }
    let paths = files?.map(\.path.string) ?? []
    let place: TerminalText =
      files.map {
        "The sheets lie at \($0[0].path) and \($0[1].path). Print both, then destroy the files."
      }
      ?? "Both sheets stand above: copy or print them, then clear the terminal."
    return Answer(
      JSONObject([("sheets", .array(paths.map { .string($0) }))]),
      """
      \(place)

      Next, from each sheet as it was printed: casevault recovery rehearse --sheet
      """)
  }

  private func typedOfficers(_ questions: Questions) throws -> [String] {
    guard officer.isEmpty else { return officer }
    let typed = try questions.value(nil, of: "the officers, with commas between")
    return typed.split(separator: ",").map { UTF8Text.trimmed(String($0)) }
  }
}
