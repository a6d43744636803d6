import AuditLog
import Sodium

/// Seals and opens for the tests, in arrays: spans do not go through the testing library's macros.
struct LeafMaker {
  let vault: VaultID
  let logKey: [UInt8]
  let verifyingKey: Ed25519.VerifyingKey

  init(logKey byte: UInt8 = 0x42) throws {
    vault = VaultID(try Digest32(Array(0...31)))
    logKey = [UInt8](repeating: byte, count: 32)
    verifyingKey = try signingKey(filledWith: 1).verifyingKey
  }

  /// A header with a fixed nonce, so that a failure comes again.
  func header(after frontier: Frontier = Frontier(), epoch: UInt32 = 1) throws -> LeafHeader {
    let nonce = try FixedBytes<24>([UInt8](repeating: 9, count: 24))
    return LeafHeader(vault: vault, after: frontier, epoch: epoch, nonce: nonce)
  }

  func seal(_ event: [UInt8], header: LeafHeader, signers: ClosedRange<UInt8> = 1...1) throws
    -> Leaf
  {
    try Leaf.sealed(event: event.span, header: header, logKey: logKey.span) { message in
      var signatures: [Ed25519.Signature] = []
      for signer in signers {
        let seed = [UInt8](repeating: signer, count: 32)
        signatures.append(try Ed25519.SigningKey(seed: seed.span).sign(message))
      }
      return signatures
    }
  }

  /// Seals a body as it is, right or wrong, with the key that belongs to the header.
  func seal(body: [UInt8], header: LeafHeader) throws -> Leaf {
    let encoded = header.encoded
    let key = try LeafKey(of: header, logKey: logKey.span)
    let label = [21] + Array("casevault/1 leaf body".utf8)
    let sealed = try key.withBytes { key in
      try CommittingAEAD.seal(
        body, key: key, nonce: header.nonce, label: label.span, additionalData: encoded.span)
    }
    return try Leaf(encoded + sealed.commitment.bytes + sealed.ciphertext, of: vault)
  }

  func open(_ leaf: Leaf) throws -> OpenedLeaf { try leaf.opened(logKey: logKey.span) }

  func open(_ bytes: [UInt8]) throws -> OpenedLeaf { try open(Leaf(bytes, of: vault)) }

  func open(_ leaf: Leaf, disclosedKey: [UInt8]) throws -> OpenedLeaf {
    try leaf.opened(with: LeafKey(copying: disclosedKey.span))
  }

  func disclosedKey(of leaf: Leaf) throws -> [UInt8] {
    let key = try LeafKey(of: leaf.header, logKey: logKey.span)
    return key.withBytes { [UInt8](copying: $0) }
  }
}
