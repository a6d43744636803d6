import Foundation
import Testing

@testable import Casework

/// Powers that the table has and nothing asks for yet.
@Suite struct PowersToComeTests {
  // Read from the sources, since a power that a command asks for need not stand in any event.
  @Test func `exactly the powers to come are asked for by no event and no command`() throws {
    let sources = EventCatalogueTests.top.appending(path: "Sources").resolvingSymlinksInPath()
    let tables = ["People/Role.swift", "People/Power.swift", "People/Power+ToCome.swift"]
    var text = ""
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    for case let file as URL in try #require(files) where file.pathExtension == "swift" {
      guard !tables.contains(where: { file.path.hasSuffix("Casework/" + $0) }) else { continue }
      text += try String(contentsOf: file, encoding: .utf8)
    }
    for power in Power.all {
      let name = try Regex(#"\.\#(Self.name(of: power))\b"#)
      #expect(text.contains(name) == !Power.toCome.contains(power), "\(power.code)")
    }
    #expect(!Power.toCome.isEmpty && Power.all.suffix(Power.toCome.count) == Power.toCome[...])
  }

  /// The name that Swift has for it, which its code follows from.
  private static func name(of power: Power) -> String {
    let words = power.code.split(separator: "-")
    return words[0] + words.dropFirst().map(\.capitalized).joined()
  }

  // domain.md §5: mandated reporting never waits for a supervisor's approval; WIC 15630(f).
  @Test func `nothing keeps anybody from a mandated report, and a conflict from all else`() throws {
    for role in Role.all {
      let scene = try PolicyDocument.Scene(of: role)
      for relation in PolicyDocument.Relation.allCases where relation != .none {
        let act = Act(.makeReport, on: .file(relation.file))
        #expect(scene.refusal(of: act) == nil, "\(role.code), \(relation.rawValue)")
      }
      // Recovering is over people, and comes with no role.
      for power in Power.all where !power.withstandsConflict && power != .recover {
        let act = Act(power, on: .file(PolicyDocument.Relation.conflict.file))
        #expect(scene.refusal(of: act) != nil, "\(role.code), \(power.code)")
      }
    }
    #expect(Power.all.filter(\.withstandsConflict) == [.makeReport])
  }

  @Test func `whoever has left reports here no more`() throws {
    var (agency, staff) = try Agency.staffed()
    let file = try agency.openFile(by: staff.clinician)
    agency.state.members[staff.trainee.member]?.left = agency.now
    let act = Act(.makeReport, on: .file(file))
    let refusal = Policy.refusal(of: act, by: staff.trainee.member, in: agency.state)
    #expect(refusal?.reason == .notAMember)
  }

  @Test func `of the two who put on hold or destroy, one is a privacy officer`() {
    for power in [Power.holdFile, .setRetention, .destroyFile] {
      #expect(power.takesTwo)
      let whole = Role.all.filter { $0.powers[power] == .everything }
      #expect(whole == [.privacyOfficer], "\(power.code)")
    }
  }
}
