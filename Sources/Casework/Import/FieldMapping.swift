/// Which column or key of a file holds which field: `--map text=body` for a file that calls it `body`.
package struct FieldMapping: Sendable, Hashable {
  private let columns: [ImportField: String]
  private let fields: [String: ImportField]

  /// Every field under its own name.
  package static let standard = FieldMapping(columns: [:])

  /// Reads `FIELD=COLUMN` once for each field that has another name in the file.
  package init(_ typed: [String]) throws(InvalidFieldMapping) {
    var columns: [ImportField: String] = [:]
    for entry in typed {
      let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[1].isEmpty else { throw .malformed(entry) }
      guard let field = ImportField(named: String(parts[0])) else {
        throw .unknownField(String(parts[0]))
      }
      guard columns[field] == nil else { throw .fieldTwice(field) }
      columns[field] = String(parts[1])
    }
    self.init(columns: columns)
    guard fields.count == ImportField.allCases.count - displaced.count else {
      throw .columnTwice
    }
  }

  private init(columns: [ImportField: String]) {
    self.columns = columns
    var fields: [String: ImportField] = [:]
    for field in ImportField.allCases where columns[field] == nil { fields[field.name] = field }
    // What was typed wins over a default name: with title=text, the column "text" is the title.
    for (field, column) in columns { fields[column] = field }
    self.fields = fields
  }

  /// Fields whose default name was given to another field, and that got no other.
  private var displaced: [ImportField] {
    ImportField.allCases.filter { field in
      columns[field] == nil && columns.values.contains(field.name)
    }
  }

  /// The field that a column holds; nil for one that an import does not know.
  package func field(of column: String) -> ImportField? { fields[column] }

  /// Looks whether a file whose first row names these columns has all that it must: the required fields'
  /// and those that were typed, which would else be lost in silence. Throws ``MissingColumns``.
  package func check(header: [String]) throws(MissingColumns) {
    let missing = ImportField.allCases.filter { field in
      let isNeeded = ImportField.required.contains(field) || columns[field] != nil
      return isNeeded && !header.contains(column(of: field))
    }
    guard missing.isEmpty else {
      throw MissingColumns(self.missing(missing, among: header), inHeader: true)
    }
  }

  /// Looks whether all records of a file lack a required field's column. Throws ``MissingColumns``.
  package func check(records: ImportedNoteReader.Seen) throws(MissingColumns) {
    let missing = ImportField.required.filter { records.all(lack: $0) }
    guard missing.isEmpty else {
      let others = records.ignoredColumns.keys.sorted()
      throw MissingColumns(self.missing(missing, among: others), inHeader: false)
    }
  }

  private func missing(
    _ fields: [ImportField], among others: [String]
  ) -> [MissingColumns.Column] {
    fields.map { field in
      let name = column(of: field)
      let alike = others.first { $0.lowercased() == name.lowercased() }
      return MissingColumns.Column(field: field, name: name, alike: alike)
    }
  }

  private func column(of field: ImportField) -> String { columns[field] ?? field.name }
}

/// A file lacks columns without which none of its records could be imported as it was meant.
package struct MissingColumns: Error, Hashable, Sendable {
  package struct Column: Hashable, Sendable {
    package let field: ImportField
    package let name: String
    /// A column of the file whose name differs only in its case. No other is told: where a file begins
    /// without the names of its columns, what stands in their place is somebody's text.
    package let alike: String?

    package init(field: ImportField, name: String, alike: String? = nil) {
      (self.field, self.name, self.alike) = (field, name, alike)
    }
  }

  package let columns: [Column]
  /// Whether the file's first row should have named them, and not each record.
  package let inHeader: Bool

  package init(_ columns: [Column], inHeader: Bool) {
    (self.columns, self.inHeader) = (columns, inHeader)
  }
}

/// Why a `--map` says nothing.
package enum InvalidFieldMapping: Error, Hashable, Sendable {
  /// Not of the form FIELD=COLUMN.
  case malformed(String)
  case unknownField(String)
  case fieldTwice(ImportField)
  /// One column cannot be two fields.
  case columnTwice
}
