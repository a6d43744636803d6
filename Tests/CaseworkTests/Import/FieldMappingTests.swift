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
    #expect(mapping.missingColumns(in: ["body", "client"]) == ["Client Name"])
    #expect(FieldMapping.standard.missingColumns(in: ["id"]) == ["client", "text"])
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
