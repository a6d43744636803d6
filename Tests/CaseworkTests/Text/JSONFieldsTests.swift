import Testing

@testable import Casework

@Suite struct JSONFieldsTests {
  @Test func `members are taken in the order of the schema`() throws {
    var fields = try JSONFields(of: [
      "kind": "a", "size": 3, "ok": true, "list": [1], "in": ["x": 1],
    ])
    #expect(try fields.string("kind") == "a")
    #expect(try fields.optionalString("title") == nil)
    #expect(try fields.integer("size") == 3)
    #expect(try fields.bool("ok"))
    #expect(try fields.array("list") == [1])
    let found = try fields.optionalFields("in")
    var inner = try #require(found)
    #expect(try inner.optionalInteger("x") == 1)
    try inner.finish()
    try fields.finish()
  }

  @Test func `a missing, unknown or misplaced key is refused by name`() throws {
    var fields = try JSONFields(of: ["b": 1, "a": "x"])
    #expect(throws: UnexpectedJSON.expected(key: "a", found: "b")) { _ = try fields.string("a") }
    #expect(throws: UnexpectedJSON.unknown(key: "b")) { try fields.finish() }
    #expect(try fields.integer("b") == 1)
    #expect(throws: UnexpectedJSON.wrongType(key: "a")) { _ = try fields.integer("a") }
    #expect(throws: UnexpectedJSON.expected(key: "c", found: nil)) { _ = try fields.value("c") }
    #expect(throws: UnexpectedJSON.notAnObject) { _ = try JSONFields(of: [1]) }
  }

  // U+212A, the Kelvin sign, is canonically equivalent to K (UnicodeData.txt),
  // so that Swift's == takes one for the other.
  @Test func `a key is its bytes`() throws {
    var fields = try JSONFields(of: ["signing\u{212a}ey": "00"])
    #expect(fields.nextKey == "signingKey")
    #expect(!fields.isNext("signingKey"))
    #expect(throws: UnexpectedJSON.self) { _ = try fields.string("signingKey") }
    #expect(try fields.optionalString("signingKey") == nil)
  }
}
