import System
import Testing

@testable import CaseVaultCommands

@Suite struct TableTests {
  private let table = Table(
    [
      Table.Column("Number", weight: 3), Table.Column("Name", weight: 2, cutTo: 8),
      Table.Column("Notes", weight: 1, isNumber: true),
    ],
    [["C-1", "Maria Lopez", "12"], ["C-17", "王小明", "3"]],
    empty: "no clients yet")

  @Test func `a table in a pipe is as wide as its words`() {
    let page = table.page(Layout(columns: nil, hasColour: false))
    #expect(
      page.string == """
        Number  Name         Notes
        C-1     Maria Lopez     12
        C-17    王小明           3
        """)
  }

  @Test func `long names are cut before a column goes`() {
    let page = table.page(Layout(columns: 23, hasColour: false))
    // 6 + 2 + 8 + 2 + 5 = 23
    #expect(
      page.string == """
        Number  Name      Notes
        C-1     Maria L…     12
        C-17    王小明        3
        """)
  }

  @Test func `words that are all needed go on below instead of being cut`() {
    let table = Table(
      [
        Table.Column("No", weight: 3), Table.Column("What", weight: 2, brokenAt: 8),
        Table.Column("On", weight: 1),
      ],
      [["7", "supervises Ana Ruiz", "Monday"], ["8", "leaves", "Tuesday"]], empty: "")
    #expect(
      table.page(Layout(columns: 25, hasColour: false)).string == """
        No  What          On
        7   supervises    Monday
            Ana Ruiz
        8   leaves        Tuesday
        """)
  }

  @Test func `the least important column goes first`() {
    let page = table.page(Layout(columns: 22, hasColour: false))
    #expect(
      page.string == """
        Number  Name
        C-1     Maria Lopez
        C-17    王小明
        """)
  }

  @Test func `a table without rows is one sentence`() {
    let nobody = Table([Table.Column("Name", weight: 1)], [], empty: "no clients yet")
    #expect(nobody.page(Layout(columns: 80, hasColour: true)).string == "no clients yet")
  }

  @Test func `headings are bold only where colour is welcome`() {
    let page = table.page(Layout(columns: nil, hasColour: true)).string
    #expect(page.hasPrefix("\u{1B}[1mNumber  Name         Notes\u{1B}[0m\n"))
  }

  @Test(arguments: [
    (0, "0 bytes"), (1, "1 byte"), (1_023, "1023 bytes"), (1_024, "1 KiB"), (1_536, "1.5 KiB"),
    (16 << 20, "16 MiB"), (1 << 30, "1 GiB"),
  ])
  func `sizes are said in binary units`(bytes: Int, said: String) {
    #expect(TerminalText.size(bytes).string == said)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567"), (-1_000, "-1,000"),
  ])
  func `long numbers are grouped by thousands`(number: Int, said: String) {
    #expect(TerminalText.grouped(number).string == said)
  }

  @Test(arguments: [
    ("/srv/vault", "/srv/vault"), ("my vault", "'my vault'"), ("", "''"), ("it's", #"'it'\''s'"#),
    ("$(reboot)", "'$(reboot)'"),
  ])
  func `paths in hints can be pasted into a shell`(path: String, said: String) {
    #expect(ShellWord(path).text.string == said)
  }
}
