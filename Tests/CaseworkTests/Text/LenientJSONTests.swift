import Testing

@testable import Casework

@Suite struct LenientJSONTests {
  @Test func `an object of another program is read in its order`() throws {
    let text =
      #" { "b" : [ 1 , -2.5e1 , null ] ,"a":{"t":true,"f":false} , "s":"x\n\"y\"\/\u00e9\ud83d\ude00" } "#
    let value = try LenientJSON.parse(Array(text.utf8))
    #expect(
      value == [
        "b": [1, .double(-25), .null], "a": ["t": true, "f": false],
        "s": "x\n\"y\"/\u{e9}\u{1f600}",
      ])
  }

  @Test(
    arguments: [
      ("0", 0), ("-0", 0), ("9223372036854775807", .max), ("-9223372036854775808", .min),
    ] as [(String, Int64)])
  func `integers of 64 bits stay exact`(text: String, number: Int64) throws {
    #expect(try LenientJSON.parse(Array(text.utf8)) == .integer(number))
  }

  @Test(arguments: [("9223372036854775808", 9.223372036854775808e18), ("1E2", 100), ("0.5", 0.5)])
  func `other numbers are doubles`(text: String, number: Double) throws {
    #expect(try LenientJSON.parse(Array(text.utf8)) == .double(number))
  }

  @Test(
    arguments: [
      ("", .unexpectedEnd, 0), ("  ", .unexpectedEnd, 2),
      ("{", .unexpectedEnd, 1), ("{\"a\"", .unexpectedEnd, 4),
      ("{\"a\" 1}", .unexpectedByte(0x31), 5),
      ("{a:1}", .unexpectedByte(0x61), 1), ("[1,]", .unexpectedByte(0x5d), 3),
      ("[1 2]", .unexpectedByte(0x32), 3), ("1 2", .bytesAfterTheValue, 2),
      ("{\"a\":1, \"a\":2}", .duplicateKey("a"), 0),
      ("{\"a\":1, \"\\u0061\":2}", .duplicateKey("a"), 0),
      ("01", .invalidNumber, 0), ("1.", .invalidNumber, 2), (".5", .unexpectedByte(0x2e), 0),
      ("1e", .invalidNumber, 2), ("-", .invalidNumber, 1), ("1e999", .invalidNumber, 0),
      ("NaN", .unexpectedByte(0x4e), 0), ("nul", .unexpectedEnd, 3),
      ("\"a", .unexpectedEnd, 2), ("\"a\\", .unexpectedEnd, 3), ("\"\\q\"", .invalidEscape, 1),
      ("\"\\u12g4\"", .invalidEscape, 5), ("\"\\ud800\"", .loneSurrogate, 1),
      ("\"\\ud800\\ud800\"", .loneSurrogate, 1), ("\"\\udc00\"", .loneSurrogate, 1),
      ("\"a\tb\"", .controlByte(0x09), 2), ("\"a\\nb\u{0}\"", .controlByte(0), 5),
      ("'a'", .unexpectedByte(0x27), 0), ("// c", .unexpectedByte(0x2f), 0),
    ] as [(String, InvalidJSON.Reason, Int)])
  func `what is no JSON is refused with its place`(
    text: String, reason: InvalidJSON.Reason, offset: Int
  ) {
    #expect(throws: InvalidJSON(reason, at: offset)) {
      _ = try LenientJSON.parse(Array(text.utf8))
    }
  }

  @Test func `places count from the start of the part that was given`() {
    #expect(throws: InvalidJSON(.unexpectedByte(0x78), at: 1)) {
      _ = try LenientJSON.parse(Array("1\n[x]\n2".utf8), in: 2..<5)
    }
  }

  @Test func `invalid bytes are named by their own place, also behind escapes`() {
    let bytes = Array("\"caf\\u00e9 ".utf8) + [0xff] + Array("\"".utf8)
    #expect(throws: InvalidJSON(.invalidUTF8, at: 11)) { _ = try LenientJSON.parse(bytes) }
  }

  @Test func `sixty-four levels are read, a thousand are not`() throws {
    let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    _ = try LenientJSON.parse(Array(deep.utf8))
    #expect(throws: InvalidJSON(.tooDeep(limit: 64), at: 64)) {
      _ = try LenientJSON.parse(Array(repeating: UInt8(ascii: "["), count: 1_000_000))
    }
  }

  @Test func `a key hidden among a thousand others is still found twice`() {
    let members = (0..<1000).map { "\"k\($0)\":0" } + ["\"k7\":1"]
    #expect(throws: InvalidJSON(.duplicateKey("k7"), at: 0)) {
      _ = try LenientJSON.parse(Array("{\(members.joined(separator: ","))}".utf8))
    }
  }

  @Test func `an escape at any distance from a block's end is seen`() throws {
    for length in 0..<100 {
      let plain = String(repeating: "x", count: length)
      let value = try LenientJSON.parse(Array("\"\(plain)\\n\(plain)\"".utf8))
      #expect(value.string == "\(plain)\n\(plain)", "length \(length)")
    }
  }
}
