import Testing

@testable import Casework

@Suite struct NoteDraftTests {
  private let now = Moment("2026-11-22T09:30:00.000Z") ?? .earliest

  private func draft(
    _ text: String, kind: NoteKind = .progress, template: NoteTemplate = .free,
    event: String = "2026-11-22T08:00Z", session: SessionFacts = .none
  ) throws -> NoteDraft {
    NoteDraft(
      kind: kind, template: template, text: text,
      event: try EventTime(reading: event, localOffsetMinutes: 0), session: session)
  }

  @Test func `a draft becomes a note with its text unchanged but for line ends`() throws {
    var draft = try draft("Came late.\r\nSpoke of home.")
    draft.title = "  First \n visit "
    let note = try draft.validated(at: now)
    #expect(note.text == "Came late.\nSpoke of home.")
    #expect(note.title == "First visit")
    #expect(note.entered == now)
    #expect(!note.isLateEntry)
  }

  @Test(
    arguments: [
      ("", .free, .text(.empty)), (" \n\t", .free, .text(.empty)),
      (NoteTemplate.soap.skeleton, .soap, .text(.empty)),
      ("\u{200b} \u{2060}", .free, .text(.empty)),
      (NoteTemplate.soap.skeleton + "\u{200b}", .soap, .text(.empty)),
      ("a\u{0}", .free, .text(.controlCharacter(0, offset: 1))),
    ] as [(String, NoteTemplate, InvalidNote)])
  func `a draft that says nothing is no note`(
    text: String, template: NoteTemplate, reason: InvalidNote
  ) throws {
    let draft = try draft(text, template: template)
    #expect(throws: reason) { _ = try draft.validated(at: now) }
  }

  @Test func `a note of fifty megabytes is refused by its length`() throws {
    let draft = try draft(
      String(decoding: [UInt8](repeating: 0x78, count: 50_000_000), as: UTF8.self))
    #expect(throws: InvalidNote.text(.tooLong(length: 50_000_000, limit: 16_777_216))) {
      _ = try draft.validated(at: now)
    }
  }

  @Test func `an event in the future is refused`() throws {
    let tomorrow = try draft("x", event: "2026-11-23")
    #expect(throws: InvalidNote.eventInTheFuture(try #require(tomorrow.event))) {
      _ = try tomorrow.validated(at: now)
    }
    let today = try draft("x", event: "2026-11-22").validated(at: now)
    #expect(!today.isLateEntry)
  }

  // Now is half past nine on 22 November.
  @Test(
    arguments: [
      ("2026-11-22T09:31:00.000Z", "2026-11-22T10:00:00.000Z", .start),
      ("2026-11-22T09:00:00.000Z", "2026-11-22T09:31:00.000Z", .stop),
    ] as [(String, String, SessionFacts.Field)])
  func `a session that is still to come is refused`(
    start: String, stop: String, field: SessionFacts.Field
  ) throws {
    let session = SessionFacts(start: moment(start), stop: moment(stop))
    let planned = try draft("x", event: "2026-11-22", session: session)
    #expect(throws: InvalidNote.sessionInTheFuture(field)) { _ = try planned.validated(at: now) }
    #expect(throws: InvalidNote.sessionInTheFuture(field)) { try planned.checkFacts(at: now) }
  }

  // 24 hours: ○ convention of practice, LateEntryRule.
  @Test(arguments: [
    ("2026-11-21T09:30:00.000Z", false), ("2026-11-21T09:29:59.999Z", true), ("2026-11-21", false),
    ("2026-11-20", true), ("2026-11-21T09:30Z", false), ("2026-11-21T09:29Z", true),
  ])
  func `a note more than a day after its event is a late entry`(event: String, isLate: Bool) throws
  {
    #expect(try draft("x", event: event).validated(at: now).isLateEntry == isLate)
  }

  @Test func `an imported note is not late, for nobody knows when it was entered`() throws {
    var draft = try draft("x", event: "1987-11-19T00:22:16.824-05:00")
    draft.source = NoteSource(id: "7")
    #expect(try !draft.validated(at: now).isLateEntry)
  }

  private static let facts: [(SessionFacts, SessionFacts.Field)] = [
    (SessionFacts(start: .earliest), .start), (SessionFacts(stop: .earliest), .stop),
    (SessionFacts(place: "office"), .place), (SessionFacts(modality: .named("couple")), .modality),
    (SessionFacts(approach: .named("CBT")), .approach),
  ]

  // 45 CFR 164.501: session start and stop times, the modalities and frequencies of treatment.
  @Test(arguments: facts)
  func `a psychotherapy note has no structured session fields`(
    session: SessionFacts, field: SessionFacts.Field
  ) throws {
    let draft = try draft("x", kind: .psychotherapy, session: session)
    #expect(throws: InvalidNote.fieldNotInKind(field, .psychotherapy)) {
      _ = try draft.validated(at: now)
    }
  }

  @Test func `a session stops after it starts`() throws {
    let start = Moment("2026-11-22T08:00:00.000Z")
    let stop = Moment("2026-11-22T08:50:00.000Z")
    let session = SessionFacts(start: start, stop: stop, place: " room \n 2 ")
    let note = try draft("x", session: session).validated(at: now)
    #expect(note.session.length == .minutes(50))
    #expect(note.session.place == "room 2")
    let reversed = try draft("x", session: SessionFacts(start: stop, stop: start))
    #expect(throws: InvalidNote.stopNotAfterStart) { _ = try reversed.validated(at: now) }
    let endless = try draft("x", session: SessionFacts(stop: stop))
    #expect(throws: InvalidNote.stopWithoutStart) { _ = try endless.validated(at: now) }
  }

  @Test func `a template that asks for a plan does not fit a psychotherapy note`() throws {
    let draft = try draft("Plan: x", kind: .psychotherapy, template: .soap)
    #expect(throws: InvalidNote.templateNotForKind(.soap, .psychotherapy)) {
      _ = try draft.validated(at: now)
    }
  }

  @Test func `a draft may be unfinished, a signed note may not`() throws {
    let note = try draft("S: slept badly\nPlan: ", template: .soap).validated(at: now)
    let missing = NoteTemplate.soap.sections.dropFirst()
    #expect(throws: InvalidNote.sectionsMissing(Array(missing))) { try note.checkReadyToSign() }
    let whole = try draft("s: a\no: b\na: c\np: d", template: .soap).validated(at: now)
    try whole.checkReadyToSign()
  }
}
