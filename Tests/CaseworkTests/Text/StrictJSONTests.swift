import Testing

@testable import Casework

@Suite struct StrictJSONTests {
  @Test(arguments: [
    #"{}"#, #"[]"#, #""""#, "0", "-1", "9007199254740991", "-9007199254740991", "true", "false",
    #"{"kind":"note.signed","size":3,"list":["a",{"b":[]}],"ok":true}"#,
    #""a \"quoted\" back\\slash""#, #""\u000a\u0000\u007f\u00e9\ud83d\ude00""#,
  ])
  func `what is accepted is written back byte for byte`(text: String) throws {
    let value = try StrictJSON.parse(Array(text.utf8))
    #expect(String(decoding: try StrictJSON.write(value), as: UTF8.self) == text)
  }

  @Test func `escapes become the characters they stand for`() throws {
    let value = try StrictJSON.parse(Array(#""\u00e9\ud83d\ude00\"\\\u000a""#.utf8))
    #expect(value == "\u{e9}\u{1f600}\"\\\n")
  }

  @Test(
    arguments: [
      ("", .unexpectedEnd, 0),
      (" 1", .unexpectedByte(0x20), 0),
      ("1 ", .bytesAfterTheValue, 1),
      ("{\"a\":1,}", .unexpectedByte(0x7d), 7),
      ("{\"a\":1,\"a\":2}", .duplicateKey("a"), 0),
      ("[1", .unexpectedEnd, 2),
      ("null", .nullNotAllowed, 0),
      ("1.5", .floatNotAllowed, 1),
      ("1e3", .floatNotAllowed, 1),
      ("01", .invalidNumber, 0),
      ("-0", .invalidNumber, 0),
      ("+1", .unexpectedByte(0x2b), 0),
      ("-", .unexpectedEnd, 1),
      ("9007199254740992", .integerOutOfRange, 0),  // 2^53
      ("-9007199254740992", .integerOutOfRange, 0),
      ("99999999999999999999", .integerOutOfRange, 0),
      ("\"\u{e9}\"", .notASCII, 1),
      ("\"\u{7f}\"", .notASCII, 1),
      ("\"\n\"", .controlByte(0x0a), 1),
      (#""\n""#, .otherFormRequired, 1),
      (#""\/""#, .otherFormRequired, 1),
      (#""\u0041""#, .otherFormRequired, 1),
      (#""\u0022""#, .otherFormRequired, 1),
      (#""\u00E9""#, .otherFormRequired, 1),
      (#""\x41""#, .invalidEscape, 1),
      (#""\ud83d""#, .loneSurrogate, 1),
      (#""\ude00""#, .loneSurrogate, 1),
      (#""\ud83d\u0041""#, .loneSurrogate, 1),
      (#""\u00"#, .unexpectedEnd, 5),
      ("[[[[[[[[[]]]]]]]]]", .tooDeep(limit: 8), 8),
      ("tru", .unexpectedEnd, 3),
      ("trux", .unexpectedByte(0x78), 3),
    ] as [(String, InvalidJSON.Reason, Int)])
  func `everything else is refused with its place`(
    text: String, reason: InvalidJSON.Reason, offset: Int
  ) {
    #expect(throws: InvalidJSON(reason, at: offset)) {
      _ = try StrictJSON.parse(Array(text.utf8))
    }
  }

  @Test func `eight levels are enough, also of empty ones`() throws {
    _ = try StrictJSON.parse(Array("[[[[[[[[]]]]]]]]".utf8))
    _ = try StrictJSON.parse(Array("[{},{},{},{},{},{},{},{},{},{}]".utf8))
  }

  @Test func `a value longer than the limit is not looked at`() {
    #expect(throws: InvalidJSON(.tooLong(limit: 4), at: 4)) {
      _ = try StrictJSON.parse(Array("[1,2]".utf8), maximumLength: 4)
    }
  }

  @Test(
    arguments: [
      (.null, .nullNotAllowed, 0),
      (.double(1), .floatNotAllowed, 0),
      (["a": 1, "a": 2], .duplicateKey("a"), 0),
      (.integer(9_007_199_254_740_992), .integerOutOfRange, 0),
      (.integer(.min), .integerOutOfRange, 0),
      ([[[[[[[[[]]]]]]]]], .tooDeep(limit: 8), 8),
    ] as [(JSONValue, InvalidJSON.Reason, Int)])
  func `the writer refuses what no reader would accept`(
    value: JSONValue, reason: InvalidJSON.Reason, offset: Int
  ) {
    #expect(throws: InvalidJSON(reason, at: offset)) { _ = try StrictJSON.write(value) }
  }
}
