/// A new key for checkpoints, made where the vault's compartment rotates: whoever has lost the vault's key has
/// lost the right to speak for the log, and knew the key before.
package struct CheckpointHandOver: Sendable, Hashable {
  /// The Ed25519 public key from the next entry on.
  package let key: ContentHash
  /// Its seed, sealed to the epoch that begins.
  package let seed: EnvelopeNotice
  /// The key before signs this one over, 64 bytes; nil where its seed could not be opened any more, which must
  /// keep nobody from exchanging the vault's key. Whether it is right, is for whoever has the curve to say.
  package let signature: [UInt8]?

  package init(key: ContentHash, seed: EnvelopeNotice, signature: [UInt8]?) {
    (self.key, self.seed, self.signature) = (key, seed, signature)
  }

  init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    key = try fields.hash("key")
    seed = try fields.nested("seed") { (fields) throws(UnexpectedJSON) in
      try EnvelopeNotice(from: &fields)
    }
    signature = fields.isNext("signature") ? try fields.bytes("signature") : nil
    guard signature.map({ $0.count == 64 }) ?? true else { throw .unknownValue(key: "signature") }
  }

  func write(to object: inout JSONObject) {
    object.append("key", key)
    object.append(nested: "seed") { seed.write(to: &$0) }
    if let signature {
      object.append("signature", .string(Hexadecimal.text(of: signature)))
    }
  }
}

/// A key that checkpoints were signed with, and how many entries the longest log has that it speaks for.
package struct EarlierCheckpointKey: Sendable, Equatable {
  package let key: ContentHash
  package let upTo: UInt64
}

extension VaultState {
  /// The key that a checkpoint of so many entries is signed with: the one in force behind the last of them.
  package func checkpointKey(atSize size: UInt64) -> ContentHash? {
    earlierCheckpointKeys.first { size <= $0.upTo }?.key ?? checkpointKey
  }

  /// From the next entry on it is this one.
  mutating func handOver(_ handOver: CheckpointHandOver, at sequence: UInt64) {
    if let checkpointKey {
      earlierCheckpointKeys.append(EarlierCheckpointKey(key: checkpointKey, upTo: sequence))
    }
    checkpointKey = handOver.key
    checkpointSeed = handOver.seed
  }
}
