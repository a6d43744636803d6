import Foundation
import Testing

/// A file of Wycheproof vectors. A missing file, field or odd digit throws, so that no case is
/// passed over in silence.
struct Wycheproof<Group: Decodable>: Decodable {
  let numberOfTests: Int
  let testGroups: [Group]

  static func load(_ name: String) throws -> Wycheproof {
    let file = try #require(
      Bundle.module.url(forResource: "Fixtures/wycheproof/\(name)", withExtension: "json"))
    return try JSONDecoder().decode(Wycheproof.self, from: Data(contentsOf: file))
  }
}

/// What the file expects of one case.
enum WycheproofResult: String, Decodable {
  case valid, invalid, acceptable
}

/// Bytes in a vector file.
struct HexadecimalBytes: Decodable {
  let bytes: [UInt8]

  init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    bytes = SodiumTests.bytes(text)
    guard bytes.count * 2 == text.count else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not hexadecimal"))
    }
  }
}
