import Casework
import Sodium

@testable import Keyring

/// A vault's id and a keyring, as every test of compartments and envelopes needs them.
struct Practice {
  let vault = ContentHash(words: .init(first: 1, second: 2, third: 3, fourth: 4))
  let otherVault = ContentHash(words: .init(first: 1, second: 2, third: 3, fourth: 5))
  let keyring: Keyring

  init() throws { keyring = try Keyring() }

  /// An envelope sealed to compartments, on shelf 7.
  func envelope(
    header: String = "header", body: String = "body", id: EnvelopeID = .random(),
    version: UInt32 = 1, to compartments: [CompartmentEpoch]
  ) throws -> SealedEnvelope {
    var sealer = try EnvelopeSealer(vault: vault, keyring: keyring)
    return try sealer.seal(
      header: Array(header.utf8).span, body: Array(body.utf8).span, as: id, version: version,
      shelf: 7, to: compartments)
  }

  /// What opening the body of a row says; nil when it opens.
  func refusal(
    of part: EnvelopePart = .body, in row: StoredEnvelope, as compartment: CompartmentID,
    vault: ContentHash? = nil
  ) throws -> EnvelopeError? {
    var opener = try EnvelopeOpener(vault: vault ?? self.vault, keyring: keyring)
    do {
      switch part {
      case .header: _ = try opener.header(of: row, as: compartment)
      case .body: _ = try opener.body(of: row, as: compartment)
      }
      return nil
    } catch let error as EnvelopeError {
      return error
    }
  }
}

extension StoredEnvelope {
  /// The same row with some columns replaced.
  func with(
    id: EnvelopeID? = nil, version: UInt32? = nil, slots: [UInt8]? = nil, header: [UInt8]? = nil,
    body: [UInt8]? = nil
  ) -> StoredEnvelope {
    StoredEnvelope(
      id: id ?? self.id, version: version ?? self.version, shelf: shelf, slots: slots ?? self.slots,
      header: header ?? self.header, body: body ?? self.body)
  }
}

extension [UInt8] {
  /// The same bytes with one bit of one byte turned over.
  func flipped(at index: Int) -> [UInt8] {
    var bytes = self
    bytes[index] ^= 1
    return bytes
  }
}
