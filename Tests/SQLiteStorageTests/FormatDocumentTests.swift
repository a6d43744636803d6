import Foundation
import Testing

@testable import SQLiteStorage

/// docs/format.md says how the tables are written, for a reader in another language that compares them.
@Suite struct FormatDocumentTests {
  @Test func `the document has the tables that the program makes, letter for letter`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let document = try String(contentsOf: root.appending(path: "docs/format.md"), encoding: .utf8)
    let block = try #require(document.split(separator: "```sql\n").dropFirst().first)
    let written = block.prefix { $0 != "`" }.split(separator: "\n").map(String.init)
    #expect(written == Schema.objects.map(\.value))
    #expect(written.count == 6)
    #expect(document.contains("`user_version` (offset 60)\nis \(Schema.formatVersion)."))
    #expect(document.contains("Format version \(Schema.formatVersion), suite 1 "))
  }
}
