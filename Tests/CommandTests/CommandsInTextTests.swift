import System
import Testing

@testable import CaseVaultCommands

/// Commands that stand in sentences, and the end of a line.
@Suite struct CommandsInTextTests {
  /// Sentences as they are said, and the commands in them.
  private static let sentences: [(sentence: String, commands: [String])] = [
    (
      "- 1 case file has nobody left who may open it: casevault conflict list, casevault member supervise",
      ["casevault conflict list,", "casevault member supervise"]
    ),
    (
      "- a recovery officer has casevault recovery start --file CLIENT --for MEMBER --reason TEXT",
      ["casevault recovery start --file CLIENT --for MEMBER --reason TEXT"]
    ),
    (
      "ask for it: casevault grant request C-2 --for '2 weeks' --since beginning --purpose leave-cover --reason TEXT; the refusal is in the log",
      [
        "casevault grant request C-2 --for '2 weeks' --since beginning --purpose leave-cover --reason TEXT;"
      ]
    ),
    (
      "nobody outside holds a checkpoint of the last 30 days: casevault audit checkpoint --out FILE",
      ["casevault audit checkpoint --out FILE"]
    ),
    (
      "(checked by casevault audit verify, and by casevault member attest --check 12)",
      ["casevault audit verify,", "casevault member attest --check 12)"]
    ),
    (
      "pia opened C-1 in an emergency; not reviewed: casevault emergency show E-1",
      ["casevault emergency show E-1"]
    ),
    (
      "casevault member list shows who works here, and casevault unlock opens your key",
      ["casevault member list", "casevault unlock"]
    ),
  ]

  @Test(arguments: [20, 40, 60, 80, 110])
  func `no line ends inside a command, whatever the width`(columns: Int) {
    let layout = Layout(columns: columns, hasColour: false)
    for (sentence, commands) in Self.sentences {
      let page = layout.sentences(.escaped(sentence)).string
      #expect(page.replacing("\n", with: " ") == sentence)
      for command in commands {
        #expect(page.contains(command), "\(columns) columns break “\(command)”: \(page)")
      }
    }
  }

  @Test func `what is no command is broken as ever`() {
    let page = Layout(columns: 20, hasColour: false).sentences(
      "casevault audit verify names all that is wrong with the vault")
    #expect(page.string == "casevault audit verify\nnames all that is\nwrong with the vault")
  }
}
