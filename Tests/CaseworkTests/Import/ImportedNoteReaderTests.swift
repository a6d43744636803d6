import Testing

@testable import Casework

@Suite struct ImportedNoteReaderTests {
  private let now = Moment("2026-11-22T09:30:00.000Z") ?? .earliest

  private func read(_ json: String, mapping: FieldMapping = .standard) throws -> ImportedNote {
    var reader = ImportedNoteReader(mapping: mapping, offsetMinutes: { _ in 60 }, now: now)
    let fields = try #require(try LenientJSON.parse(Array(json.utf8)).object)
    return try reader.note(from: ImportRecord(line: 7, fields: fields))
  }

  @Test func `a record becomes a note with all that it said`() throws {
    let imported = try read(
      #"""
      {"id": 17, "client": " Maria  Lopez ", "date": "2020-08-12", "author": "dr-who", "title": "Visit",
       "kind": "progress", "template": "SOAP", "text": "S: a\r\nO: b", "start": "9:05", "stop": "9:55 AM",
       "place": "office", "modality": "Couple", "approach": "cbt", "set": "x"}
      """#)
    #expect(imported.line == 7)
    #expect(imported.client.text == "Maria Lopez")
    let note = imported.note
    #expect(note.kind == .progress && note.template == .soap && note.title == "Visit")
    #expect(note.text == "S: a\nO: b")
    #expect(note.event?.text == "2020-08-12")
    #expect(note.entered == now && !note.isLateEntry)
    #expect(note.session.start?.text == "2020-08-12T08:05:00.000Z")
    #expect(note.session.stop?.text == "2020-08-12T08:55:00.000Z")
    #expect(note.session.place == "office" && note.session.modality?.code == "couple")
    #expect(note.session.approach?.code == "cbt")
    #expect(note.source == NoteSource(id: "17", author: "dr-who"))
  }

  @Test func `a reader that has read one record reads another with other columns and kinds`() throws
  {
    var reader = ImportedNoteReader(offsetMinutes: { _ in 60 }, now: now)
    func read(_ json: String) throws -> ImportedNote {
      let fields = try #require(try LenientJSON.parse(Array(json.utf8)).object)
      return try reader.note(from: ImportRecord(line: 1, fields: fields))
    }
    let first = try read(
      #"{"id": "1", "client": "A", "kind": "visit note", "text": "x", "set": "y"}"#)
    #expect(first.note.source == NoteSource(id: "1", kind: "visit note"))
    let second = try read(
      #"{"text": "z", "id": "2", "set": "y", "kind": "psychotherapy", "client": "B"}"#)
    #expect(second.note.text == "z" && second.client.text == "B")
    #expect(second.note.kind == .psychotherapy && second.note.source == NoteSource(id: "2"))
    let third = try read(#"{"client": "C", "text": "w"}"#)
    #expect(third.note.kind == .progress && third.note.source == NoteSource())
    #expect(reader.seen.ignoredColumns == ["set": 2])
  }

  @Test func `null and blank are not there`() throws {
    let note = try read(
      #"{"id": null, "client": "A", "date": "", "title": " ", "kind": null, "start": "", "text": "x"}"#
    ).note
    #expect(note.event == nil && note.title == nil && note.kind == .progress)
    #expect(note.session == .none)
    #expect(note.source == NoteSource())
  }

  @Test(
    arguments: [
      ("visit note", .progress, "visit note"), ("progress", .progress, nil),
      ("Progress Note", .progress, "Progress Note"), ("psychotherapy", .psychotherapy, nil),
      ("Psychotherapy-Notes", .psychotherapy, "Psychotherapy-Notes"),
      ("PROCESS NOTE", .psychotherapy, "PROCESS NOTE"),
      ("psychotherapy session", .progress, "psychotherapy session"), ("notes", .progress, "notes"),
    ] as [(String, NoteKind, String?)])
  func `an unknown kind becomes a progress note that keeps its label`(
    label: String, kind: NoteKind, kept: String?
  ) throws {
    let note = try read(#"{"client":"A","text":"x","kind":"\#(label)"}"#).note
    #expect(note.kind == kind)
    #expect(note.source?.kind == kept)
  }

  @Test(
    arguments: [
      (#"{"text":"x"}"#, .missing(.client)), (#"{"client":"A"}"#, .missing(.text)),
      (#"{"client":"A","text":" \n"}"#, .missing(.text)),
      (#"{"client":"A","text":["x"]}"#, .wrongType(.text)),
      (#"{"client":{"name":"A"},"text":"x"}"#, .wrongType(.client)),
      (#"{"client":"A","text":"x","id":1.5}"#, .wrongType(.id)),
      (
        #"{"client":"A\u202eB","text":"x"}"#,
        .text(.client, .forbiddenCharacter("\u{202e}", offset: 1))
      ),
      (#"{"client":"A","text":"x\u0000"}"#, .note(.text(.controlCharacter(0, offset: 1)))),
      (
        #"{"client":"A","text":"x","author":"a\u001b"}"#,
        .text(.author, .forbiddenCharacter("\u{1b}", offset: 1))
      ),
      (#"{"client":"A","text":"x","date":"3/4/2020"}"#, .time(.date, .ambiguousDate)),
      (#"{"client":"A","text":"x","date":"soon"}"#, .time(.date, .unreadable)),
      (#"{"client":"A","text":"x","template":"apso"}"#, .unknownValue(.template)),
      (#"{"client":"A","text":"x","modality":"choir"}"#, .unknownValue(.modality)),
      (#"{"client":"A","text":"x","stop":"2020-01-01T10:00"}"#, .note(.stopWithoutStart)),
      (#"{"client":"A","text":"x","start":"9:05"}"#, .time(.start, .unreadable)),
      (
        #"{"client":"A","text":"P: x","kind":"psychotherapy","template":"soap"}"#,
        .note(.templateNotForKind(.soap, .psychotherapy))
      ),
    ] as [(String, RefusedRecord.Reason)])
  func `what is not understood is refused by field`(
    json: String, reason: RefusedRecord.Reason
  ) {
    #expect(throws: RefusedRecord(line: 7, reason: reason)) { _ = try read(json) }
  }

  @Test(
    arguments: [
      ("start", .start), ("stop", .stop), ("place", .place), ("modality", .modality),
      ("approach", .approach),
    ] as [(String, SessionFacts.Field)])
  func `a psychotherapy record with a structured field is refused by its name`(
    name: String, field: SessionFacts.Field
  ) {
    // 45 CFR 164.501
    #expect(
      throws: RefusedRecord(line: 7, reason: .note(.fieldNotInKind(field, .psychotherapy)))
    ) {
      _ = try read(#"{"client":"A","text":"x","kind":"psychotherapy","\#(name)":"whatever"}"#)
    }
  }

  // 45 CFR 164.501; the names are ours, since no standard gives them any.
  @Test(arguments: [
    "diagnosis", "Diagnosis", "medications", "Test Results", "treatment-plan", "phq_9", "frequency",
    "functional_status", "symptoms", "prognosis", "progress_to_date", "duration", "plan",
    // Words joined and split as programs do it.
    "treatmentPlan", "treatmentplan", "modalities", "sessionStart", "session_start_time",
    "SessionEndTime", "starttime", "diagnosis_code", "icd10_code", "ICDCode", "DSM-5",
    "test_scores", "PHQ9Score", "meds", "currentMeds", "Diagnosis (ICD-10)", "Diagnóstico",
    "levelOfFunctioning", "summary_of_progress",
  ])
  func `a psychotherapy record with an excluded column is refused by its name`(column: String)
    throws
  {
    let record = #"{"client":"A","text":"x","kind":"psychotherapy","\#(column)":"whatever"}"#
    #expect(throws: RefusedRecord(line: 7, reason: .excludedColumn(column))) {
      _ = try read(record)
    }
    // In a progress note it is a column like any other that no field is mapped to.
    #expect(try read(record.replacing("psychotherapy", with: "progress")).note.text == "x")
  }

  @Test(arguments: [
    "room", "licence", "record_no", "progress_note_id", "insurance_plan", "medical_record_number",
    "session_number", "sessionDate", "start_date", "contest", "testament", "misdx", "planned_by",
    "time_zone", "author_role", "", "§",
  ])
  func `a psychotherapy record keeps company with harmless columns`(column: String) throws {
    let record = #"{"client":"A","text":"x","kind":"psychotherapy","\#(column)":"whatever"}"#
    #expect(try read(record).note.kind == .psychotherapy)
  }

  @Test func `an excluded column is refused under whatever field it is mapped to`() throws {
    let record = #"{"client":"A","text":"x","kind":"psychotherapy","diagnosis":"F32.1"}"#
    #expect(throws: RefusedRecord(line: 7, reason: .excludedColumn("diagnosis"))) {
      _ = try read(record, mapping: try FieldMapping(["title=diagnosis"]))
    }
    let progress = record.replacing("psychotherapy", with: "progress")
    #expect(
      try read(progress, mapping: try FieldMapping(["title=diagnosis"])).note.title == "F32.1")
  }

  @Test func `an excluded column is refused after records that may have it, and in another place`()
    throws
  {
    var reader = ImportedNoteReader(offsetMinutes: { _ in 60 }, now: now)
    func read(_ json: String) throws {
      let fields = try #require(try LenientJSON.parse(Array(json.utf8)).object)
      _ = try reader.note(from: ImportRecord(line: 1, fields: fields))
    }
    try read(#"{"client":"A","text":"x","kind":"progress","dx":"F32","room":"4"}"#)
    #expect(throws: RefusedRecord(line: 1, reason: .excludedColumn("dx"))) {
      try read(#"{"client":"A","text":"x","kind":"psychotherapy","dx":"F32","room":"4"}"#)
    }
    try read(#"{"client":"A","text":"x","kind":"psychotherapy","room":"4","dx":""}"#)
    #expect(throws: RefusedRecord(line: 1, reason: .excludedColumn("dx"))) {
      try read(#"{"client":"A","text":"x","kind":"psychotherapy","room":"4","dx":"F32"}"#)
    }
  }

  @Test(arguments: [
    #"{"client":"A","text":"x","kind":"psychotherapy","meds":[]}"#,
    #"{"client":"A","text":"x","kind":"psychotherapy","diagnosis":null}"#,
    #"{"client":"A","text":"x","kind":"psychotherapy","diagnosis":"  "}"#,
    #"{"client":"A","text":"x","kind":"psychotherapy","room":"4"}"#,
    #"{"client":"A","text":"Her diagnosis frightens her.","kind":"psychotherapy"}"#,
  ])
  func `an empty or harmless column and free text are not refused`(record: String) throws {
    #expect(try read(record).note.kind == .psychotherapy)
  }

  @Test func `a session that is still to come is refused`() throws {
    let record =
      #"{"client":"A","text":"x","date":"2026-11-20","start":"9:00","stop":"2030-01-01T10:00"}"#
    #expect(throws: RefusedRecord(line: 7, reason: .note(.sessionInTheFuture(.stop)))) {
      _ = try read(record)
    }
  }

  @Test func `an event after the import is refused`() throws {
    let future = try EventTime(reading: "2026-11-23", localOffsetMinutes: 60)
    #expect(throws: RefusedRecord(line: 7, reason: .note(.eventInTheFuture(future)))) {
      _ = try read(#"{"client":"A","text":"x","date":"2026-11-23"}"#)
    }
  }

  @Test func `columns that no field is mapped to are counted`() throws {
    var reader = ImportedNoteReader(
      mapping: try FieldMapping(["text=body"]), offsetMinutes: { _ in 0 }, now: now)
    for line in 1...3 {
      let fields = JSONObject([("client", "A"), ("body", "x"), ("text", "y"), ("set", .null)])
      _ = try reader.note(from: ImportRecord(line: line, fields: fields))
    }
    #expect(reader.seen.ignoredColumns == ["text": 3, "set": 3])
  }

  @Test func `a note is itself by id, date as written and text`() throws {
    let first = try read(#"{"id":"7","client":"A","date":"2020-08-12","text":"x"}"#).identityBytes
    // 1, length 1, "7"; 1, length 10, the date; 1, length 1, "x"
    let expected =
      [1, 0, 0, 0, 0, 0, 0, 0, 1, 0x37, 1, 0, 0, 0, 0, 0, 0, 0, 10]
      + Array("2020-08-12".utf8) + [1, 0, 0, 0, 0, 0, 0, 0, 1, 0x78]
    #expect(first == expected)
    let others = [
      #"{"id":"8","client":"A","date":"2020-08-12","text":"x"}"#,
      #"{"client":"A","date":"2020-08-12","text":"x"}"#,
      #"{"id":"7","client":"A","date":"2020-08-13","text":"x"}"#,
      #"{"id":"7","client":"A","text":"x"}"#,
      #"{"id":"7","client":"A","date":"2020-08-12","text":"y"}"#,
    ]
    let identities = try others.map { try read($0).identityBytes }
    #expect(Set(identities + [first]).count == 6)
    let same = try read(
      #"{"text":"x","title":"T","author":"b","date":" 2020-08-12 ","client":"C-1","id":7}"#)
    #expect(same.identityBytes == first)
  }

  @Test func `every naughty string is imported or refused for a stated reason`() throws {
    let list = try LenientJSON.parse(try Fixture.bytes("bad-input/blns.json"))
    var reader = ImportedNoteReader(offsetMinutes: { _ in 0 }, now: now)
    var kept = 0
    for string in try #require(list.array).compactMap(\.string) {
      let fields = JSONObject([
        ("client", "A"), ("title", .string(string)), ("text", .string(string)),
      ])
      guard let note = try noteOrStatedReason(of: fields, by: &reader) else { continue }
      let header = NoteHeader(
        of: note, in: CaseFileID(high: 1, low: 2), by: MemberID(high: 3, low: 4))
      #expect(try NoteHeader(reading: header.write()) == header)
      #expect(try header.note(withBody: note.body.span) == note)
      kept += 1
    }
    #expect(kept > 480)
  }
  /// Nil if the record was refused for its text or title; any other reason is an issue.
  private func noteOrStatedReason(
    of fields: JSONObject, by reader: inout ImportedNoteReader
  ) throws -> Note? {
    do throws(RefusedRecord) {
      return try reader.note(from: ImportRecord(line: 1, fields: fields)).note
    } catch {
      switch error.reason {
      case .missing(.text), .note(.text(.controlCharacter)), .note(.title(.forbiddenCharacter)),
        .note(.title(.tooLong)):
        return nil
      default: throw error
      }
    }
  }
}
