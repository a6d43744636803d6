import Foundation
import Testing

@testable import Casework

@Suite struct PolicyDocumentTests {
  static let page = EventCatalogueTests.top.appending(path: "docs/policy.md")

  @Test func `the page says what policy answers, decision by decision`() throws {
    let text = try PolicyDocument.text()
    if ProcessInfo.processInfo.environment["CASEVAULT_WRITE_POLICY"] != nil {
      try text.write(to: Self.page, atomically: true, encoding: .utf8)
    }
    let written = try String(contentsOf: Self.page, encoding: .utf8)
    for (line, (said, decided)) in zip(written.lines, text.lines).enumerated() {
      #expect(said == decided, "line \(line + 1)")
    }
    #expect(written.lines.count == text.lines.count)
  }

  @Test func `every power stands on the page`() throws {
    let scene = try PolicyDocument.Scene(of: .clinician)
    let asked = Set(PolicyDocument.all.map { $0.act(scene).power })
    #expect(asked == Set(Power.all))
  }

  // The page is only as good as the answers in it are different.
  @Test func `every reason that policy has of itself stands on the page`() throws {
    var found: Set<Refusal.Reason> = []
    for role in Role.all {
      let scene = try PolicyDocument.Scene(of: role)
      for row in PolicyDocument.all {
        let refusal = scene.refusal(of: row.act(scene))
        if let refusal {
          found.insert(refusal.reason)
          #expect(refusal.act == row.act(scene))
        }
      }
    }
    // The others are of proposals, or of whoever is no member.
    #expect(
      Set(Refusal.Reason.allCases).subtracting(found) == [
        .notAMember, .ownProposal, .proposalConcernsYou, .proposalLapsed, .proposalWaits,
        // Of terms, and of what a grant's key does not open.
        .ownRequest, .outsideGrant, .ownDuty,
      ])
  }

  @Test(arguments: Role.all.map(\.code))
  func `many files at once are decided as each of them`(code: String) throws {
    let scene = try PolicyDocument.Scene(of: try #require(Role.named(code)))
    for power in PolicyDocument.ofFile + PolicyDocument.toComeOfFile {
      let reached = scene.state.files(reachedBy: power, of: scene.person, at: scene.now).map(\.id)
      let all = PolicyDocument.Relation.allCases.map(\.file) + [PolicyDocument.Scene.shared]
      let allowed = all.filter {
        scene.refusal(of: Act(power, on: .file($0))) == nil
      }
      #expect(Set(reached) == Set(allowed), "\(power.code)")
    }
  }

  @Test func `the table of powers in the documentation is the roles' own`() throws {
    let document = try String(
      contentsOf: EventCatalogueTests.top.appending(path: "docs/events.md"), encoding: .utf8)
    let start = try #require(document.range(of: "| Power | clinician"))
    let end = try #require(document[start.lowerBound...].range(of: "\n\n"))
    let rows = document[start.lowerBound..<end.lowerBound].tableCells
    #expect(rows[0].dropFirst() == Role.all.map(\.code)[...])
    let words: [Reach: String] = [
      .own: "own", .onDuty: "on duty", .granted: "granted", .assigned: "assigned",
      .supervised: "supervised", .withAnother: "with another",
      .everything: "●",
    ]
    for row in rows.dropFirst(2).dropLast() {
      let power = try #require(Power.named(row[0].replacing("`", with: "")), "\(row[0])")
      let expected = Role.all.map { role in role.powers[power].flatMap { words[$0] } ?? "" }
      #expect(row.dropFirst() == expected[...], "\(row[0])")
    }
    #expect(rows.count == Power.all.count + 3)
    #expect(
      rows.last?.dropFirst() == Role.all.map { $0.holds.map(\.code).joined(separator: ", ") }[...])
  }
}

extension StringProtocol {
  fileprivate var lines: [SubSequence] { split(separator: "\n", omittingEmptySubsequences: false) }

  /// Each line's cells, without the spaces around them.
  var tableCells: [[String]] {
    split(separator: "\n").map { line in
      line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }
}
