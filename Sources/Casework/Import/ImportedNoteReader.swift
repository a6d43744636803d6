/// Makes notes of records, whatever file format they come from.
///
/// A value that is missing, empty or null is not there. What is there and not understood is refused by
/// field name, never dropped; only columns that no field is mapped to are passed over, and counted.
package struct ImportedNoteReader: Sendable {
  /// How often each column was passed over.
  package private(set) var ignoredColumns: [String: Int] = [:]
  /// The columns of the last record: most files have the same ones in every record, in one order.
  private var columns: [(name: String, field: ImportField?)] = []
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
    do throws(RefusedRecord.Reason) {
      let values = try values(of: record)
      let kind = kind(labelled: try values.line(.kind))
      if !kind.kind.hasSessionFacts { try refuseExcludedColumns(of: record) }
      return try note(from: values, as: kind, line: record.line)
    } catch { throw RefusedRecord(line: record.line, reason: error) }
  }

  /// The texts of the fields that are there.
  private mutating func values(of record: ImportRecord) throws(RefusedRecord.Reason)
    -> ImportedValues
  {
    var values = ImportedValues()
    for (place, member) in record.fields.members.enumerated() {
      guard let field = field(of: member.key, at: place) else {
        ignoredColumns[member.key, default: 0] += 1
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

  private mutating func field(of column: String, at place: Int) -> ImportField? {
    if place < columns.count, columns[place].name == column { return columns[place].field }
    let field = mapping.field(of: column)
    // Not past the end by more than one, and never without end: a file may name columns as it likes.
    if place < columns.count {
      columns[place] = (column, field)
    } else if place == columns.count, place < 64 {
      columns.append((column, field))
    }
    return field
  }

  private mutating func kind(labelled label: String?) -> ImportedKind {
    if label != lastKind.label { lastKind = (label, ImportedKind(label: label)) }
    return lastKind.kind
  }

  /// What 45 CFR 164.501 takes out of psychotherapy notes is refused by its name, also where no field
  /// here is called so: passed over, a diagnosis would silently be lost, and kept, it would be misplaced.
  private func refuseExcludedColumns(of record: ImportRecord) throws(RefusedRecord.Reason) {
    for member in record.fields.members where mapping.field(of: member.key) == nil {
      if case .null = member.value { continue }
      if let text = member.value.string, UTF8Text.isBlank(text) { continue }
      if ExcludedContent.isColumn(member.key) { throw .excludedColumn(member.key) }
    }
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
