import Foundation
import Testing

@testable import Casework

@Suite struct EventCatalogueTests {
  /// The top of the repository, found from where this file stands.
  static let top = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  @Test func `the catalogue holds exactly the kinds in the folder`() throws {
    let folder = Self.top.appending(path: "Sources/Casework/Events/Kinds")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let inFolder = files.filter { $0.hasSuffix(".swift") }.map { $0.dropLast(6) }.sorted()
    let inCatalogue = EventCatalogue.kinds.map { "\($0)" }.sorted()
    #expect(inFolder.map(String.init) == inCatalogue)
  }

  @Test func `no word stands for two kinds`() {
    let codes = EventCatalogue.kinds.map { $0.code }
    #expect(Set(codes).count == codes.count)
  }

  @Test func `the documentation describes every kind, and no other`() throws {
    let described = try Self.document().split(separator: "\n")
      .filter { $0.hasPrefix("### `") }.compactMap { $0.split(separator: "`").dropFirst().first }
    #expect(described.map(String.init).sorted() == EventCatalogue.kinds.map { $0.code }.sorted())
  }

  @Test func `every example in the documentation is a line that the code writes`() throws {
    let lines = try Self.document().split(separator: "\n").filter { $0.hasPrefix("{\"event\":") }
    #expect(lines.map(String.init).sorted() == EventExample.all.map(\.line).sorted())
  }

  private static func document() throws -> String {
    try String(contentsOf: top.appending(path: "docs/events.md"), encoding: .utf8)
  }
}
