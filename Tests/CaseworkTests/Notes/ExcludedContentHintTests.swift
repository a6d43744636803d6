import Testing

@testable import Casework

@Suite struct ExcludedContentHintTests {
  @Test(
    arguments: [
      ("Started Sertraline 50mg.", ["medication prescription and monitoring"]),
      ("PHQ-9 was 14; prognosis guarded.", ["results of clinical tests", "prognosis"]),
      ("We agreed on weekly sessions.", ["modalities and frequencies of treatment"]),
      ("A 50-minute session.", ["session start and stop times"]),
      ("Diagnosed with PTSD", ["diagnosis"]),
    ] as [(String, [String])])
  func `content that the regulation excludes is hinted at once`(text: String, titles: [String]) {
    #expect(ExcludedContentHint(in: text)?.found.map(\.title) == titles)
  }

  @Test(arguments: [
    "", "He spoke of his father, and I felt the pull to rescue him.", "Smgx amg", "misdiagnosisé",
    "Her progress surprised me.", "premedication2x",
  ])
  func `a therapist's own thoughts raise no hint`(text: String) {
    #expect(ExcludedContentHint(in: text) == nil)
  }

  @Test func `only psychotherapy notes are looked at, and keep is an answer`() throws {
    var draft = NoteDraft(kind: .psychotherapy, text: "prognosis poor", event: nil)
    #expect(draft.excludedContentHint?.found.count == 1)
    draft.keepsExcludedContent = true
    #expect(draft.excludedContentHint == nil)
    #expect(try draft.validated(at: .latest).keepsExcludedContent)
    draft.keepsExcludedContent = false
    let open = try draft.validated(at: .latest)
    #expect(open.excludedContentHint?.found.map(\.title) == ["prognosis"])
    let kept = open.keepingExcludedContent()
    #expect(kept.excludedContentHint == nil && kept.keepsExcludedContent)
    #expect(kept != open && kept.text == open.text && kept.entered == open.entered)
    draft.kind = .progress
    draft.keepsExcludedContent = false
    #expect(draft.excludedContentHint == nil)
  }
}
