import Casework
import Testing

@testable import CaseVault

@Suite struct ImportBlockTests {
  /// What comes of a file that is given in pieces: how much was held at once, and each line's number with
  /// what was wrong with it.
  private func read(
    _ pieces: [[UInt8]]
  ) throws -> (largest: Int, lines: [(Int, RefusedRecord.Reason?)]) {
    var pieces = pieces[...]
    var blocks = ImportBlocks(of: { pieces.popFirst() }, as: .jsonLines)
    var largest = 0
    var lines: [(Int, RefusedRecord.Reason?)] = []
    while let block = try blocks.next() {
      if case .lines(let bytes, _) = block { largest = max(largest, bytes.count) }
      block.each { result in
        switch result {
        case .success(let record): lines.append((record.line, nil))
        case .failure(let refused): lines.append((refused.line, refused.reason))
        }
      }
    }
    return (largest, lines)
  }

  @Test func `a line without an end fills no memory, and what follows is read`() throws {
    // 24 MiB; a record has at most 20.
    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    let object = Array(#"{"client":"Maria Lopez","text":"One."}"#.utf8)
    let newline = UInt8(ascii: "\n")
    let ending = try read(Array(repeating: piece, count: 24) + [[newline] + object + [newline]])
    #expect(ending.lines.map(\.0) == [1, 2])
    #expect(ending.lines.map(\.1) == [.tooLong(limit: 20_971_520), nil])
    #expect(ending.largest < 22_020_096)
    let endless = try read([object + [newline]] + Array(repeating: piece, count: 24))
    #expect(endless.lines.map(\.0) == [1, 2])
    #expect(endless.lines.map(\.1) == [nil, .tooLong(limit: 20_971_520)])
    #expect(endless.largest < 22_020_096)
  }

  @Test func `the header of a file is read ahead, and no row is lost or waited for`() throws {
    func blocks(_ pieces: [String], as format: ImportFormat = .csv) -> ImportBlocks {
      var pieces = pieces[...]
      return ImportBlocks(of: { pieces.popFirst().map { Array($0.utf8) } }, as: format)
    }
    var whole = blocks(["client,te", "xt\nBo Wu,One.\n", "Bo Wu,Two.\n"])
    #expect(try whole.header() == ["client", "text"])
    #expect(try whole.header() == ["client", "text"])
    var lines: [Int] = []
    while let block = try whole.next() {
      try block.each { lines.append(try $0.get().line) }
    }
    #expect(lines == [2, 3])
    var unreadable = blocks(["client,\"text\"x\n", "Bo Wu,One.\n"])
    #expect(throws: RefusedRecord(line: 1, reason: .textAfterClosingQuote)) {
      try unreadable.header()
    }
    var empty = blocks([])
    #expect(try empty.header() == nil)
    var other = blocks(["{}\n"], as: .jsonLines)
    #expect(try other.header() == nil)
    #expect(other.read == 0)
  }

  @Test func `a line longer than a block comes whole`() throws {
    let text = String(repeating: "a", count: 700_000)
    let file = Array((#"{"client":"Bo Wu","text":"\#(text)"}"# + "\n").utf8)
    let pieces = stride(from: 0, to: file.count, by: 65_536).map {
      Array(file[$0..<min($0 + 65_536, file.count)])
    }
    let (largest, lines) = try read(pieces)
    #expect(largest == file.count)
    #expect(lines.map(\.0) == [1])
    #expect(lines.map(\.1) == [nil])
  }
}
