import Foundation
import Testing

/// The threat table of SECURITY.md.
private struct ThreatTable {
  struct Row { let threat: String, answer: String, shownBy: String }
  let rows: [Row]

  init() throws {
    let page = try House.text(of: "SECURITY.md")
    let fromHeading = page.split(separator: "\n## The threats\n").last ?? ""
    let section = fromHeading.split(separator: "\n## ").first ?? ""
    rows = section.split(separator: "\n").compactMap(Self.row(in:))
  }

  private static func row(in line: Substring) -> Row? {
    guard line.hasPrefix("| "), !line.hasPrefix("| Threat |") else { return nil }
    let cells: [String] = line.split(separator: "|").map { cell in
      cell.trimmingCharacters(in: .whitespaces)
    }
    guard cells.count == 3 else { return nil }
    return Row(threat: cells[0], answer: cells[1], shownBy: cells[2])
  }
}

/// The names of all tests, as sentences.
private func testNames() throws -> Set<String> {
  Set(try House.swiftFiles(below: "Tests").flatMap { try $0.text.captures(of: "func `([^`]+)`") })
}

@Test func `every test that SECURITY names exists`() throws {
  let known = try testNames()
  let named = try ThreatTable().rows.flatMap { try $0.shownBy.captures(of: "`([^`]+)`") }
  #expect(named.count >= 10)
  #expect(named.filter { !known.contains($0) } == [])
}

@Test func `every threat has an answer, and a test or the work that will bring one`() throws {
  let rows = try ThreatTable().rows
  #expect(rows.count >= 35)
  let silent = rows.filter { row in
    row.answer.isEmpty
      || !(row.shownBy.contains("`")
        || row.shownBy.contains(/not shown yet \((?:issue \d+|later)\)/))
  }
  #expect(silent.map(\.threat) == [])
}
