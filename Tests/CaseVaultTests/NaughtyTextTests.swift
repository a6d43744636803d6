import Casework
import Foundation
import Testing

@testable import CaseVault

/// The Big List of Naughty Strings as texts of notes, each one opened again.
@Suite struct NaughtyTextTests {
  @Test func `every text that is taken in comes back byte for byte`() throws {
    let list = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "CaseworkTests/Fixtures/bad-input/blns.json")
    let strings = try #require(try LenientJSON.parse(Array(Data(contentsOf: list))).array)
      .compactMap(\.string)
    let records = try strings.enumerated().map { index, string in
      let record = JSONObject([
        ("id", .string("\(index)")), ("client", "Plain Name"), ("text", .string(string)),
      ])
      return String(decoding: try StrictJSON.write(record), as: UTF8.self)
    }
    let practice = try Practice()
    let vault = try practice.soloVault(Person("Ana Ruiz"))
    let report = try vault.importLines(records.joined(separator: "\n"), keepingGoing: true)
    let refused = Set(report.refused.map(\.line))
    // 515 strings, of which those that say nothing or hold a control character are refused.
    #expect(report.imported + refused.count == 515)
    #expect(report.imported > 480)
    let file = try #require(try vault.clients().first).file
    var seen: Set<Int> = []
    for listed in try vault.notes(of: file) {
      let note = try vault.read(listed.record.id, to: .program).note
      let index = try #require(note.source?.id.flatMap { Int($0) })
      #expect(note.text.utf8.elementsEqual(strings[index].utf8), "\(strings[index])")
      seen.insert(index)
    }
    #expect(seen == Set(strings.indices.filter { !refused.contains($0 + 1) }))
  }
}
