import Testing

@testable import Casework

@Suite struct TextNeedleTests {
  private func place(of needle: String, in text: String) -> Range<Int>? {
    TextNeedle(foldedFrom: needle)?.firstMatch(in: Array(text.utf8))
  }

  @Test(
    arguments: [
      ("anna", "Maria ANNA Lopez", 6..<10), ("MARIA", "maria", 0..<5), ("a", "xyzA", 3..<4),
      ("ref-9", "REF-8 ref-9", 6..<11), ("müller", "Frau MÜLLER", 5..<12),
      ("ЖУК", "майский жук", 15..<21),
      ("σοφος", "ΣΟΦΟΣ", 0..<10), ("ΣΟΦΟΣ", "σοφος", 0..<10), ("ẞ", "straße", 4..<6),
      ("ⱥ", "xȺ", 1..<3), ("Ⱥb", "ⱥB", 0..<4), ("睡不着", "客户说她晚上睡不着。", 18..<27),
      ("e\u{301}", "CAFE\u{301}", 3..<6), ("\u{1f600}", "a\u{1f600}", 1..<5),
      ("[a", "{A [a", 3..<5), ("@x", "`x @x", 3..<5), ("i", "İI", 2..<3),
    ] as [(String, String, Range<Int>)])
  func `a word is found whatever its case`(needle: String, text: String, range: Range<Int>) {
    #expect(place(of: needle, in: text) == range)
  }

  @Test(arguments: [
    ("anna", ""), ("anna", "ann"), ("anna", "anno"), ("é", "e"), ("k", "\u{212a}"), ("ss", "ß"),
    ("@", "`"), ("[", "{"), ("é", "Ã"), ("睡", "客户说她晚上"),
  ])
  func `what is not there is not found`(needle: String, text: String) {
    #expect(place(of: needle, in: text) == nil)
  }

  @Test func `the empty needle is no needle`() {
    #expect(TextNeedle(foldedFrom: "") == nil)
  }

  @Test func `further matches are found from where the last one began`() throws {
    let needle = try #require(TextNeedle(foldedFrom: "aA"))
    let text = Array("xaaAa".utf8)
    #expect(needle.firstMatch(in: text, from: 2) == 2..<4)
    #expect(needle.firstMatch(in: text, from: 3) == 3..<5)
    #expect(needle.firstMatch(in: text, from: 4) == nil)
    #expect(needle.firstMatch(in: text, from: 99) == nil)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `the fast scan finds what a slow one finds`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let alphabet = Array("abAB 1äÄ客σΣ")
    for _ in 0..<100 {
      let text = String((0..<400).map { _ in alphabet[Int.random(in: 0..<11, using: &generator)] })
      let length = Int.random(in: 1...5, using: &generator)
      let needle = String(
        (0..<length).map { _ in alphabet[Int.random(in: 0..<11, using: &generator)] })
      #expect(place(of: needle, in: text) == slowPlace(of: needle, in: text), "seed \(seed)")
    }
  }

  // Many places are looked at together, the last of them together with some that were looked at before:
  // texts just below, at and above whole numbers of these, and a match at each place of them.
  @Test(arguments: ["z", "zq", "kayak", "eaz"], [0, 126, 127, 128, 255, 256, 383])
  func `a match is found at every place, and once`(word: String, more: Int) throws {
    let needle = try #require(TextNeedle(foldedFrom: word))
    let empty = [UInt8](repeating: UInt8(ascii: "."), count: word.utf8.count + more)
    #expect(needle.firstMatch(in: empty) == nil)
    for place in 0...more {
      var text = empty
      text.replaceSubrange(place..<place + word.utf8.count, with: word.uppercased().utf8)
      #expect(needle.firstMatch(in: text) == place..<place + word.utf8.count)
      #expect(needle.firstMatch(in: text, from: place + 1) == nil)
    }
  }

  @Test(arguments: [
    // The two rarest letters stand everywhere, the third at the end; then all three, and not the spelling.
    ("zqa", String(repeating: "zqe", count: 134) + "ZQA", 402..<405),
    ("zzze", String(repeating: "z", count: 300) + "ZZZE", 300..<304),
    ("Ⱥb", String(repeating: ".", count: 296) + "ȺB", 296..<299),
    ("Ⱥb", String(repeating: ".", count: 296) + "ⱥB", 296..<300),
  ])
  func `near misses hide no match`(needle: String, text: String, range: Range<Int>) throws {
    #expect(place(of: needle, in: text) == range)
  }

  @Test(arguments: [129, 130, 257, 258])
  func `a needle longer than what is looked at together is found at the end`(count: Int) {
    let word = String(repeating: "quartz", count: 22).prefix(129)
    let text = String(repeating: ".", count: count - 129) + word
    #expect(place(of: String(word), in: text) == count - 129..<count)
    #expect(place(of: String(word), in: String(text.dropLast())) == nil)
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func `every match is found, one after the other`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let text = String((0..<600).map { _ in Bool.random(using: &generator) ? "z" : "Q" })
    for word in ["z", "zq", "qzz", "zqzqz"] {
      let needle = try #require(TextNeedle(foldedFrom: word))
      var found: [Int] = []
      while let match = needle.firstMatch(in: Array(text.utf8), from: (found.last ?? -1) + 1) {
        found.append(match.lowerBound)
      }
      let bytes = Array(text.lowercased().utf8)
      #expect(found == bytes.indices.filter { bytes[$0...].starts(with: word.utf8) })
    }
  }

  /// Lower-cases both and tries every place; the letters used keep their length in UTF-8.
  private func slowPlace(of needle: String, in text: String) -> Range<Int>? {
    let (needle, text) = (Array(needle.lowercased().utf8), Array(text.lowercased().utf8))
    guard needle.count <= text.count else { return nil }
    return (0...(text.count - needle.count)).first { text[$0...].starts(with: needle) }
      .map { $0..<($0 + needle.count) }
  }
}
