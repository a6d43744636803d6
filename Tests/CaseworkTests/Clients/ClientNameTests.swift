import Testing

@testable import Casework

@Suite struct ClientNameTests {
  @Test(arguments: [
    ("Maria Lopez", "Maria Lopez"), ("  Maria \t  Lopez\u{a0}\n", "Maria Lopez"), ("X", "X"),
    ("Zoe\u{308}", "Zo\u{eb}"), ("李小龙", "李小龙"), ("O'Brien-Nguyễn", "O'Brien-Nguyễn"),
    ("\u{1112}\u{1161}\u{11ab}", "\u{d55c}"),
  ])
  func `a name is kept composed, on one line`(typed: String, text: String) throws {
    #expect(try ClientName(typed).text.unicodeScalars.elementsEqual(text.unicodeScalars))
  }

  @Test(
    arguments: [
      ("", .empty), (" \n ", .empty),
      ("Maria\nLopez", .forbiddenCharacter("\n", offset: 5)),
      ("Maria\u{0}", .forbiddenCharacter("\u{0}", offset: 5)),
      ("Zoë\u{1b}[2J", .forbiddenCharacter("\u{1b}", offset: 4)),
      ("Maria\u{202e}zepoL", .forbiddenCharacter("\u{202e}", offset: 5)),
      ("Maria\u{9b}", .forbiddenCharacter("\u{9b}", offset: 5)),
      (String(repeating: "x", count: 201), .tooLong(length: 201, limit: 200)),
      (String(repeating: "é", count: 201), .tooLong(length: 201, limit: 200)),
    ] as [(String, InvalidText)])
  func `what could not be read as a name is refused`(typed: String, reason: InvalidText) {
    #expect(throws: reason) { _ = try ClientName(typed) }
  }

  // Categories Cf, Zl and Zp alone and among spaces, and what a font may leave out: Hangul fillers, a
  // variation selector, a tag (Unicode 16, DerivedCoreProperties.txt, Default_Ignorable_Code_Point).
  @Test(arguments: [
    "\u{200b}", "\u{feff}", "\u{ad}", "\u{2060}\u{200d}", " \u{200c} \u{200b} ", "\u{2028}\u{200b}",
    "\u{3164}", "\u{115f}\u{1160}", "\u{fe0f}", "\u{e0041}",
  ])
  func `a name of nothing that can be seen is no name`(typed: String) {
    #expect(throws: InvalidText.nothingVisible) { _ = try ClientName(typed) }
    // One that was taken in before is still read.
    #expect(throws: Never.self) { _ = try ClientName(stored: typed) }
  }

  // Arabic number sign and a Hindi conjunct with a joiner: Cf, but drawn or beside what is drawn.
  @Test(arguments: [
    "\u{600}1", "\u{600}", "क्\u{200d}ष", "می\u{200c}خواهم", "\u{1f468}\u{200d}\u{1f469}",
  ])
  func `a name that holds what cannot be seen beside what can is a name`(typed: String) throws {
    #expect(try ClientName(typed).text == typed.canonicallyComposed)
  }

  @Test func `a name of megabytes is refused by its length alone`() {
    #expect(throws: InvalidText.tooLong(length: 50_000_000, limit: 6_400)) {
      _ = try ClientName(
        String(decoding: [UInt8](repeating: 0x78, count: 50_000_000), as: UTF8.self))
    }
  }

  @Test func `two hundred characters are enough, of any width`() throws {
    #expect(try ClientName(String(repeating: "n̈", count: 200)).text.count == 200)
    #expect(try ClientName(String(repeating: "👩‍👩‍👧‍👦", count: 200)).text.count == 200)
  }

  @Test func `every naughty string is a name or refused for a stated reason`() throws {
    let list = try LenientJSON.parse(try Fixture.bytes("bad-input/blns.json"))
    var names = 0
    for string in try #require(list.array).compactMap(\.string) {
      guard let name = try? ClientName(string) else { continue }
      names += 1
      #expect(try ClientName(name.text) == name)
      #expect(ClientQuery(name.text) != nil)
      #expect(!name.text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202e })
    }
    #expect(names > 450)
  }
}
