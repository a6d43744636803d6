import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault vault restored`: what restorings left for people to do, once more.
struct VaultRestoredList: VaultCommand {
  static let synopsis = "casevault vault restored [--forget]"
  static let configuration = CommandConfiguration(
    commandName: "restored", abstract: "List what a restoring left to do by hand.",
    usage: synopsis,
    discussion: """
      What casevault vault restore or vault accept told on this device, as far as it is still so: who has again \
      what was taken away from them in the part that was given up, what is open again that had ended, and whose \
      devices the copy does not know. What is done is gone from the list.
      """)

  @OptionGroup var options: GlobalOptions

  @Flag(help: "Be reminded of none of it any more; whoever has something keeps it.")
  var forget = false

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let histories = try vault.leftByRestorings()
    let words = try TakingWords(in: vault)
    if forget { try vault.forgetLeftByRestorings() }
    let result = JSONObject([
      ("forgotten", .bool(forget)),
      (
        "restorings",
        .array(
          histories.map { given in
            .object(
              JSONObject([
                ("at", .string(given.at.text)),
                ("entries", .integer(Int64(clamping: given.size))),
                ("generation", .integer(Int64(given.generation))),
                ("byHand", words.facts(byHand: given.left.map(\.taking))),
                ("notKept", .integer(Int64(given.notKept))),
              ]))
          })
      ),
    ])
    guard !histories.isEmpty else {
      return Answer(result, "no restoring left anything to do by hand, as far as this device knows")
    }
    let told = histories.map { Self.paragraph(of: $0, words) }
    let end: [TerminalText] =
      forget ? ["From here on this device reminds you of none of it."] : []
    return Answer(result, (told + end).joined(separator: "\n\n"))
  }

  private static func paragraph(of given: GivenUpHistory, _ words: TakingWords) -> TerminalText {
    let entries = TerminalText.count(Int(clamping: given.size), "entry", "entries")
    let more: TerminalText =
      given.notKept > 0
      ? "\n- and \(TerminalText.count(given.notKept, "thing", "things")) more that this device did not keep: casevault member review"
      : ""
    return
      "Since \(given.at.localText), when this device gave up a history of \(entries):\n\(words.lines(byHand: given.left.map(\.taking)))\(more)"
  }
}
