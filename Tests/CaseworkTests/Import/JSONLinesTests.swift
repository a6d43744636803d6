import Testing

@testable import Casework

@Suite struct JSONLinesTests {
  @Test func `lines are read with their numbers, blank ones skipped`() {
    let text = "\u{feff}{\"a\":1}\r\n\n  \t\r\n{\"a\":\"x\\ny\"}\n{\"a\":3}"
    let reading = Reading(JSONLines(), Array(text.utf8))
    #expect(reading.lines == [1, 4, 5])
    #expect(reading.records.map { $0.fields["a"] } == [1, "x\ny", 3])
    #expect(reading.refused.isEmpty)
  }

  @Test func `a line that is no object is refused and the next one read`() {
    let text = "{\"a\":1}\n[1]\n{\"a\":}\n{\"a\":1,\"a\":2}\n{\"a\":2}\n{\"a"
    let reading = Reading(JSONLines(), Array(text.utf8))
    #expect(reading.lines == [1, 5])
    #expect(
      reading.refused == [
        RefusedRecord(line: 2, reason: .notAnObject),
        RefusedRecord(line: 3, reason: .json(InvalidJSON(.unexpectedByte(0x7d), at: 5))),
        RefusedRecord(line: 4, reason: .json(InvalidJSON(.duplicateKey("a"), at: 0))),
        RefusedRecord(line: 6, reason: .json(InvalidJSON(.unexpectedEnd, at: 3))),
      ])
  }

  @Test func `a line longer than the limit is dropped without filling the memory`() throws {
    var reader = JSONLines()
    var refused: [RefusedRecord] = []
    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 22)
    for _ in 0..<12 {
      reader.feed(piece)
      do throws(RefusedRecord) { _ = try reader.next() } catch { refused.append(error) }
    }
    reader.feed(Array("\n{\"a\":1}\n".utf8))
    reader.finish()
    #expect(refused == [RefusedRecord(line: 1, reason: .tooLong(limit: 20_971_520))])
    #expect(try reader.next()?.line == 2)
  }

  @Test(arguments: [1, 2, 3, 7, 64, 1000])
  func `the size of the pieces makes no difference`(piece: Int) {
    let text =
      "\u{feff}{\"a\":\"é客😀\"}\r\n\nnonsense\n{\"b\":[1,2]}\n\n{\"c\":\"\(String(repeating: "x", count: 200))\"}"
    let bytes = Array(text.utf8)
    #expect(Reading(JSONLines(), bytes, piece: piece) == Reading(JSONLines(), bytes))
  }

  @Test func `a worker's part of a file keeps the file's line numbers`() {
    #expect(Reading(JSONLines(firstLine: 41), Array("{}\n{}".utf8)).lines == [41, 42])
  }

  @Test func `a byte order mark elsewhere is an error`() {
    let reading = Reading(JSONLines(), Array("{}\n\u{feff}{}".utf8))
    #expect(reading.refused.map(\.line) == [2])
  }
}
