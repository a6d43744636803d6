/// One thing that can be measured: a line in ``all``.
struct Verb: Sendable {
  let name: String
  private let count: Int
  private let body: @Sendable (BenchVault, [String]) throws -> Measurement

  /// A verb that takes a folder and so many arguments after it.
  init(
    _ name: String, taking count: Int = 0,
    body: @escaping @Sendable (BenchVault, [String]) throws -> Measurement
  ) {
    self.name = name
    self.count = count
    self.body = body
  }

  func run(folder: String, arguments: [String]) throws -> Measurement {
    guard arguments.count == count else { throw WrongArguments(expected: count) }
    return try body(BenchVault(in: folder), arguments)
  }
}

extension Verb {
  /// In the order in which Benchmarks/README.md lists them.
  static let all: [Verb] = [
    .prepare, .importing, .caseFiles, .write, .search, .verify, .show, .unlock, .facts,
    .rotate, .prepareAgency, .offboard, .prepareLarge, .decide,
  ]

  static var names: String { all.map(\.name).joined(separator: ", ") }

  static func named(_ name: String) -> Verb? { all.first { $0.name == name } }

  static func number(_ argument: String) throws -> Int {
    guard let number = Int(argument), number > 0 else { throw NoNumber(argument: argument) }
    return number
  }
}

struct WrongArguments: Error {
  let expected: Int
}

struct NoNumber: Error {
  let argument: String
}

/// The vault is not the one that the notes were made for, or does not verify.
struct WrongVault: Error {}
