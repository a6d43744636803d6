import Foundation
import Testing

/// Files under Fixtures, read whole.
enum Fixture {
  static func bytes(_ path: String) throws -> [UInt8] {
    let folder = try #require(Bundle.module.resourceURL)
    return [UInt8](try Data(contentsOf: folder.appending(path: "Fixtures/\(path)")))
  }
}
