/// What a compartment is for. The number is written into wraps (docs/format.md §4).
public struct CompartmentKind: Hashable, Sendable {
  package let number: UInt8
  /// The word that stands in events.
  public let code: String

  public static let vault = CompartmentKind(number: 1, code: "vault")
  public static let oversight = CompartmentKind(number: 2, code: "oversight")
  public static let registry = CompartmentKind(number: 3, code: "registry")
  public static let member = CompartmentKind(number: 4, code: "member")
  public static let file = CompartmentKind(number: 5, code: "file")
  public static let grant = CompartmentKind(number: 6, code: "grant")
  public static let process = CompartmentKind(number: 7, code: "process")
  public static let report = CompartmentKind(number: 8, code: "report")
  public static let emergency = CompartmentKind(number: 9, code: "emergency")

  /// Every kind, in the order of its number.
  public static let all: [CompartmentKind] = [
    .vault, .oversight, .registry, .member, .file, .grant, .process, .report, .emergency,
  ]

  /// The kind that a word in an event means, if it means one.
  package static func named(_ code: String) -> CompartmentKind? { all.first { $0.code == code } }
}
