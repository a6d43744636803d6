import Testing

@testable import System

/// Columns as current terminals draw them; East_Asian_Width as in EastAsianWidth-15.0.0.txt.
@Test(arguments: [
  ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("李小龍", 6), ("ｱ", 1), ("Ａ", 2), ("김", 2),
  // 김 in three parts
  ("\u{1100}\u{1175}\u{11B7}", 2),
  ("क्षि", 3), ("ไทย", 3), ("שלום", 4), ("…", 1), ("─", 1), ("€", 1),
  ("😀", 2), ("👍🏽", 2), ("👩‍👩‍👧‍👦", 2), ("🏳️‍🌈", 2), ("🇩🇪", 2), ("🇩", 1), ("❤️", 2), ("❤", 1), ("1️⃣", 2),
  ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2), ("🫩", 2), ("\u{2FFFD}", 2), ("\u{30FFF}", 2), ("\u{303F}", 1),
])
func `a character fills the columns a terminal gives it`(text: String, columns: Int) {
  #expect(DisplayWidth.of(text) == columns)
}

@Test(arguments: [
  ("Maria Lopez", 11, "Maria Lopez"), ("Maria Lopez", 10, "Maria Lop…"), ("Maria Lopez", 1, "…"),
  ("Maria", 0, ""), ("李小龍", 6, "李小龍"), ("李小龍", 5, "李小…"), ("李小龍", 4, "李…"),
  ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"), ("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 3, "👩‍👩‍👧‍👦…"), ("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 2, "…"),
])
func `a long text is cut between characters`(text: String, columns: Int, shown: String) {
  let result = TerminalText.escaped(text).truncated(toWidth: columns)
  #expect(result.string == shown)
  #expect(result.width <= columns)
}

@Test func `a short text is filled up by display width`() {
  #expect(TerminalText.escaped("李").padded(toWidth: 4).string == "李  ")
  #expect(TerminalText.escaped("7").padded(toWidth: 3, alignedRight: true).string == "  7")
  #expect(TerminalText.escaped("long").padded(toWidth: 3).string == "long")
}

@Test func `what has to be copied is not broken, and neither is a command`() {
  let text = TerminalText.escapedKeepingLines(
    "one two three\n\nroot fourfivesix 李\n  a long command")
  #expect(
    text.brokenAtSpaces(toWidth: 7).map(\.string) == [
      "one two", "three", "", "root", "fourfivesix", "李", "  a long command",
    ])
}

@Test func `lines are broken at spaces, and where there are none`() {
  let text = TerminalText.escapedKeepingLines("one two three\n\nfourfivesix 李小龍李")
  #expect(
    text.wrapped(toWidth: 7).map(\.string) == [
      "one two", "three", "", "fourfiv", "esix", "李小龍", "李",
    ])
  #expect(TerminalText.escaped("李小").wrapped(toWidth: 1).map(\.string) == ["李", "小"])
}
