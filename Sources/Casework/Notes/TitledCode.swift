/// A row of a table that people name by a short word or by its title, such as a modality.
package protocol TitledCode: Sendable {
  /// The word that stands in headers and on the command line.
  var code: String { get }
  /// What a person reads, in lower case.
  var title: String { get }
  /// Every row, in the order in which they are listed to people.
  static var all: [Self] { get }
}

extension TitledCode {
  /// The row of exactly this code, as stored headers name it.
  package static func named(code: String) -> Self? { all.first { $0.code == code } }

  /// By code or title, in any case, as people and other programs write it.
  package static func named(_ text: String) -> Self? {
    let text = UTF8Text.trimmed(text).lowercased()
    return all.first { $0.code == text || $0.title == text }
  }
}
