/// A record that is not imported, by line and reason. Holds nothing of the note's text.
package struct RefusedRecord: Error, Hashable, Sendable {
  package let line: Int
  package let reason: Reason

  package init(line: Int, reason: Reason) {
    self.line = line
    self.reason = reason
  }

  /// Why, by field or column and never by what stood in it.
  package enum Reason: Error, Hashable, Sendable {
    case json(InvalidJSON)
    case notAnObject
    case tooLong(limit: Int)
    // CSV (RFC 4180)
    case raggedRow(expected: Int, found: Int)
    case unterminatedQuote
    /// A quote in the middle of a field that does not begin with one.
    case strayQuote
    case textAfterClosingQuote
    case invalidUTF8(column: String)
    case duplicateColumn(String)
    // What the record says
    case missing(ImportField)
    case wrongType(ImportField)
    case text(ImportField, InvalidText)
    case time(ImportField, InvalidEventTime)
    case unknownValue(ImportField)
    case note(InvalidNote)
    /// A column that a psychotherapy note must not have (45 CFR 164.501).
    case excludedColumn(String)
    /// No file of the importer's has this C-number.
    case noSuchClientNumber
    /// More than one client has this name, or had it; their C-numbers tell them apart.
    case ambiguousClient([ClientNumber])
    /// Nobody has this name, and this client had it: whether it is the same person is not known.
    case earlierName(ClientNumber?)

    /// Whether nothing after it can be read, because where the next record begins is not known.
    package var endsReading: Bool {
      switch self {
      case .unterminatedQuote, .duplicateColumn: true
      default: false
      }
    }
  }
}
