import Casework
import Sodium
import Testing

@testable import Keyring

/// The words of a recovery sheet, and how a mistyped one is found.
@Suite struct RecoverySheetTests {
  private static func piece() -> [UInt8] { (0..<32).map { UInt8($0 &* 7 &+ 3) } }

  private static func words(_ number: Int = 2, epoch: UInt32 = 5) throws -> [String] {
    let bytes = piece()
    let sheet = try RecoverySheet(number: number, epoch: epoch, piece: bytes.span)
    let words = try sheet.words()
    let text = String(decoding: words.span.indices.map { words.span[$0] }, as: UTF8.self)
    return text.split(separator: " ").map(String.init)
  }

  private static func read(_ text: String) throws -> (Int, UInt8, [UInt8]) {
    let bytes = Array(text.utf8)
    let sheet = try RecoverySheet(words: bytes.span)
    let piece = sheet.withPiece { piece in piece.indices.map { piece[$0] } }
    return (sheet.number, sheet.epoch, piece)
  }

  @Test func `the list is the one that was published`() {
    let words = SheetWordList.words.map { String(decoding: $0, as: UTF8.self) }
    #expect(words.count == 2_048 && Set(words.map { $0.prefix(4) }).count == 2_048)
    #expect(words == words.sorted())
    let text = words.map { $0 + "\n" }.joined()
    let bytes = Array(text.utf8)
    let digest = SHA256.digest(of: bytes.span)
    // BIP-39, english.txt.
    let published = "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"
    #expect(digest.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == published)
  }

  @Test
  func `words are read as they were printed, numbered, in rows, in capitals, or by four letters`()
    throws
  {
    let words = try Self.words()
    #expect(words.count == RecoverySheet.wordCount)
    let forms = [
      words.joined(separator: " "), words.joined(separator: "\n"),
      words.map { $0.uppercased() }.joined(separator: "  "),
      words.map { String($0.prefix(4)) }.joined(separator: " "),
      words.enumerated().map { "\($0 + 1). \($1)" }.joined(separator: "\t"),
    ]
    for form in forms {
      let (number, epoch, piece) = try Self.read(form)
      #expect(number == 2 && epoch == 5)
      #expect(piece == Self.piece())
    }
  }

  @Test func `every single wrong word is found, and named by its place`() throws {
    let words = try Self.words()
    for place in words.indices {
      for step in [1, 2, 512, 1_024, 2_047] {
        var wrong = words
        let old = try #require(
          SheetWordList.words.firstIndex(of: Array(words[place].utf8)))
        wrong[place] = String(
          decoding: SheetWordList.words[(old + step) % 2_048], as: UTF8.self)
        #expect(throws: SheetError.wrongWord(at: place + 1)) {
          try Self.read(wrong.joined(separator: " "))
        }
      }
      var unknown = words
      unknown[place] = "kasevault"
      #expect(throws: SheetError.unknownWord(at: place + 1)) {
        try Self.read(unknown.joined(separator: " "))
      }
    }
  }

  @Test func `two wrong words are noticed, wherever they are, and two that changed places`() throws
  {
    let words = try Self.words()
    for first in words.indices {
      for second in words.indices where second > first {
        var wrong = words
        wrong.swapAt(first, second)
        guard wrong != words else { continue }
        #expect(throws: SheetError.wrongWords) { try Self.read(wrong.joined(separator: " ")) }
      }
    }
  }

  @Test func `a word too few or too many is told as such`() throws {
    let words = try Self.words()
    #expect(throws: SheetError.wrongCount(26)) {
      try Self.read(words.dropLast().joined(separator: " "))
    }
    #expect(throws: SheetError.wrongCount(28)) {
      try Self.read((words + ["zoo"]).joined(separator: " "))
    }
    #expect(throws: SheetError.wrongCount(0)) { try Self.read(" 1 2 3 ") }
    #expect(throws: SheetError.unknownWord(at: 1)) { try Self.read("ab") }
  }

  @Test func `both sheets of one key give it, and no others do`() throws {
    let keyring = try Keyring()
    let key = try keyring.drawRecoveryKey(epoch: 3)
    let shares = try #require(RecoveryShares(count: 2, quorum: 2))
    var texts: [[UInt8]] = []
    try keyring.split(key, as: .main, among: shares) { place, piece in
      let sheet = try RecoverySheet(
        number: Int(place.holder) + 1, epoch: key.epoch, piece: piece)
      let words = try sheet.words()
      texts.append(words.span.indices.map { words.span[$0] })
    }
    keyring.forget(key)
    let (one, two) = (texts[0], texts[1])
    let first = try RecoverySheet(words: one.span)
    let second = try RecoverySheet(words: two.span)
    try RecoveryAssembly(second, first).keep(in: keyring, as: key)
    #expect(keyring.holds(key))
    #expect(throws: SheetError.sameSheet(1)) { _ = try RecoveryAssembly(first, first) }
    let piece = Self.piece()
    let older = try RecoverySheet(number: 2, epoch: 2, piece: piece.span)
    #expect(throws: SheetError.notAPair) { _ = try RecoveryAssembly(first, older) }
    let another = try RecoverySheet(number: 2, epoch: 3, piece: piece.span)
    #expect(throws: KeyringError.self) {
      try RecoveryAssembly(first, another).keep(in: keyring, as: key)
    }
  }
}
