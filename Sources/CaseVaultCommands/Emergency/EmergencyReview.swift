import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault emergency review`: says what somebody else found of an emergency that is over.
struct EmergencyReview: VaultCommand {
  static let synopsis =
    "casevault emergency review EMERGENCY --finding FINDING --comment TEXT"
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Say what you found of a colleague's emergency.",
    usage: synopsis,
    discussion: """
      For supervisors, auditors and privacy officers, and never of one's own. casevault emergency show EMERGENCY \
      says what was done. The comment is sealed to the others who may review it and to who opened it.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: .emergency)
  var emergency: String?

  @Option(
    help: ArgumentHelp(
      "\(TerminalText.list(EmergencyFinding.allCases.map(\.rawValue), "or").string).",
      valueName: "finding"))
  var finding: String?

  @Option(help: ArgumentHelp("What you have to say of it. It is sealed.", valueName: "text"))
  var comment: String?

  var missing: TerminalText? {
    if emergency == nil { return "the emergency" }
    if finding == nil { return "a finding: --finding FINDING" }
    return comment == nil ? "a comment: --comment TEXT" : nil
  }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    try vault.demand(.reviewEmergency)
    let number = try EmergencyNumber.read(emergency, in: vault, session.questions)
    let codes = TerminalText.list(EmergencyFinding.allCases.map(\.rawValue), "or")
    let typed = try session.questions.value(
      finding, of: "a finding (\(codes))", option: "--finding FINDING")
    guard let finding = EmergencyFinding(rawValue: typed) else { throw NoSuchFinding(typed: typed) }
    let said = try session.questions.value(comment, of: "a comment", option: "--comment TEXT")
    try EmergencyRefused.wording([:]) {
      try vault.reviewEmergency(number, finding: finding, saying: said)
    }
    return Answer(
      JSONObject([
        ("reviewed", .string("E-\(number)")), ("finding", .string(finding.rawValue)),
      ]),
      "E-\(number) is reviewed: \(finding.phrase)")
  }
}
