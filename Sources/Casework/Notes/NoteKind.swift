/// A kind of note. (Being furnished: replay, policy and the import manifest rely on `code`, `number`,
/// `compartment`, `named(_:)` and `numbered(_:)`; keep these five.)
package struct NoteKind: Hashable, Sendable {
  /// The word that stands in events and on the command line.
  package let code: String
  /// The number that stands in import manifests; never reused.
  package let number: UInt8
  /// `.file` or `.process`.
  package let compartment: CompartmentKind

  package static let progress = NoteKind(code: "progress", number: 1, compartment: .file)
  package static let psychotherapy = NoteKind(
    code: "psychotherapy", number: 2, compartment: .process)
  package static let all: [NoteKind] = [.progress, .psychotherapy]

  package static func named(_ code: String) -> NoteKind? { all.first { $0.code == code } }
  package static func numbered(_ number: UInt8) -> NoteKind? { all.first { $0.number == number } }
}
