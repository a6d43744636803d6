/// Makes notes of records, whatever file format they come from.
///
/// A value that is missing, empty or null is not there. What is there and not understood is refused by
/// field name, never dropped; only columns that no field is mapped to are passed over, and counted.
package struct ImportedNoteReader: Sendable {
  package private(set) var seen = Seen()
  /// The columns of the last record: most files have the same ones in every record, in one order.
  private var columns: [Column] = []
  /// The last label of a kind with what it means: a file has a few, and each of them many times.
  private var lastKind: (label: String?, kind: ImportedKind) = (nil, ImportedKind(label: nil))
  private let mapping: FieldMapping
  private let offsetMinutes: @Sendable (Moment) -> Int
  private let now: Moment

  /// - Parameters:
  ///   - offsetMinutes: how far clocks were ahead of UTC at a moment where times without an offset were
  ///     written.
  ///   - now: the time of entry.
  package init(
    mapping: FieldMapping = .standard, offsetMinutes: @escaping @Sendable (Moment) -> Int,
    now: Moment
  ) {
    (self.mapping, self.offsetMinutes, self.now) = (mapping, offsetMinutes, now)
  }

  /// The note that a record is. Throws ``RefusedRecord`` with its line.
  package mutating func note(from record: ImportRecord) throws(RefusedRecord) -> ImportedNote {
    seen.records += 1
    do throws(RefusedRecord.Reason) {
      let values = try values(of: record)
      let kind = kind(labelled: try values.line(.kind))
      if !kind.kind.hasSessionFacts { try refuseExcludedColumns(of: record) }
      return try note(from: values, as: kind, line: record.line)
    } catch {
      countColumns(lackedBy: record)
      throw RefusedRecord(line: record.line, reason: error)
    }
  }

  /// Of what is refused alone: a record that lacks a required field's column always is.
  private mutating func countColumns(lackedBy record: ImportRecord) {
    let there = Set(record.fields.members.compactMap { mapping.field(of: $0.key) })
    for field in ImportField.required where !there.contains(field) {
      seen.lacking[field, default: 0] += 1
    }
  }

  /// The texts of the fields that are there.
  private mutating func values(of record: ImportRecord) throws(RefusedRecord.Reason)
    -> ImportedValues
  {
    var values = ImportedValues()
    for (place, member) in record.fields.members.enumerated() {
      guard let field = column(member.key, at: place).field else {
        seen.ignoredColumns[member.key, default: 0] += 1
        continue
      }
      switch member.value {
      case .string(let text): values[field] = text
      // An id, or a client known by a number.
      case .integer(let number): values[field] = String(number)
      case .null: break
      default: throw .wrongType(field)
      }
    }
    return values
  }

  /// What is known of a column's name. Asked once for a name as long as records have the same columns.
  private mutating func column(_ name: String, at place: Int) -> Column {
    if place < columns.count, columns[place].name == name { return columns[place] }
    let column = Column(name: name, field: mapping.field(of: name))
    // Not past the end by more than one, and never without end: a file may name columns as it likes.
    if place < columns.count {
      columns[place] = column
    } else if place == columns.count, place < 64 {
      columns.append(column)
    }
    return column
  }

  private mutating func kind(labelled label: String?) -> ImportedKind {
    if label != lastKind.label { lastKind = (label, ImportedKind(label: label)) }
    return lastKind.kind
  }

  /// What 45 CFR 164.501 takes out of psychotherapy notes is refused by its name, also where no field
  /// here is called so, or one that has another meaning: passed over, a diagnosis would silently be lost,
  /// and kept as a title, it would be misplaced. The session's facts are refused by their field's name.
  private mutating func refuseExcludedColumns(
    of record: ImportRecord
  ) throws(RefusedRecord.Reason) {
    for (place, member) in record.fields.members.enumerated() where member.value.saysSomething {
      let column = column(member.key, at: place)
      if column.isSessionFact { continue }
      if isExcluded(column, at: place) { throw .excludedColumn(member.key) }
    }
  }

  private mutating func isExcluded(_ column: Column, at place: Int) -> Bool {
    if let known = column.isExcluded { return known }
    let isExcluded = ExcludedContent.isColumn(column.name)
    if place < columns.count { columns[place].isExcluded = isExcluded }
    return isExcluded
  }

  private func note(
    from values: ImportedValues, as kind: ImportedKind, line: Int
  ) throws(RefusedRecord.Reason) -> ImportedNote {
    guard let client = values[.client] else { throw .missing(.client) }
    guard let text = values[.text] else { throw .missing(.text) }
    let date = try values.line(.date)
    let event = try date.map { (text) throws(RefusedRecord.Reason) in try time(text, of: .date) }
    let session = try session(from: values, on: event, kind: kind.kind)
    let draft = NoteDraft(
      kind: kind.kind, template: try template(named: try values.line(.template)),
      title: values[.title], text: text,
      event: event ?? session.start.flatMap { self.event(at: $0) }, session: session,
      source: NoteSource(
        id: try values.line(.id), author: try values.line(.author), kind: kind.sourceKind))
    return ImportedNote(
      line: line, client: try name(client), note: try validated(draft), date: date)
  }

  private func name(_ text: String) throws(RefusedRecord.Reason) -> ClientName {
    do { return try ClientName(text) } catch { throw .text(.client, error) }
  }

  private func validated(_ draft: NoteDraft) throws(RefusedRecord.Reason) -> Note {
    do { return try draft.validated(at: now) } catch { throw .note(error) }
  }

  private func template(named code: String?) throws(RefusedRecord.Reason) -> NoteTemplate {
    guard let code else { return .free }
    guard let template = NoteTemplate.named(code.lowercased()) else {
      throw .unknownValue(.template)
    }
    return template
  }
}

extension ImportedNoteReader {
  /// What the records of a file had and lacked, beside the notes.
  package struct Seen: Sendable {
    /// How often each column was passed over.
    package fileprivate(set) var ignoredColumns: [String: Int] = [:]
    fileprivate var records = 0
    /// How many records had no column of a required field, whatever else they were refused for.
    fileprivate var lacking: [ImportField: Int] = [:]

    package init() {}

    package mutating func merge(_ other: Seen) {
      ignoredColumns.merge(other.ignoredColumns, uniquingKeysWith: +)
      lacking.merge(other.lacking, uniquingKeysWith: +)
      records += other.records
    }

    func all(lack field: ImportField) -> Bool { records > 0 && lacking[field] == records }
  }
}

/// What a column's name means.
private struct Column: Sendable {
  let name: String
  let field: ImportField?
  /// Whether a psychotherapy note must not have it; nil until a record of that kind asks.
  var isExcluded: Bool?

  var isSessionFact: Bool { SessionFacts.Field.allCases.contains { $0.importField == field } }
}

extension JSONValue {
  /// An empty list says as little as an empty text.
  fileprivate var saysSomething: Bool {
    switch self {
    case .null: false
    case .string(let text): !UTF8Text.isBlank(text)
    case .array(let elements): !elements.isEmpty
    case .object(let object): !object.members.isEmpty
    default: true
    }
  }
}

// MARK: - Times and sessions

extension ImportedNoteReader {
  private func time(_ text: String, of field: ImportField) throws(RefusedRecord.Reason) -> EventTime
  {
    do {
      return try EventTime(reading: text, offsetMinutes: offsetMinutes)
    } catch { throw .time(field, error) }
  }

  private func event(at moment: Moment) -> EventTime? {
    EventTime(moment: moment, offsetMinutes: offsetMinutes(moment), precision: .minute)
  }

  /// The facts of the session; for a kind that has none, any that is there is refused by its name
  /// before its value is looked at.
  private func session(
    from values: ImportedValues, on event: EventTime?, kind: NoteKind
  ) throws(RefusedRecord.Reason) -> SessionFacts {
    if !kind.hasSessionFacts,
      let field = SessionFacts.Field.allCases.first(where: { values[$0.importField] != nil })
    {
      throw .note(.fieldNotInKind(field, kind))
    }
    return SessionFacts(
      start: try clock(.start, from: values, on: event),
      stop: try clock(.stop, from: values, on: event),
      place: values[.place], modality: try known(.modality, from: values, Modality.named(_:)),
      approach: try known(.approach, from: values, Approach.named(_:)))
  }

  /// A time with its date, or a time of the day on which the note's event was.
  private func clock(
    _ field: ImportField, from values: ImportedValues, on event: EventTime?
  ) throws(RefusedRecord.Reason) -> Moment? {
    guard let text = try values.line(field) else { return nil }
    guard text.utf8.count <= 8 || text.lowercased().hasSuffix("m"), let event,
      !text.contains("/"), !text.contains("-")
    else { return try time(text, of: field).moment }
    do {
      return try EventTime(
        reading: "\(event.date.text) \(text)", localOffsetMinutes: event.offsetMinutes
      ).moment
    } catch { throw .time(field, error) }
  }

  private func known<Value>(
    _ field: ImportField, from values: ImportedValues, _ meaning: (String) -> Value?
  ) throws(RefusedRecord.Reason) -> Value? {
    guard let text = values[field] else { return nil }
    guard let value = meaning(text) else { throw .unknownValue(field) }
    return value
  }
}

extension SessionFacts.Field {
  fileprivate var importField: ImportField {
    switch self {
    case .start: .start
    case .stop: .stop
    case .place: .place
    case .modality: .modality
    case .approach: .approach
    }
  }
}
