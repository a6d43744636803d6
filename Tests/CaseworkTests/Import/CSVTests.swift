import Testing

@testable import Casework

@Suite struct CSVTests {
  private func read(_ text: String, piece: Int = 1 << 20) -> Reading {
    Reading(CSV(), Array(text.utf8), piece: piece)
  }

  @Test func `rows are read by the names of the header`() {
    let reading = read(
      "\u{feff}id, client ,text\r\n1,Ann,\"said \"\"no\"\",\nthen left\"\r\n\r\n2,\"\",plain\n3,x,\"\"\"\""
    )
    #expect(reading.lines == [2, 5, 6])
    #expect(
      reading.records.map { $0.fields["text"] } == ["said \"no\",\nthen left", "plain", "\""])
    #expect(reading.records.map { $0.fields["client"] } == ["Ann", "", "x"])
    #expect(reading.refused.isEmpty)
  }

  @Test(
    arguments: [
      ("a,b\n1\n2,3\n", 2, .raggedRow(expected: 2, found: 1), [3]),
      ("a,b\n1,2,3\n2,3\n", 2, .raggedRow(expected: 2, found: 3), [3]),
      ("a,b\n1,2\n\"x\ny,3\n4,5\n", 3, .unterminatedQuote, [2]),
      ("a,b\n1,say \"no\"\n2,3\n", 2, .strayQuote, [3]),
      ("a,b\r1,say \"no\"\r2,3\r", 2, .strayQuote, [3]),
      ("a,b\n\"1\"x,2\n2,3\n", 2, .textAfterClosingQuote, [3]),
      ("a,b,a\n1,2,3\n", 1, .duplicateColumn("a"), []),
    ] as [(String, Int, RefusedRecord.Reason, [Int])])
  func `malformed rows are refused by line`(
    text: String, line: Int, reason: RefusedRecord.Reason, others: [Int]
  ) {
    let reading = read(text)
    #expect(reading.refused == [RefusedRecord(line: line, reason: reason)])
    #expect(reading.lines == others)
  }

  @Test func `invalid UTF-8 is refused by column`() {
    let bytes = Array("a,b\n1,".utf8) + [0xe9] + Array("\n2,3\n".utf8)
    let reading = Reading(CSV(), bytes)
    #expect(reading.refused == [RefusedRecord(line: 2, reason: .invalidUTF8(column: "b"))])
    #expect(reading.lines == [3])
  }

  @Test func `old line ends and other separators are read`() {
    #expect(read("a,b\r1,2\r3,4").lines == [2, 3])
    let reading = Reading(CSV(separator: ";"), Array("a;b\n1,5;2\n".utf8))
    #expect(reading.records.first?.fields["a"] == "1,5")
  }

  @Test(arguments: ["", "\n\n", "\u{feff}", "a,b", "a,b\n"])
  func `a file without rows has no records`(text: String) {
    #expect(read(text).records.isEmpty && read(text).refused.isEmpty)
  }

  /// Else the second row would give the names, and a whole file would be read under somebody's words.
  @Test(arguments: ["a,\"b\"x\n1,2\n3,4\n", "a,b\"\n1,2\n3,4\n", "a,a\n1,2\n3,4\n"])
  func `behind a first row that cannot be read nothing is`(text: String) {
    for piece in [1, 4, 100] {
      let reading = read(text, piece: piece)
      #expect(reading.records.isEmpty)
      #expect(reading.refused.map(\.line) == [1])
    }
  }

  @Test(arguments: [1, 2, 3, 5, 17, 100])
  func `the size of the pieces makes no difference`(piece: Int) {
    let text =
      "\u{feff}a,b\r\n1,\"x\"\"y\"\r\n\"\r\n\",é客\n\"\",\n1\nz\"z,1\n\"k\"k,1\n5,\"\(String(repeating: "w\n", count: 300))\"\n6,7"
    #expect(read(text, piece: piece) == read(text))
    #expect(read(text).lines == [2, 3, 5, 9, 310])
  }

  // Found by fuzzing: the mark was left out behind a lone CR, if the file happened to be cut there.
  @Test(arguments: [1, 4, 100])
  func `a byte order mark is text but at the very beginning`(piece: Int) {
    let reading = read("\u{feff}\u{feff}a,b\r\u{feff}1,2\n", piece: piece)
    #expect(reading.records.first?.fields.members.map(\.key) == ["\u{feff}a", "b"])
    #expect(reading.records.map { $0.fields["\u{feff}a"] } == ["\u{feff}1"])
  }

  @Test func `a quote that is never closed ends the reading at the limit`() {
    var reader = CSV()
    var refused: [RefusedRecord] = []
    reader.feed(Array("a\n\"".utf8))
    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 22)
    for _ in 0..<12 where refused.isEmpty {
      reader.feed(piece)
      do throws(RefusedRecord) { _ = try reader.next() } catch { refused.append(error) }
    }
    #expect(refused == [RefusedRecord(line: 2, reason: .tooLong(limit: 20_971_520))])
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `what is written by the rules is read back`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let rows = (0..<5).map { _ in
        (0..<3).map { _ in String.random(using: &generator).replacing("\u{0}", with: "\r\n") }
      }
      let quoted = rows.map { row in
        row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",")
      }
      let text = "a,b,c\n" + quoted.joined(separator: "\n")
      let reading = read(text, piece: Int.random(in: 1...99, using: &generator))
      #expect(
        reading.records.map { $0.fields.members.compactMap(\.value.string) } == rows, "seed \(seed)"
      )
    }
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `no bytes stop the reader`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let alphabet = Array("ab,\"\"\r\n\n".utf8) + [0xff]
    for _ in 0..<300 {
      let bytes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
        alphabet[Int.random(in: alphabet.indices, using: &generator)]
      }
      let piece = Int.random(in: 1...9, using: &generator)
      #expect(Reading(CSV(), bytes, piece: piece) == Reading(CSV(), bytes), "seed \(seed)")
    }
  }
}
