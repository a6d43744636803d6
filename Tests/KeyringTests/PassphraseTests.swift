import Sodium
import Testing

@testable import Keyring

@Suite struct PassphraseTests {
  /// What the rules say of a text; nil when it may be chosen.
  private func refusal(of text: String) throws -> UnfitPassphrase? {
    try refusal(of: Array(text.utf8))
  }

  private func refusal(of bytes: [UInt8]) throws -> UnfitPassphrase? {
    do {
      _ = try ChosenPassphrase(typed: bytes.span)
      return nil
    } catch let unfit as UnfitPassphrase {
      return unfit
    }
  }

  @Test(arguments: [
    "umbrella tidal kettle", "no capital letter and no digit", "fifteen letters",
    "Ünïcödé wörd lïst", "ねこがすきですよねこがすきですよ",
    // SP 800-63B-4 §3.1.1.2: at least 64 characters are allowed.
    String(repeating: "long enough for anyone ", count: 20),
  ])
  func `a passphrase of fifteen characters needs nothing else`(text: String) throws {
    #expect(try refusal(of: text) == nil)
  }

  @Test func `fourteen characters are too few, however many bytes they take`() throws {
    #expect(try refusal(of: "fourteen chars") == .tooShort(characters: 14, atLeast: 15))
    let japanese = "ねこがすきですよねこがすきで"  // 14 code points, 42 bytes
    #expect(try refusal(of: japanese) == .tooShort(characters: 14, atLeast: 15))
    // 14 letters with a combining acute each: 28 code points as typed, 14 in NFC.
    let combined = String(repeating: "e\u{301}", count: 14)
    #expect(try refusal(of: combined) == .tooShort(characters: 14, atLeast: 15))
    #expect(try refusal(of: "") == .tooShort(characters: 0, atLeast: 15))
  }

  @Test(arguments: [
    "correct horse battery staple", "CorrectHorseBatteryStaple",  // xkcd.com/936
    "qwertyuiopasdfghjkl", "123456789123456789", "aaaaaaaaaaaaaaa", "passwordpassword",
    "CaseVault password", "casevaultcasevault", "psychotherapist", "1qaz2wsx3edc4rfv",
  ])
  func `what is guessed first is refused, in capitals too`(text: String) throws {
    #expect(try refusal(of: text) == .wellKnown)
    #expect(try refusal(of: text.uppercased()) == .wellKnown)
  }

  @Test func `a listed passphrase with a word more may be chosen`() throws {
    #expect(try refusal(of: "correct horse battery staple gun") == nil)
    #expect(try refusal(of: "passwordpasswor") == nil)
  }

  @Test func `bytes that are no text, too many or invisible are named`() throws {
    #expect(try refusal(of: [UInt8](repeating: 0xff, count: 20)) == .notText)
    #expect(
      try refusal(of: [UInt8](repeating: 0x61, count: 1_025))
        == .tooLong(bytes: 1_025, atMost: 1_024))
    #expect(try refusal(of: "an arrow key \u{1b}[A sneaked in") == .controlCharacter)
    #expect(try refusal(of: "a tab\tsneaked in here") == .controlCharacter)
    #expect(try refusal(of: "a C1 control \u{9b} sneaked in") == .controlCharacter)
    #expect(try refusal(of: "a NUL \0 sneaked in here") == .controlCharacter)
  }

  @Test(
    arguments: [
      // UAX #15, figure 5, and Hangul of its §16: typed apart, kept together.
      ("e\u{301}", [0xc3, 0xa9]), ("\u{212b}", [0xc3, 0x85]),
      ("\u{1112}\u{1161}", [0xed, 0x95, 0x98]),
      ("\u{1e9b}\u{323}", [0xe1, 0xba, 0x9b, 0xcc, 0xa3]), ("é", [0xc3, 0xa9]),
      ("plain", Array("plain".utf8)),
    ] as [(String, [UInt8])])
  func `one passphrase gives one row of bytes, whatever keyboard typed it`(
    typed: String, expected: [UInt8]
  ) throws {
    let passphrase = try Passphrase(typed: Array(typed.utf8).span)
    let bytes = [UInt8](copying: passphrase.text.span)
    #expect(bytes == expected)
  }

  @Test func `the list holds whole passphrases, sorted, in one case, without doubles`() throws {
    let lines = PassphraseList.text
      .split(separator: "\n").map(String.init)
    #expect(lines.count == 2_372)  // wc -l of the file that compose.py wrote
    #expect(lines == Array(Set(lines)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(lines.allSatisfy { $0.utf8.count >= 15 && $0 == $0.lowercased() })
  }
}
