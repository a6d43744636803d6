/// Reads JSON Lines: one object a line (jsonlines.org), UTF-8, blank lines skipped, a byte order mark at
/// the start allowed.
///
/// For several workers, cut the file behind line ends and give each a reader of its own with the number
/// of its first line.
package struct JSONLines: ImportReader {
  private var buffer: [UInt8] = []
  /// Where the next line begins, and up to where it has been searched for its end.
  private var start = 0
  private var searched = 0
  private var line: Int
  private var isFinished = false
  /// Set after a line that was too long, until its end has been found.
  private var isSkipping = false

  package init(firstLine: Int = 1) { line = firstLine }

  package mutating func feed(_ chunk: [UInt8]) {
    buffer.removeSubrange(..<start)
    searched -= start
    start = 0
    if buffer.isEmpty { buffer = chunk } else { buffer += chunk }
  }

  package mutating func finish() { isFinished = true }

  package mutating func next() throws(RefusedRecord) -> ImportRecord? {
    while let (range, number) = try nextLine() {
      if buffer.span.extracting(range).isBlank { continue }
      return ImportRecord(line: number, fields: try object(in: range, line: number))
    }
    return nil
  }

  private func object(in range: Range<Int>, line: Int) throws(RefusedRecord) -> JSONObject {
    let value: JSONValue
    do {
      value = try LenientJSON.parse(buffer, in: range)
    } catch { throw RefusedRecord(line: line, reason: .json(error)) }
    guard case .object(let object) = value else {
      throw RefusedRecord(line: line, reason: .notAnObject)
    }
    return object
  }

  /// The next line without its end, and its number.
  private mutating func nextLine() throws(RefusedRecord) -> (range: Range<Int>, number: Int)? {
    while true {
      guard let end = endOfLine() else {
        try dropEndlessLine()
        return nil
      }
      defer {
        start = min(end + 1, buffer.count)
        searched = start
        line += 1
      }
      if isSkipping {
        isSkipping = false
        continue
      }
      guard end - start <= maximumRecordLength else { throw tooLong }
      let mark: [UInt8] = [0xef, 0xbb, 0xbf]
      let hasMark = line == 1 && buffer[start..<end].starts(with: mark)
      return (start + (hasMark ? 3 : 0)..<end, line)
    }
  }

  /// A line without end must not fill the memory: what was fed of it is dropped, and the rest to come.
  private mutating func dropEndlessLine() throws(RefusedRecord) {
    guard buffer.count - start > maximumRecordLength else { return }
    let wasSkipping = isSkipping
    isSkipping = true
    start = buffer.count
    if !wasSkipping { throw tooLong }
  }

  /// Where the line ends; nil if its end has not been fed yet, or there is no line.
  private mutating func endOfLine() -> Int? {
    if let end = buffer.span.firstIndex(of: UInt8(ascii: "\n"), from: searched) { return end }
    searched = buffer.count
    return isFinished && start < buffer.count ? buffer.count : nil
  }

  private var tooLong: RefusedRecord {
    RefusedRecord(line: line, reason: .tooLong(limit: maximumRecordLength))
  }
}

extension Span<UInt8> {
  fileprivate var isBlank: Bool {
    for index in indices where self[index] > 0x20 { return false }
    return true
  }
}
