import Casework

/// A piece of an import that one thread works through on its own.
enum ImportBlock: Sendable {
  /// Whole lines of JSON Lines, the first with this number.
  case lines([UInt8], first: Int)
  /// Records that had to be read in order, as those of CSV.
  case records([Result<ImportRecord, RefusedRecord>])

  /// Goes through the records, good and refused.
  func each(_ body: (Result<ImportRecord, RefusedRecord>) throws -> Void) rethrows {
    switch self {
    case .records(let records): try records.forEach(body)
    case .lines(let bytes, let first):
      var reader = JSONLines(firstLine: first)
      reader.feed(bytes)
      reader.finish()
      while let next = reader.nextResult() { try body(next) }
    }
  }
}

extension ImportReader {
  /// The next record or refusal; nil if more bytes are needed, or at the end.
  mutating func nextResult() -> Result<ImportRecord, RefusedRecord>? {
    do throws(RefusedRecord) {
      return try next().map { .success($0) }
    } catch {
      return .failure(error)
    }
  }
}

/// What a file of notes looks like.
package enum ImportFormat: String, Sendable, CaseIterable {
  case jsonLines = "jsonl"
  case csv
}

/// Cuts a file into blocks, in memory bounded by the block's size and the longest record.
struct ImportBlocks {
  private static let size = 256 * 1024
  private let source: () throws -> [UInt8]?
  private var csv: CSV?
  private var held: [UInt8] = []
  private var line = 1
  private var isAtEnd = false
  /// Read ahead for what stands before it.
  private var first: ImportBlock?
  /// Bytes read so far, for the progress bar.
  private(set) var read = 0

  init(of source: @escaping () throws -> [UInt8]?, as format: ImportFormat) {
    self.source = source
    csv = format == .csv ? CSV() : nil
  }

  /// The columns that a CSV file's first row names; nil for another file, and one with nothing in it. Throws
  /// ``RefusedRecord`` for a first row that cannot be read: nothing behind it can be, then.
  mutating func header() throws -> [String]? {
    guard csv != nil else { return nil }
    if csv?.columns == nil, first == nil { first = try next() }
    if csv?.columns == nil, case .records(let records) = first,
      case .failure(let refused)? = records.first
    {
      throw refused
    }
    return csv?.columns
  }

  mutating func next() throws -> ImportBlock? {
    if let block = first.take() { return block }
    return csv == nil ? try nextLines() : try nextRecords()
  }

  private mutating func nextLines() throws -> ImportBlock? {
    while held.count < Self.size, !isAtEnd { try fill() }
    guard !held.isEmpty else { return nil }
    let end = try endOfLines()
    // The bytes go on as they are; what is copied is the beginning of the next block.
    var lines: [UInt8] = []
    lines.reserveCapacity(Self.size + Self.size / 2)
    lines += held[end...]
    held.removeLast(held.count - end)
    swap(&lines, &held)
    defer { line += lines.span.count(of: newline) }
    return .lines(lines, first: line)
  }

  /// Behind the last line that is held whole. One longer than a block is taken in until it ends; of one
  /// longer than a record may be, just so much that its reader refuses it.
  private mutating func endOfLines() throws -> Int {
    var searched = 0
    while !isAtEnd {
      if let last = held[searched...].lastIndex(of: newline) { return last + 1 }
      held.removeLast(max(0, held.count - maximumRecordLength - 1))
      searched = held.count
      try fill()
    }
    return held.count
  }

  private mutating func fill() throws {
    guard let chunk = try source() else {
      isAtEnd = true
      return
    }
    read += chunk.count
    held += chunk
  }

  private mutating func nextRecords() throws -> ImportBlock? {
    var records: [Result<ImportRecord, RefusedRecord>] = []
    while records.count < 128 {
      if let next = csv?.nextResult() {
        records.append(next)
        if case .failure(let refused) = next, refused.reason.endsReading || csv?.columns == nil {
          isAtEnd = true
        }
      } else if isAtEnd {
        break
      } else if let chunk = try source() {
        read += chunk.count
        csv?.feed(chunk)
      } else {
        isAtEnd = true
        csv?.finish()
      }
    }
    return records.isEmpty ? nil : .records(records)
  }

  private var newline: UInt8 { UInt8(ascii: "\n") }
}
