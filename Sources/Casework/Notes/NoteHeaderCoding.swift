extension NoteHeader {
  /// The form that this program writes and reads.
  private static let format = 1

  /// The bytes to seal.
  package func write() -> [UInt8] {
    var object = StrictJSONObjectWriter()
    object.append("format", Self.format)
    object.append("kind", kind.code)
    object.append("template", template.code)
    object.append("templateVersion", template.version)
    object.append("title", ifPresent: title)
    object.append("file", file)
    object.append("author", author)
    if let event {
      object.append("event", event.moment)
      object.append("offset", event.offsetMinutes)
      object.append("precision", event.precision.rawValue)
    }
    object.append("entered", entered)
    object.append("late", ifTrue: isLateEntry)
    if session != .none { object.append("session") { session.write(to: &$0) } }
    object.append("excludedContentKept", ifTrue: keepsExcludedContent)
    if let source { object.append("source") { source.write(to: &$0) } }
    object.append("addendumTo", ifPresent: parent?.hexadecimal)
    object.append("previous", ifPresent: previous?.hexadecimal)
    return object.finished()
  }

  /// Reads what ``write()`` wrote, and nothing else.
  package init(reading bytes: Span<UInt8>) throws(InvalidNoteHeader) {
    let value: JSONValue
    do { value = try StrictJSON.parse(bytes) } catch { throw .json(error) }
    do throws(UnexpectedJSON) {
      var fields = try JSONFields(of: value)
      try self.init(from: &fields)
      try fields.finish()
    } catch { throw .fields(error) }
  }

  package init(reading bytes: [UInt8]) throws(InvalidNoteHeader) {
    try self.init(reading: bytes.span)
  }

  private init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    guard try fields.integer("format") == Int64(Self.format) else {
      throw .unknownValue(key: "format")
    }
    kind = try fields.known("kind") { NoteKind.named($0) }
    let code = try fields.string("template")
    let version = try fields.integer("templateVersion")
    guard let template = NoteTemplate.named(code, version: Int(version)) else {
      throw .unknownValue(key: "template")
    }
    self.template = template
    title = try fields.optionalString("title")
    file = try fields.known("file") { try? CaseFileID(hexadecimal: $0) }
    author = try fields.known("author") { try? MemberID(hexadecimal: $0) }
    event = try fields.event()
    entered = try fields.known("entered") { Moment($0) }
    isLateEntry = try fields.flag("late")
    session = try SessionFacts(from: &fields)
    keepsExcludedContent = try fields.flag("excludedContentKept")
    source = try NoteSource(from: &fields)
    parent = try fields.optionalKnown("addendumTo") { try? NoteID(hexadecimal: $0) }
    previous = try fields.optionalKnown("previous") { try? ContentHash(hexadecimal: $0) }
  }
}

/// Why bytes are no note header.
package enum InvalidNoteHeader: Error, Hashable, Sendable {
  case json(InvalidJSON)
  case fields(UnexpectedJSON)
}

// MARK: - Parts of a header

extension SessionFacts {
  fileprivate func write(to object: inout StrictJSONObjectWriter) {
    if let start { object.append("start", start) }
    if let stop { object.append("stop", stop) }
    object.append("place", ifPresent: place)
    object.append("modality", ifPresent: modality?.code)
    object.append("approach", ifPresent: approach?.code)
  }

  fileprivate init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    self = .none
    guard var facts = try fields.optionalFields("session") else { return }
    start = try facts.optionalKnown("start") { Moment($0) }
    stop = try facts.optionalKnown("stop") { Moment($0) }
    place = try facts.optionalString("place")
    modality = try facts.optionalKnown("modality") { Modality.named(code: $0) }
    approach = try facts.optionalKnown("approach") { Approach.named(code: $0) }
    try facts.finish()
    guard self != .none else { throw .unknownValue(key: "session") }
  }
}

extension NoteSource {
  fileprivate func write(to object: inout StrictJSONObjectWriter) {
    object.append("id", ifPresent: id)
    object.append("author", ifPresent: author)
    object.append("kind", ifPresent: kind)
  }

  fileprivate init?(from fields: inout JSONFields) throws(UnexpectedJSON) {
    guard var source = try fields.optionalFields("source") else { return nil }
    id = try source.optionalString("id")
    author = try source.optionalString("author")
    kind = try source.optionalString("kind")
    try source.finish()
  }
}

extension JSONFields {
  /// The event's three keys, all of them or none.
  fileprivate mutating func event() throws(UnexpectedJSON) -> EventTime? {
    guard let moment = try optionalKnown("event", { Moment($0) }) else { return nil }
    let offset = try integer("offset")
    let precision = try known("precision") { EventTime.Precision(rawValue: $0) }
    guard
      let time = EventTime(
        moment: moment, offsetMinutes: Int(clamping: offset), precision: precision)
    else { throw .unknownValue(key: "offset") }
    return time
  }

  /// True if the key is there; it never stands for false, which is left out.
  fileprivate mutating func flag(_ key: String) throws(UnexpectedJSON) -> Bool {
    guard isNext(key) else { return false }
    guard try bool(key) else { throw .unknownValue(key: key) }
    return true
  }

  fileprivate mutating func known<Value>(
    _ key: String, _ meaning: (String) -> Value?
  ) throws(UnexpectedJSON) -> Value {
    guard let value = meaning(try string(key)) else { throw .unknownValue(key: key) }
    return value
  }

  fileprivate mutating func optionalKnown<Value>(
    _ key: String, _ meaning: (String) -> Value?
  ) throws(UnexpectedJSON) -> Value? {
    isNext(key) ? try known(key, meaning) : nil
  }
}
