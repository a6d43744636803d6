import Testing

@testable import Casework

@Suite struct UTF8TextTests {
  @Test func `every case of utf8tests is judged as it says`() throws {
    let lines = String(decoding: try Fixture.bytes("bad-input/utf8tests.txt"), as: UTF8.self)
    var counts = (valid: 0, invalid: 0)
    for line in lines.split(separator: "\n") where line.first?.isNumber == true {
      let parts = line.split(separator: ":", maxSplits: 2)
      let bytes = parts[1].hasSuffix("hex") ? Self.bytes(ofHex: parts[2]) : Array(parts[2].utf8)
      let isValid = (try? UTF8Text.string(from: bytes.span)) != nil
      #expect(isValid == !parts[1].contains("invalid"), "case \(parts[0])")
      if isValid { counts.valid += 1 } else { counts.invalid += 1 }
    }
    // The file's own lines, counted with grep.
    #expect(counts == (77, 145))
  }

  private static func bytes(ofHex text: Substring) -> [UInt8] {
    let digits = text.prefix { $0 != ":" }.filter { !$0.isWhitespace }
    return stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(digits.dropFirst($0).prefix(2), radix: 16)
    }
  }

  @Test func `the stress test file is refused at its first broken byte`() throws {
    let bytes = try Fixture.bytes("bad-input/UTF-8-test.txt")
    // Section 2.1.5, a sequence of five bytes; the same place as CPython 3.11's decoder gives.
    let error = #expect(throws: InvalidText.self) { _ = try UTF8Text.string(from: bytes.span) }
    #expect(error == .invalidUTF8(offset: 4_461))
  }

  @Test func `signs between long stretches of ASCII come out where they were`() throws {
    let plain = [40, 64, 65, 200].map { String(repeating: "a", count: $0) }
    let texts = [
      plain[0] + "—" + plain[1] + "“é”" + plain[2] + "😀", "Ж" + plain[3], plain[3] + "Ж",
      "Привет, " + plain[1] + " мир" + plain[3] + "e\u{301}" + plain[1],
    ]
    for text in texts {
      let read = try UTF8Text.string(from: Array(text.utf8).span)
      #expect(Array(read.utf8) == Array(text.utf8))
    }
  }

  /// Bytes that are no UTF-8, each between stretches that are read apart: a lone continuation, a
  /// character cut off by ASCII, a surrogate, an overlong form (RFC 3629).
  @Test(arguments: [[0x80], [0xe2, 0x80], [0xed, 0xa0, 0x80], [0xc0, 0xaf]] as [[UInt8]])
  func `bytes that are no text are found between long stretches of ASCII`(bytes: [UInt8]) {
    let plain = [UInt8](repeating: 0x61, count: 100)
    let all = plain + Array("é".utf8) + plain + bytes + plain
    let error = #expect(throws: InvalidText.self) { _ = try UTF8Text.string(from: all.span) }
    #expect(error == .invalidUTF8(offset: 202))
  }

  @Test func `line ends become line feeds and tabs stay`() throws {
    let bytes = Array("a\r\nb\rc\n\td\r\r\n".utf8)
    #expect(try UTF8Text.note(from: bytes.span) == "a\nb\nc\n\td\n\n")
  }

  @Test(
    arguments: [
      ("\u{0}", 0x00, 0), ("abc\u{0}def", 0x00, 3), ("é\u{1b}[31m", 0x1b, 2),
      ("a\r\n\u{c}", 0x0c, 3),
      (String(repeating: "x", count: 70) + "\u{1}", 0x01, 70),
    ] as [(String, UInt8, Int)])
  func `a control character is refused with its place`(text: String, byte: UInt8, offset: Int) {
    #expect(throws: InvalidText.controlCharacter(byte, offset: offset)) {
      _ = try UTF8Text.note(from: text)
    }
  }

  @Test func `a note longer than sixteen mebibytes is refused before it is read`() {
    let bytes = [UInt8](repeating: 0xff, count: 16 * 1024 * 1024 + 1)
    #expect(throws: InvalidText.tooLong(length: 16_777_217, limit: 16_777_216)) {
      _ = try UTF8Text.note(from: bytes.span)
    }
  }

  @Test func `signs above U+007E are kept, odd as they are`() throws {
    let odd = "\u{7f}\u{85}\u{202e}\u{feff}👩‍👩‍👧‍👦n̈"
    #expect(try UTF8Text.note(from: odd) == odd)
  }

  @Test(arguments: [("  a b\u{a0}\n", "a b"), ("", ""), (" \t\u{2003}", ""), ("x", "x")])
  func `white space at the ends is trimmed`(text: String, trimmed: String) {
    #expect(UTF8Text.trimmed(text) == trimmed)
  }

  @Test func `every naughty string is taken or refused for a stated reason`() throws {
    let list = try LenientJSON.parse(try Fixture.bytes("bad-input/blns.json"))
    let strings = try #require(list.array).compactMap(\.string)
    #expect(strings.count == 515)  // as the list's own count
    var refused = 0
    for string in strings {
      do {
        #expect(
          try UTF8Text.note(from: string).utf8.elementsEqual(
            string.replacing("\r\n", with: "\n").utf8))
      } catch InvalidText.controlCharacter(let byte, let offset) {
        #expect(Array(string.utf8)[offset] == byte && byte < 0x20)
        refused += 1
      }
      let written = try StrictJSON.write(.string(string))
      #expect(try StrictJSON.parse(written).string == string)
      let shown = JSONOutput.text(of: .string(string))
      #expect(shown.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202e })
      #expect(try LenientJSON.parse(Array(shown.utf8)).string == string)
    }
    // Numbers 93, 95 and 506 to 508 of the list hold C0 controls, found with CPython.
    #expect(refused == 5)
  }
}
