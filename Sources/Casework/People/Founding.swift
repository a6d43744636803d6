/// What a vault's id is the hash of: who founded it, and how (docs/format.md §3).
package struct Founding: Sendable, Equatable {
  package let suite: UInt8
  /// 32 random bytes, so that two vaults of the same founders differ.
  package let nonce: [UInt8]
  package let preset: Preset
  /// How many members a two-person act takes: 1 in a solo practice, 2 in an agency.
  package let quorum: UInt8
  package let founders: [Founder]

  /// A founder's public keys, 32 bytes each.
  package struct Founder: Sendable, Equatable {
    package let signingKey: ContentHash
    package let boxKey: ContentHash

    package init(signingKey: ContentHash, boxKey: ContentHash) {
      self.signingKey = signingKey
      self.boxKey = boxKey
    }
  }

  package init(nonce: ContentHash, preset: Preset, founders: [Founder]) {
    suite = 1
    self.nonce = nonce.bytes
    self.preset = preset
    quorum = preset == .solo ? 1 : 2
    self.founders = founders
  }

  package var bytes: [UInt8] {
    let keys = founders.flatMap { $0.signingKey.bytes + $0.boxKey.bytes }
    return [suite] + nonce + [preset.rawValue, quorum, UInt8(founders.count)] + keys
  }

  /// Accepts only what ``bytes`` writes: a solo practice of one, an agency of two.
  package init?(bytes: [UInt8]) {
    guard bytes.count >= 36, bytes[0] == 1, let preset = Preset(rawValue: bytes[33]) else {
      return nil
    }
    let wanted = preset == .solo ? 1 : 2
    guard bytes[34] == wanted, bytes[35] == wanted, bytes.count == 36 + 64 * wanted else {
      return nil
    }
    suite = bytes[0]
    nonce = Array(bytes[1..<33])
    self.preset = preset
    quorum = bytes[34]
    var founders: [Founder] = []
    for start in stride(from: 36, to: bytes.count, by: 64) {
      guard let sign = try? ContentHash(bytes: bytes[start..<start + 32]),
        let box = try? ContentHash(bytes: bytes[start + 32..<start + 64])
      else { return nil }
      founders.append(Founder(signingKey: sign, boxKey: box))
    }
    self.founders = founders
  }
}
