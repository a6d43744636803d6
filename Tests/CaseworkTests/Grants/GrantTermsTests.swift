import Testing

@testable import Casework

@Suite struct GrantTermsTests {
  private static let now = moment("2026-11-22T09:30:00.000Z")
  private static let millisecond = TimeSpan(milliseconds: 1)

  @Test func `an end lies ahead, and no further than ninety days`() {
    let now = Self.now
    #expect(!GrantTerms.allows(end: now, at: now))
    #expect(!GrantTerms.allows(end: now.adding(TimeSpan(milliseconds: -1)), at: now))
    #expect(GrantTerms.allows(end: now.adding(Self.millisecond), at: now))
    #expect(GrantTerms.allows(end: now.adding(.days(90)), at: now))
    #expect(!GrantTerms.allows(end: now.adding(.days(90)).adding(Self.millisecond), at: now))
  }

  @Test func `terms that a grant may have are let pass`() throws {
    let picked = (0..<GrantTerms.mostNotes).map { NoteID(high: 0, low: UInt64($0)) }
    let day = try #require(CalendarDate("2026-01-01"))
    for notes in [.fromNowOn, .since(day), .all, .picked(picked)] as [GrantTerms.Notes] {
      #expect(throws: Never.self) { try Self.terms(notes).check(at: Self.now) }
    }
  }

  @Test(arguments: [
    terms(kinds: []), terms(kinds: [.psychotherapy]), terms(kinds: [.progress, .psychotherapy]),
    terms(kinds: [.progress, .progress]), terms(.picked([])),
    terms(.picked((0...500).map { NoteID(high: 0, low: UInt64($0)) })),
    terms(until: now), terms(until: now.adding(.days(91))),
  ])
  func `others are refused`(terms: GrantTerms) {
    #expect(throws: Violation.termsNotAllowed) { try terms.check(at: Self.now) }
  }

  @Test func `every scope is written and read back`() throws {
    let day = try #require(CalendarDate("2026-10-01"))
    for notes in [.fromNowOn, .since(day), .all, .picked([id(1), id(2)])] as [GrantTerms.Notes] {
      let terms = Self.terms(notes, kinds: [.psychotherapy, .progress])
      #expect(terms.scope.kinds == [.progress, .psychotherapy])
      #expect(try Self.read(Self.text(of: terms)) == terms)
    }
  }

  @Test(arguments: [
    (#""purpose":"leave-cover""#, #""purpose":"TREAT""#),
    (#""notes":"since""#, #""notes":"until""#),
    (#""since":"2026-10-01""#, #""since":"2026-1-1""#),
    (#""since":"2026-10-01""#, #""since":"2026-02-30""#),
    (
      #"[{"kind":"progress"},{"kind":"psychotherapy"}]"#,
      #"[{"kind":"psychotherapy"},{"kind":"progress"}]"#
    ),
    (#","since":"2026-10-01""#, ""),
  ])
  func `terms have one form`(right: String, wrong: String) throws {
    let day = try #require(CalendarDate("2026-10-01"))
    let text = try Self.text(of: Self.terms(.since(day), kinds: [.progress, .psychotherapy]))
    #expect(text.contains(right))
    #expect(throws: UnexpectedJSON.self) {
      try Self.read(text.replacing(right, with: wrong, maxReplacements: 1))
    }
  }

  private static func terms(
    _ notes: GrantTerms.Notes = .all, kinds: [NoteKind] = [.progress], until: Moment? = nil
  ) -> GrantTerms {
    GrantTerms(
      purpose: .leaveCover, until: until ?? now.adding(.days(7)),
      scope: .init(kinds: kinds, notes))
  }

  private static func text(of terms: GrantTerms) throws -> String {
    var object = JSONObject()
    terms.write(to: &object)
    return String(decoding: try StrictJSON.write(object), as: UTF8.self)
  }

  private static func read(_ text: String) throws -> GrantTerms {
    var fields = try JSONFields(of: try StrictJSON.parse(Array(text.utf8)))
    let terms = try GrantTerms(from: &fields)
    try fields.finish()
    return terms
  }
}

@Suite struct GrantPurposeTests {
  @Test func `each purpose is found by its word, and no other word means one`() {
    for purpose in GrantPurpose.all { #expect(GrantPurpose.named(purpose.code) == purpose) }
    #expect(Set(GrantPurpose.all.map(\.code)).count == GrantPurpose.all.count)
    #expect(GrantPurpose.named("curiosity") == nil)
  }

  // HL7 v3 ActReason, value set PurposeOfUse: the codes below TREAT, HOPERAT and PATRQT that are used here.
  @Test func `each stands for a code that health records know`() {
    let known: Set = ["TREAT", "ETREAT", "TRAIN", "HOPERAT", "PATRQT", "HLEGAL"]
    #expect(Set(GrantPurpose.all.map(\.reasonCode)).isSubset(of: known))
  }
}
