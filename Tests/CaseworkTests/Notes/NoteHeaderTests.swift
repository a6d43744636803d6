import Testing

@testable import Casework

@Suite struct NoteHeaderTests {
  private func header() throws -> NoteHeader {
    let event = try EventTime(reading: "2026-11-20T19:00-05:00", localOffsetMinutes: 0)
    let draft = NoteDraft(
      kind: .progress, template: .soap, title: "Erstgespräch", text: "S: müde", event: event,
      session: SessionFacts(
        start: event.moment, stop: event.moment.adding(.minutes(50)), place: "office",
        modality: .named("couple"), approach: .named("cbt")))
    let note = try draft.validated(at: try #require(Moment("2026-11-22T09:30:00.000Z")))
    return NoteHeader(
      of: note, in: try CaseFileID(hexadecimal: String(repeating: "1f", count: 16)),
      by: try MemberID(hexadecimal: String(repeating: "2e", count: 16)),
      addendumTo: try NoteID(hexadecimal: String(repeating: "3d", count: 16)),
      after: try ContentHash(hexadecimal: String(repeating: "4c", count: 32)))
  }

  // Typed by hand from docs/format.md; a change here is a change of the format.
  private let bytes = """
    {"format":1,"kind":"progress","template":"soap","templateVersion":1,\
    "title":"Erstgespr\\u00e4ch","file":"1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f",\
    "author":"2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e","event":"2026-11-21T00:00:00.000Z","offset":-300,\
    "precision":"minute","entered":"2026-11-22T09:30:00.000Z","late":true,\
    "session":{"start":"2026-11-21T00:00:00.000Z","stop":"2026-11-21T00:50:00.000Z",\
    "place":"office","modality":"couple","approach":"cbt"},\
    "addendumTo":"3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d",\
    "previous":"4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c"}
    """

  @Test func `a header has one encoding`() throws {
    let header = try header()
    #expect(String(decoding: header.write(), as: UTF8.self) == bytes)
    #expect(try NoteHeader(reading: Array(bytes.utf8)) == header)
  }

  @Test func `the smallest header leaves everything out that it can`() throws {
    let small = """
      {"format":1,"kind":"psychotherapy","template":"free","templateVersion":1,\
      "file":"1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f","author":"2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e",\
      "entered":"2026-11-22T09:30:00.000Z","excludedContentKept":true,\
      "source":{"id":"7","kind":"process"}}
      """
    let header = try NoteHeader(reading: Array(small.utf8))
    #expect(header.kind == .psychotherapy && header.keepsExcludedContent && !header.isLateEntry)
    #expect(header.event == nil && header.session == .none && header.title == nil)
    #expect(header.source == NoteSource(id: "7", kind: "process"))
    #expect(String(decoding: header.write(), as: UTF8.self) == small)
  }

  @Test func `header and body give the note back`() throws {
    let header = try header()
    let note = try header.note(withBody: Array("S: müde".utf8).span)
    #expect(note.text == "S: müde" && note.title == "Erstgespräch" && note.isLateEntry)
    #expect(note.body == Array("S: müde".utf8))
    #expect(throws: InvalidText.invalidUTF8(offset: 1)) {
      _ = try header.note(withBody: ([0x41, 0xff] as [UInt8]).span)
    }
  }

  @Test(
    arguments: [
      ("\"format\":1", "\"format\":2", .unknownValue(key: "format")),
      ("\"progress\"", "\"secret\"", .unknownValue(key: "kind")),
      ("\"templateVersion\":1", "\"templateVersion\":9", .unknownValue(key: "template")),
      ("\"late\":true", "\"late\":false", .unknownValue(key: "late")),
      ("\"late\":true", "\"later\":true", .unknown(key: "later")),
      ("\"late\":true,", "", nil),
      ("\"offset\":-300,", "", .expected(key: "offset", found: "precision")),
      ("-300", "-3000", .unknownValue(key: "offset")),
      ("\"minute\"", "\"second\"", .unknownValue(key: "precision")),
      ("\"couple\"", "\"choir\"", .unknownValue(key: "modality")),
      ("1f1f", "1F1F", .unknownValue(key: "file")),
      (
        "\"file\":\"1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f\",", "",
        .expected(key: "file", found: "author")
      ),
    ] as [(String, String, UnexpectedJSON?)])
  func `a header with a strange or missing field is refused by its name`(
    part: String, replacement: String, reason: UnexpectedJSON?
  ) {
    let changed = Array(bytes.replacing(part, with: replacement, maxReplacements: 1).utf8)
    if let reason {
      #expect(throws: InvalidNoteHeader.fields(reason)) { _ = try NoteHeader(reading: changed) }
    } else {
      #expect(throws: Never.self) { _ = try NoteHeader(reading: changed) }
    }
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `a damaged header is refused or is its own encoding`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      var damaged = Array(bytes.utf8)
      damaged[Int.random(in: damaged.indices, using: &generator)] = .random(
        in: 0...255, using: &generator)
      if let header = try? NoteHeader(reading: damaged) {
        #expect(header.write() == damaged, "seed \(seed)")
      }
    }
  }
}
