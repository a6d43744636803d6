import Testing

@testable import Casework

@Suite struct NoteSectionsTests {
  @Test(
    arguments: [
      ("Subjective: a\nObjective: b\nAssessment: c\nPlan: d", "", ["a", "b", "c", "d"]),
      ("s:a\nO :\n\n b\n\n  ASSESSMENT:c\np: d\ne", "", ["a", "b", "c", "d\ne"]),
      ("before\nS: a", "before", ["a", "", "", ""]),
      ("Plan: d\nSubjective: no heading here", "", ["", "", "", "d\nSubjective: no heading here"]),
      ("S: a\nS: said twice", "", ["a\nS: said twice", "", "", ""]),
      (
        "S: a\nSee: not one\nPlanning: neither", "",
        ["a\nSee: not one\nPlanning: neither", "", "", ""]
      ),
      ("no headings at all", "no headings at all", ["", "", "", ""]),
    ] as [(String, String, [String])])
  func `sections begin at their headings, in order`(
    text: String, preamble: String, texts: [String]
  ) {
    let sections = NoteSections(of: text, by: .soap)
    #expect(sections.preamble == preamble)
    #expect(sections.sections.map(\.text) == texts)
  }

  @Test func `free text has no sections and nothing missing`() {
    let sections = NoteSections(of: "Plan: x", by: .free)
    #expect(sections.preamble == "Plan: x")
    #expect(sections.missing.isEmpty && !sections.isEmpty)
  }
}
