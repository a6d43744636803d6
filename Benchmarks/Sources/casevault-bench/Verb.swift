/// One thing that can be measured: a line in ``all``, a file of its own.
struct Verb: Sendable {
  let name: String
  private let body: @Sendable (String, [String]) throws -> Measurement

  init(_ name: String, body: @escaping @Sendable (String, [String]) throws -> Measurement) {
    self.name = name
    self.body = body
  }

  func run(folder: String, arguments: [String]) throws -> Measurement {
    try body(folder, arguments)
  }
}

extension Verb {
  /// In the order in which Benchmarks/README.md lists them.
  static let all: [Verb] = []

  static var names: String { all.map(\.name).joined(separator: ", ") }

  static func named(_ name: String) -> Verb? { all.first { $0.name == name } }
}
