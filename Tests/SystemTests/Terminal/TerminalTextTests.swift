import Testing

@testable import System

@Suite struct `Text for a terminal` {
  @Test(arguments: [
    ("\u{1B}[2J\u{1B}]0;title\u{7}", #"\x1B[2J\x1B]0;title\x07"#),
    ("name\0end", #"name\x00end"#),
    ("over\rwrite\u{8}", #"over\rwrite\x08"#),
    ("one\ntwo\tthree", #"one\ntwo\tthree"#),
    ("del\u{7F}", #"del\x7F"#),
    ("c1 \u{9B}2J \u{85}", #"c1 \u{9B}2J \u{85}"#),
    ("line\u{2028}paragraph\u{2029}", #"line\u{2028}paragraph\u{2029}"#),
    ("zero\u{200B}width\u{FEFF}", #"zero\u{200B}width\u{FEFF}"#),
    ("soft\u{AD}hyphen \u{2060}", #"soft\u{AD}hyphen \u{2060}"#),
    ("\u{3164}\u{115F}", #"\u{3164}\u{115F}"#),
    ("\u{FFF9}note\u{FFFB}", #"\u{FFF9}note\u{FFFB}"#),
  ])
  func `shows what cannot be seen`(stored: String, shown: String) {
    #expect(TerminalText.escaped(stored).string == shown)
  }

  /// The Bidi_Control characters of PropList.txt, Unicode 15.
  @Test(arguments: [
    0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069,
  ])
  func `shows whatever turns the order of words around`(value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))
    let shown = "a\\u{\(String(value, radix: 16, uppercase: true))}b"
    #expect(TerminalText.escaped("a\(Character(scalar))b").string == shown)
  }

  @Test(arguments: [0xFFFE, 0xFFFF, 0xFDD0, 0xFDEF, 0x1FFFE, 0x10FFFF])
  func `shows a noncharacter`(value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))
    let shown = "\\u{\(String(value, radix: 16, uppercase: true))}"
    #expect(TerminalText.escaped(String(Character(scalar))).string == shown)
  }

  @Test(arguments: [
    "Zoë Núñez-Ærø", "Анна", "李小龍", "김철수", "まりこ", "नमस्ते", "مریم", "שלום", "ไทย", "e\u{301}",
    "Ω ≠ ∞ – “quoted” … € 100%", "back\\slash \\x1B", "\u{A0}no-break", "\u{E000}",
    // Emoji of several characters: family, skin tone, keycap, heart style, flags of a country and of
    // a part of one, rainbow flag.
    "👩‍👩‍👧‍👦", "👍🏽", "👩🏽‍🚀", "1️⃣", "❤️", "🇩🇪", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏳️‍🌈",
    // Persian with ZWNJ, Malayalam chillu and Sinhala conjunct with ZWJ, Kanji with a variant form,
    // an Arabic number sign.
    "می\u{200C}خواهم", "ന്\u{200D}", "ක්\u{200D}ෂ", "葛\u{E0100}", "\u{600}١",
  ])
  func `leaves every script and picture as it is`(name: String) {
    #expect(TerminalText.escaped(name).string == name)
  }

  @Test(arguments: [
    // ZWJ and ZWNJ between Latin letters, ZWJ after an emoji and before nothing, two in a row.
    ("pa\u{200D}y", #"pa\u{200D}y"#), ("pa\u{200C}y", #"pa\u{200C}y"#),
    ("👩\u{200D}", #"👩\u{200D}"#), ("می\u{200C}\u{200C}خ", #"می\u{200C}\u{200C}خ"#),
    // A variation selector on a letter, and a second one on an emoji.
    ("a\u{FE0F}", #"a\u{FE0F}"#), ("❤\u{FE0F}\u{FE0F}", #"❤️\u{FE0F}"#),
    ("😀\u{E0101}\u{E0102}", #"😀\u{E0101}\u{E0102}"#),
    // Tags that spell "hi" after a flag, and without one.
    ("🏴\u{E0068}\u{E0069}\u{E007F}", #"🏴\u{E0068}\u{E0069}\u{E007F}"#),
    ("a\u{E0067}", #"a\u{E0067}"#),
  ])
  func `shows joiners and selectors that shape nothing`(stored: String, shown: String) {
    #expect(TerminalText.escaped(stored).string == shown)
  }

  @Test func `does not let a mark settle on what we printed before it`() {
    #expect(TerminalText.escaped("\u{338}").string == #"\u{338}"#)
    #expect(TerminalText.escapedKeepingLines("a\n\u{338}").string == "a\n" + #"\u{338}"#)
    #expect(TerminalText.escaped("\u{1B}\u{338}").string == #"\x1B\u{338}"#)
  }

  @Test func `lets thirty marks pile up and no more`() {
    let thirty = String(repeating: "\u{301}", count: 30)
    #expect(TerminalText.escaped("a" + thirty).string == "a" + thirty)
    #expect(TerminalText.escaped("a" + thirty + "\u{301}").string == "a" + thirty + #"\u{301}"#)
  }

  @Test func `keeps the lines of a note's body`() {
    #expect(
      TerminalText.escapedKeepingLines("one\r\ntwo\n\tthree\rfour\u{1B}").string
        == "one\ntwo\n    three" + #"\rfour\x1B"#)
    #expect(TerminalText.escapedKeepingLines("plain\n\nlines\n").string == "plain\n\nlines\n")
  }

  /// Sequences from UTF-8-test.txt by Markus Kuhn: a lonely continuation byte (3.1.1), a truncated
  /// sequence (3.3.2), impossible bytes (3.5.3), an overlong slash (4.1.2), a surrogate (5.1.1).
  @Test(arguments: [
    ([0x61, 0x80, 0x62], #"a\x80b"#), ([0xE2, 0x82], #"\xE2\x82"#),
    ([0xFE, 0xFE, 0xFF, 0xFF], #"\xFE\xFE\xFF\xFF"#), ([0xE0, 0x80, 0xAF], #"\xE0\x80\xAF"#),
    ([0xED, 0xA0, 0x80], #"\xED\xA0\x80"#), ([0xE2, 0x82, 0xAC, 0xFF, 0x1B], #"€\xFF\x1B"#),
  ])
  func `shows bytes that are no UTF-8`(stored: [UInt8], shown: String) {
    #expect(TerminalText.escaped(stored).string == shown)
  }

  @Test func `never holds a control, whatever single character is stored`() {
    var escaped = 0
    var wrong: [UInt32] = []
    // Planes 4 to 13, 15 and 16 hold nothing but noncharacters at their ends.
    for value in UInt32(0)...0x10FFFF {
      if value >= 0x40000, value >> 16 != 14, value & 0xFFFE != 0xFFFE { continue }
      guard let scalar = Unicode.Scalar(value) else { continue }
      let stored = String(Character(scalar))
      let shown = TerminalText.escaped(stored).string
      if shown == stored {
        let isControl = value < 0x20 || (0x7F...0x9F).contains(value)
        if isControl || scalar.properties.isDefaultIgnorableCodePoint { wrong.append(value) }
      } else {
        escaped += 1
        if !shown.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) { wrong.append(value) }
      }
    }
    #expect(wrong == [])
    // 65 controls, 66 noncharacters, 4,174 default ignorables (DerivedCoreProperties-15.0.0.txt), and
    // more than two thousand marks with nothing before them.
    #expect((6_300..<8_000).contains(escaped))
  }

  @Test func `escapes what is put into a literal, not the literal`() {
    let name = "Eve\u{1B}[31m"
    let path: FilePath = "/tmp/\u{202E}txt"
    let inner: TerminalText = "[\(name)]"
    let text: TerminalText = "\u{1B}[1mfile\u{1B}[0m of \(inner) at \(path): \(3)"
    #expect(
      text.string
        == "\u{1B}[1mfile\u{1B}[0m of [Eve\\x1B[31m] at /tmp/\\u{202E}txt: 3")
    #expect(["a", text, "b"].joined(separator: "|").string == "a|\(text.string)|b")
  }
}
