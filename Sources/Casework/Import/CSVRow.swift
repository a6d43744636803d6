/// One row of a CSV file as ranges of bytes; nothing is copied until it is known to be whole.
struct CSVRow {
  struct Field {
    /// Without the quotes around it.
    let range: Range<Int>
    let isQuoted: Bool
    let hasDoubledQuotes: Bool
  }

  enum Outcome: Equatable {
    case complete
    /// The bytes end before the row does, and more may come.
    case incomplete
    case malformed(RefusedRecord.Reason)
  }

  private(set) var fields: [Field] = []
  /// Where the next row begins; behind the end of the line that a malformed row breaks off in.
  private(set) var end: Int
  private(set) var outcome = Outcome.complete
  private let separator: UInt8
  private let isLast: Bool

  /// - Parameter isLast: whether the bytes end where the file does.
  init(in bytes: Span<UInt8>, from start: Int, separator: UInt8, isLast: Bool) {
    end = start
    self.separator = separator
    self.isLast = isLast
    while outcome == .complete {
      if end < bytes.count, bytes[end] == Self.quote {
        readQuotedField(in: bytes)
      } else {
        readPlainField(in: bytes)
      }
      guard outcome == .complete, !endsRow(in: bytes) else { break }
    }
    if case .malformed(let reason) = outcome, !reason.endsReading { skipLine(in: bytes) }
  }

  private mutating func readPlainField(in bytes: Span<UInt8>) {
    let start = end
    while end < bytes.count {
      switch bytes[end] {
      case separator, 0x0a, 0x0d:
        return fields.append(
          Field(range: start..<end, isQuoted: false, hasDoubledQuotes: false))
      case Self.quote:
        outcome = .malformed(.strayQuote)
        return
      default: end += 1
      }
    }
    guard isLast else {
      outcome = .incomplete
      return
    }
    fields.append(Field(range: start..<end, isQuoted: false, hasDoubledQuotes: false))
  }

  private mutating func readQuotedField(in bytes: Span<UInt8>) {
    let start = end + 1
    var position = start
    var hasDoubledQuotes = false
    while let quote = bytes.firstIndex(of: Self.quote, from: position) {
      if quote + 1 < bytes.count, bytes[quote + 1] == Self.quote {
        hasDoubledQuotes = true
        position = quote + 2
        continue
      }
      // At the very end this may be the first of two quotes.
      guard quote + 1 < bytes.count || isLast else {
        outcome = .incomplete
        return
      }
      end = quote + 1
      return fields.append(
        Field(range: start..<quote, isQuoted: true, hasDoubledQuotes: hasDoubledQuotes))
    }
    outcome = isLast ? .malformed(.unterminatedQuote) : .incomplete
  }

  /// Steps over what stands behind a field; true if that ends the row.
  private mutating func endsRow(in bytes: Span<UInt8>) -> Bool {
    guard end < bytes.count else {
      if !isLast { outcome = .incomplete }
      return true
    }
    switch bytes[end] {
    case separator:
      end += 1
      return false
    case 0x0a:
      end += 1
    case 0x0d:
      // A lone CR ends a row too, as old spreadsheets write it; the LF may not have been fed yet.
      guard end + 1 < bytes.count || isLast else {
        outcome = .incomplete
        return true
      }
      end += end + 1 < bytes.count && bytes[end + 1] == 0x0a ? 2 : 1
    default:
      outcome = .malformed(.textAfterClosingQuote)
    }
    return true
  }

  private mutating func skipLine(in bytes: Span<UInt8>) {
    // To a lone CR too: where those end rows, the next line feed may be the end of the file.
    while end < bytes.count, bytes[end] != 0x0a, bytes[end] != 0x0d { end += 1 }
    _ = endsRow(in: bytes)
  }

  private static let quote = UInt8(ascii: "\"")
}
