/// Reads comma-separated values (RFC 4180) with a header row: quoted fields with commas, line ends and
/// doubled quotes inside, CR LF or LF, a byte order mark allowed, blank lines skipped.
///
/// Our own because SwiftCSV 0.10.0 takes the whole file as one string and walks it by character, knows
/// no line numbers, fills ragged rows up in silence and takes an unterminated quote for the end of the
/// last field. An import that puts half a file into one note must be refused instead.
package struct CSV: ImportReader {
  /// The names of the header row, once it has been read.
  package private(set) var columns: [String]?
  private var buffer: [UInt8] = []
  private var start = 0
  private var line = 1
  /// Until the first bytes were seen: a byte order mark further on is text.
  private var isAtBeginning = true
  private var isFinished = false
  private var hasFailed = false
  /// Below this many bytes an incomplete row is not tried again. Doubling it keeps the work linear when
  /// a long field arrives in small pieces.
  private var retryAt = 0
  private let separator: UInt8

  /// - Parameter separator: what stands between fields; a comma, or a semicolon or tab where a
  ///   program's locale made it one. Anything but ASCII is taken for a comma.
  package init(separator: Character = ",") { self.separator = separator.asciiValue ?? 0x2c }

  package mutating func feed(_ chunk: [UInt8]) {
    buffer.removeSubrange(..<start)
    start = 0
    if buffer.isEmpty { buffer = chunk } else { buffer += chunk }
  }

  package mutating func finish() {
    isFinished = true
    retryAt = 0
  }

  package mutating func next() throws(RefusedRecord) -> ImportRecord? {
    while let row = try nextRow() {
      let isBlank = row.fields.count == 1 && row.fields[0].range.isEmpty && !row.fields[0].isQuoted
      if isBlank { continue }
      if let columns {
        return ImportRecord(line: row.line, fields: try record(of: row, under: columns))
      }
      do throws(RefusedRecord) {
        columns = try header(of: row)
      } catch {
        hasFailed = true
        throw error
      }
    }
    return nil
  }

  private func header(of row: NumberedRow) throws(RefusedRecord) -> [String] {
    var names: [String] = []
    for (index, field) in row.fields.enumerated() {
      names.append(UTF8Text.trimmed(try text(of: field, column: "\(index + 1)", line: row.line)))
    }
    let twice = names.enumerated().first { names[..<$0.offset].contains($0.element) }
    if let twice { throw RefusedRecord(line: row.line, reason: .duplicateColumn(twice.element)) }
    return names
  }

  private func record(
    of row: NumberedRow, under columns: [String]
  ) throws(RefusedRecord) -> JSONObject {
    guard row.fields.count == columns.count else {
      throw RefusedRecord(
        line: row.line, reason: .raggedRow(expected: columns.count, found: row.fields.count))
    }
    var record = JSONObject()
    for (column, field) in zip(columns, row.fields) {
      record.append(column, .string(try text(of: field, column: column, line: row.line)))
    }
    return record
  }

  private func text(
    of field: CSVRow.Field, column: String, line: Int
  ) throws(RefusedRecord) -> String {
    do throws(InvalidText) {
      guard field.hasDoubledQuotes else {
        return try UTF8Text.string(from: buffer.span.extracting(field.range))
      }
      return try UTF8Text.string(from: unquoted(field.range).span)
    } catch { throw RefusedRecord(line: line, reason: .invalidUTF8(column: column)) }
  }

  /// Copies piece by piece up to and with the first quote of each pair.
  private func unquoted(_ range: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    var pieceStart = range.lowerBound
    let content = buffer.span.extracting(..<range.upperBound)
    while let quote = content.firstIndex(of: UInt8(ascii: "\""), from: pieceStart) {
      bytes += buffer[pieceStart...quote]
      pieceStart = quote + 2
    }
    return bytes + buffer[min(pieceStart, range.upperBound)..<range.upperBound]
  }
}

// MARK: - Rows

extension CSV {
  private struct NumberedRow {
    let line: Int
    let fields: [CSVRow.Field]
  }

  private mutating func nextRow() throws(RefusedRecord) -> NumberedRow? {
    guard !hasFailed, start < buffer.count, buffer.count - start >= retryAt else { return nil }
    stepOverByteOrderMark()
    let row = CSVRow(in: buffer.span, from: start, separator: separator, isLast: isFinished)
    let first = line
    switch row.outcome {
    case .complete:
      advance(to: row.end)
      return NumberedRow(line: first, fields: row.fields)
    case .malformed(let reason):
      advance(to: row.end)
      // The row behind it has no names of columns to give, and nothing can be read without.
      hasFailed = reason.endsReading || columns == nil
      throw RefusedRecord(line: first, reason: reason)
    case .incomplete:
      let length = buffer.count - start
      retryAt = length * 2
      guard length > maximumRecordLength else { return nil }
      // A quote that was never closed looks like this too, and there is no telling them apart.
      hasFailed = true
      throw RefusedRecord(line: first, reason: .tooLong(limit: maximumRecordLength))
    }
  }

  private mutating func stepOverByteOrderMark() {
    guard isAtBeginning, buffer.starts(with: [0xef, 0xbb, 0xbf]) else { return }
    start = 3
    isAtBeginning = false
  }

  private mutating func advance(to end: Int) {
    isAtBeginning = false
    var position = start
    while let lineFeed = buffer.span.extracting(..<end).firstIndex(of: 0x0a, from: position) {
      line += 1
      position = lineFeed + 1
    }
    // A row that a lone CR ends is a line to whoever looks for it; inside of quotes a CR is text.
    if end > start, buffer[end - 1] == 0x0d { line += 1 }
    start = end
    retryAt = 0
  }
}
