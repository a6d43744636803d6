import Casework
import Foundation
import Sodium

@testable import Keyring

/// Reads the published vectors of `Keys/vectors`, which `check.py` there opens in another language.
enum PublishedVector {
  static func read<Contents: Decodable>(_ name: String) throws -> Contents {
    let file = Repository.root.appending(path: "Keys/vectors/\(name).json")
    return try JSONDecoder().decode(Contents.self, from: Data(contentsOf: file))
  }
}

/// Bytes that stand as hexadecimal digits in a vector.
struct Hex: Decodable, Equatable {
  let bytes: [UInt8]

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let bytes = Hexadecimal.bytes(of: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not hexadecimal")
    }
    self.bytes = bytes
  }

  func hash() throws -> ContentHash { try ContentHash(bytes: bytes.span) }
  func envelopeID() throws -> EnvelopeID { try EnvelopeID(bytes: bytes.span) }
}

/// One epoch with its secret.
struct EpochVector: Decodable {
  let compartment: Hex
  let kind: UInt8
  let epoch: UInt32
  let secret: Hex
  let commitment: Hex
  let publicKey: Hex

  func facts() throws -> CompartmentEpoch {
    let kind = CompartmentKind.all.first { $0.number == self.kind }
    return CompartmentEpoch(
      compartment: try CompartmentID(bytes: compartment.bytes.span), kind: kind ?? .vault,
      epoch: epoch, commitment: try commitment.hash(), publicKey: try publicKey.hash())
  }

  /// Its facts, once a keyring has taken its secret.
  func added(to keyring: Keyring) throws -> CompartmentEpoch {
    let facts = try facts()
    try keyring.add(copying: secret.bytes.span, as: facts)
    return facts
  }
}

/// The repository that this file lies in.
enum Repository {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
}
