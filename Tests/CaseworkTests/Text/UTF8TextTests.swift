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
