/// The texts of one record by field; a blank one is not there.
struct ImportedValues {
  private var texts: [String?] = Array(repeating: nil, count: ImportField.allCases.count)

  subscript(field: ImportField) -> String? {
    get { texts[field.rawValue] }
    set { texts[field.rawValue] = newValue.flatMap { UTF8Text.isBlank($0) ? nil : $0 } }
  }

  /// A short field on one line.
  func line(_ field: ImportField) throws(RefusedRecord.Reason) -> String? {
    guard let text = self[field] else { return nil }
    do {
      return try UTF8Text.singleLine(text, maximumCharacters: 200)
    } catch { throw .text(field, error) }
  }
}
