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

  /// The columns that must be there and are not: the required fields' and those that were typed.
  package func missingColumns(in header: [String]) -> [String] {
    ImportField.allCases
      .filter { ImportField.required.contains($0) || columns[$0] != nil }
      .map { columns[$0] ?? $0.name }
      .filter { !header.contains($0) }
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
