import Foundation
import ParserChecks

/// The inputs that are kept in the repository: seeds, from which a fuzzer starts, and what a fuzzer
/// found a fault with once.
enum KeptInputs {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures")

  static let seeds = "seeds"
  static let found = "found"

  /// Every input below `Fixtures/KIND/PARSER`, with its path for a failure's sake.
  static func all(_ kind: String, of parser: String) throws -> [(path: String, bytes: [UInt8])] {
    let folder = folder.appending(path: "\(kind)/\(parser)")
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
      ("\(kind)/\(parser)/\(name)", Array(try Data(contentsOf: folder.appending(path: name))))
    }
  }
}
