/// What a compartment is for. The number is written into wraps (docs/format.md §4).
///
/// One byte: a vault has a compartment for every case file, and compares kinds on every entry.
package struct CompartmentKind: Hashable, Sendable {
  package let number: UInt8

  package static let vault = CompartmentKind(number: 1)
  package static let oversight = CompartmentKind(number: 2)
  package static let registry = CompartmentKind(number: 3)
  package static let member = CompartmentKind(number: 4)
  package static let file = CompartmentKind(number: 5)
  package static let grant = CompartmentKind(number: 6)
  package static let process = CompartmentKind(number: 7)
  package static let report = CompartmentKind(number: 8)
  package static let emergency = CompartmentKind(number: 9)
  /// A recovery key: nobody holds it, its secret lies in pieces.
  package static let recovery = CompartmentKind(number: 10)

  /// Every kind, in the order of its number.
  package static let all: [CompartmentKind] = [
    .vault, .oversight, .registry, .member, .file, .grant, .process, .report, .emergency,
    .recovery,
  ]

  /// The word that stands in events.
  package var code: String { Self.codes[Int(number) - 1] }

  private static let codes = [
    "vault", "oversight", "registry", "member", "file", "grant", "process", "report", "emergency",
    "recovery",
  ]

  /// The kind that a word in an event means, if it means one.
  package static func named(_ code: String) -> CompartmentKind? { all.first { $0.code == code } }

  /// The kind that a number in a wrap or an archive means, if it means one.
  package static func numbered(_ number: UInt8) -> CompartmentKind? {
    (1...UInt8(all.count)).contains(number) ? CompartmentKind(number: number) : nil
  }
}
