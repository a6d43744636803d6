import Testing

@testable import Casework

@Suite struct JSONPropertyTests {
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `a strict value survives writing, strict and lenient reading`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<30 {
      let value = JSONValue.random(using: &generator, depth: 3)
      let bytes = try StrictJSON.write(value)
      #expect(try StrictJSON.parse(bytes) == value, "seed \(seed)")
      #expect(try LenientJSON.parse(bytes) == value, "seed \(seed)")
      for layout in [JSONOutput.Layout.compact, .pretty] {
        let text = JSONOutput.text(of: value, layout)
        #expect(try LenientJSON.parse(Array(text.utf8)) == value, "seed \(seed)")
      }
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `changed bytes are refused or read as another value`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<80 {
      var bytes = try StrictJSON.write(.random(using: &generator, depth: 3))
      let place = Int.random(in: bytes.indices, using: &generator)
      bytes[place] = UInt8.random(in: 0...255, using: &generator)
      // Whatever is still accepted is written back as it stood: one value, one encoding.
      if let value = try? StrictJSON.parse(bytes) {
        #expect(try StrictJSON.write(value) == bytes, "seed \(seed)")
      }
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `no bytes stop either reader`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let alphabet = Array("{}[]\":,\\u0123tfn-.eE \n".utf8) + [0x00, 0xff, 0xc3, 0xa9]
    for _ in 0..<500 {
      let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
        alphabet[Int.random(in: alphabet.indices, using: &generator)]
      }
      if let value = try? StrictJSON.parse(bytes) {
        #expect((try? LenientJSON.parse(bytes)) == value, "seed \(seed)")
      }
      if case .failure(let error) = Result(catching: { try LenientJSON.parse(bytes) }) {
        let place = (error as? InvalidJSON)?.offset ?? -1
        #expect((0...bytes.count).contains(place), "seed \(seed)")
      }
    }
  }
}

extension JSONValue {
  static func random(using generator: inout SeededGenerator, depth: Int) -> JSONValue {
    switch Int.random(in: 0...(depth > 0 ? 4 : 2), using: &generator) {
    case 0: return .string(.random(using: &generator))
    case 1:
      return .integer(
        .random(in: -StrictJSON.maximumInteger...StrictJSON.maximumInteger, using: &generator))
    case 2: return .bool(.random(using: &generator))
    case 3:
      return .array((0..<3).map { _ in .random(using: &generator, depth: depth - 1) })
    default:
      let keys = Set((0..<4).map { _ in String.random(using: &generator) }).sorted()
      return .object(
        JSONObject(keys.map { ($0, .random(using: &generator, depth: depth - 1)) }))
    }
  }
}

extension String {
  /// Letters, signs that need escapes, and characters of every length in UTF-8.
  static func random(using generator: inout SeededGenerator) -> String {
    let pieces = [
      "a", "Z", " ", "\"", "\\", "/", "\n", "\u{0}", "\u{7f}", "é", "客", "😀", "\u{202e}", "u0041",
    ]
    return (0..<Int.random(in: 0...50, using: &generator)).map { _ in
      pieces[Int.random(in: pieces.indices, using: &generator)]
    }.joined()
  }
}
