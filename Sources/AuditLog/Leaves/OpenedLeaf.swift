package import Sodium

/// A leaf whose body was opened: what it says, and whose signatures it carries, none checked yet.
///
/// Whoever holds the log key can have written this, so it proves nothing until
/// ``verified(by:)`` has turned it into a ``SignedEntry``.
package struct OpenedLeaf: Hashable, Sendable {
  /// The entry as it is stored.
  package let leaf: Leaf
  let body: LeafBody

  /// Where the entry stands, and on what.
  package var header: LeafHeader { leaf.header }
  /// The signatures in their order.
  package var signatures: [Ed25519.Signature] { body.signatures }
  /// The event's bytes, as they were signed.
  package var event: ArraySlice<UInt8> { body.event }
}

extension Leaf {
  /// Opens the body with the log key (32 bytes) of the header's epoch, about 5 µs for 600 bytes.
  /// Throws ``LeafRefusal``.
  package func opened(logKey: Span<UInt8>) throws(LeafRefusal) -> OpenedLeaf {
    let body: [UInt8]
    do throws(SodiumError) {
      body = try withTransientSecret(count: LeafKey.byteCount) { key throws(SodiumError) in
        try LeafKey.derive(
          bytes.span.extracting(..<LeafHeader.byteCount), logKey: logKey, into: &key)
        return try plaintext(key: key.span)
      }
    } catch {
      throw refusal(for: error)
    }
    return OpenedLeaf(leaf: self, body: try LeafBody(body))
  }

  /// Opens the body with the key of this one leaf, as an outsider does. Throws ``LeafRefusal``.
  package func opened(with key: borrowing LeafKey) throws(LeafRefusal) -> OpenedLeaf {
    let body: [UInt8]
    do throws(SodiumError) {
      body = try key.withBytes { key throws(SodiumError) in try plaintext(key: key) }
    } catch {
      throw refusal(for: error)
    }
    return OpenedLeaf(leaf: self, body: try LeafBody(body))
  }

  private func plaintext(key: Span<UInt8>) throws(SodiumError) -> [UInt8] {
    let label = Label.leafBody
    let ciphertext = bytes.span.extracting(Self.bodyOffset...)
    var body = [UInt8](repeating: 0, count: ciphertext.count - CommittingAEAD.overhead)
    var output = body.mutableSpan
    try CommittingAEAD.open(
      ciphertext, into: &output, key: key, nonce: header.nonce.span,
      commitment: bytes.span.extracting(Self.commitmentOffset..<Self.bodyOffset),
      label: label.span,
      additionalData: bytes.span.extracting(..<LeafHeader.byteCount))
    return body
  }

  private func refusal(for error: SodiumError) -> LeafRefusal {
    switch error {
    case .wrongKey: .wrongKey(epoch: header.epoch)
    case .damaged: .damaged
    default: .cryptography(error)
    }
  }
}
