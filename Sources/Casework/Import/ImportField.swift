/// The fields of a note that an import knows, by the names under which it finds them by default.
package enum ImportField: Int, Sendable, Hashable, CaseIterable {
  case id, client, date, author, title, kind, template, text
  case start, stop, place, modality, approach

  /// `client`
  package var name: String { String(describing: self) }

  /// Nil for a name that is no field's.
  package init?(named name: String) {
    guard let field = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = field
  }

  /// Without these a record is no note.
  package static let required: [ImportField] = [.client, .text]
}
