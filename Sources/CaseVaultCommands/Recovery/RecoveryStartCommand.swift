import ArgumentParser
import CaseVault
import Casework
import Keyring
import System

/// `casevault recovery start`: begins to give a member who lost their key a new one.
struct RecoveryStartCommand: VaultCommand {
  static let synopsis =
    "casevault recovery start REQUEST --for MEMBER --reason TEXT [--without-psychotherapy-notes] | --file CLIENT --for MEMBER --reason TEXT | --sheets [--executor NAME] [--at FOLDER] [--words-fd NUMBER]"
  static let configuration = CommandConfiguration(
    commandName: "start",
    abstract: "Begin to recover a lost key, or a case file that nobody opens.",
    usage: synopsis,
    discussion: """
      The member makes a new key, casevault key create --name NAME --request FILE, and hands the request \
      over. It is not secret: compare the fingerprint with them, aloud. The other officers contribute, each \
      after comparing again, and you finish. It lapses after seven days.

      With --file a case file that nobody opens any more is regained for a member who does casework: the \
      officers contribute as ever, and they work in it from the finish on. No key of anybody's comes back, and \
      no psychotherapy notes.

      With both sheets of a practice of one person: --sheets lets the practitioner in with a new key, or with \
      --executor whoever closes the practice. The sheets' words are asked for, or read from --words-fd.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: ArgumentHelp("The new key's request; - is standard input.", valueName: "request"),
    completion: .file())
  var request: String?

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("Who lost their key, or is to have the case file.", valueName: "member"))
  var member: String?

  @Option(
    help: ArgumentHelp("The case file that nobody opens any more.", valueName: "client"))
  var file: String?

  @Option(
    help: ArgumentHelp(
      "Why, sealed to the officers, to auditors and privacy officers.", valueName: "text"))
  var reason: String?

  @Flag(help: "Leave their psychotherapy notes, which take another quorum, for later.")
  var withoutPsychotherapyNotes = false

  @Flag(help: "Get in with both sheets of a practice of one person.")
  var sheets = false

  @Option(
    help: ArgumentHelp(
      "Your name, where you close the practice of somebody else.", valueName: "name"))
  var executor: String?

  @Option(help: ArgumentHelp("The vault's folder.", valueName: "folder"), completion: .directory)
  var at: String?

  @OptionGroup var words: SheetWords

  func run() throws {
    guard sheets else { return try runInVault() }
    let session = try session
    let answer = try SheetEntry(
      executor: executor, at: at, words: words, session: session
    ).answer()
    try session.screen.show(answer) { _, _ in throw UnrecordedWords() }
  }

  var missing: TerminalText? { request == nil && file == nil ? "the new key's request" : nil }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    if let file {
      return try RegainStart(file: file, member: member, reason: reason).answer(in: vault, session)
    }
    let file = try session.questions.value(request, of: "the new key's request")
    try vault.demand(.recover)
    let request = try EnrolmentRequest.parse(InputFile(path: file).text(atMost: 1 << 16))
    let owner = try MemberChoice(in: vault, asking: session.questions).member(
      member, as: "who lost their key", option: "--for MEMBER")
    let reason = try session.questions.value(reason, of: "a reason", option: "--reason TEXT")
    let name = owner.name ?? request.name
    try FingerprintCheck(request.keys.fingerprint, of: name).passes(asking: session.questions)
    let number = try RecoveryRefused.wording(by: try vault.members()) {
      try vault.startRecovery(
        of: owner.id, with: request, because: reason,
        withPsychotherapyNotes: !withoutPsychotherapyNotes)
    }
    let words = try RecoveryWords(of: vault)
    return Answer(
      words.facts(ofStart: number),
      """
      The recovery of \(owner.shownName) has begun, under number \(number). It shows in everybody's status, and lapses on \(words.lapse(ofStart: number)).
      Still needed: \(words.needed(byStart: number)).

      Next: the other officers run casevault recovery contribute \(number)
      Then you: casevault recovery finish \(number)
      """)
  }
}
