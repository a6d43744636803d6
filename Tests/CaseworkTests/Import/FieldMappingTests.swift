import Testing

@testable import Casework

@Suite struct FieldMappingTests {
  @Test func `a field is found under the name that was typed`() throws {
    let mapping = try FieldMapping(["text=body", "client=Client Name"])
    #expect(mapping.field(of: "body") == .text)
    #expect(mapping.field(of: "Client Name") == .client)
    #expect(mapping.field(of: "text") == nil)
    #expect(mapping.field(of: "date") == .date)
    #expect(mapping.field(of: "set") == nil)
  }

  private typealias Column = MissingColumns.Column

  @Test func `a header without a needed or a typed column is refused, with what looks like it`()
    throws
  {
    try FieldMapping.standard.check(header: ["text", "client", "set"])
    #expect(
      throws: MissingColumns(
        [
          Column(field: .client, name: "client", alike: "Client"),
          Column(field: .text, name: "text"),
        ],
        inHeader: true)
    ) {
      try FieldMapping.standard.check(header: ["Client", "who"])
    }
    let mapping = try FieldMapping(["text=body", "client=Client Name", "date=when"])
    try mapping.check(header: ["Client Name", "when", "body"])
    #expect(
      throws: MissingColumns(
        [
          Column(field: .client, name: "Client Name", alike: "client name"),
          Column(field: .date, name: "when"),
        ], inHeader: true)
    ) {
      try mapping.check(header: ["client name", "client", "body"])
    }
  }

  /// What a reader saw of records with these members.
  private func seen(_ records: [[String]]) -> ImportedNoteReader.Seen {
    var reader = ImportedNoteReader(offsetMinutes: { _ in 0 }, now: .earliest)
    for (index, names) in records.enumerated() {
      let fields = JSONObject(names.map { ($0, .string("x")) })
      _ = try? reader.note(from: ImportRecord(line: index + 1, fields: fields))
    }
    return reader.seen
  }

  @Test func `records lack a column only where none of them has it`() throws {
    let client = Column(field: .client, name: "client", alike: "CLIENT")
    let text = Column(field: .text, name: "text")
    #expect(throws: MissingColumns([client], inHeader: false)) {
      try FieldMapping.standard.check(records: seen([["CLIENT", "text"], ["text"]]))
    }
    #expect(throws: MissingColumns([client, text], inHeader: false)) {
      try FieldMapping.standard.check(records: seen([["CLIENT", "body"]]))
    }
    // One record that has it, and it is the others that lack something.
    try FieldMapping.standard.check(records: seen([["client", "body"], ["text"]]))
    try FieldMapping.standard.check(records: seen([]))
    // Counted also where a record is refused for something else first.
    var two = seen([["text"]])
    two.merge(seen([["text", "kind", "template"]]))
    #expect(
      throws: MissingColumns([Column(field: .client, name: "client")], inHeader: false)
    ) { try FieldMapping.standard.check(records: two) }
    two.merge(seen([["client"]]))
    try FieldMapping.standard.check(records: two)
  }

  @Test func `a column that is taken leaves its own field without one`() throws {
    let mapping = try FieldMapping(["title=text", "text=body"])
    #expect(mapping.field(of: "text") == .title)
    #expect(mapping.field(of: "body") == .text)
  }

  @Test(
    arguments: [
      (["text"], .malformed("text")), (["text="], .malformed("text=")),
      (["body=text"], .unknownField("body")), (["text=a", "text=b"], .fieldTwice(.text)),
      (["text=a", "title=a"], .columnTwice),
    ] as [([String], InvalidFieldMapping)])
  func `a mapping that says nothing is refused`(typed: [String], reason: InvalidFieldMapping) {
    #expect(throws: reason) { _ = try FieldMapping(typed) }
  }
}
