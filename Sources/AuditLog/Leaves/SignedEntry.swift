package import Sodium

/// An entry whose every signature was checked: these keys have said this, on top of this history.
///
/// Whether they were allowed to is not for this target to say. Only ``OpenedLeaf/verified(by:)``
/// makes one.
package struct SignedEntry: Hashable, Sendable {
  /// The entry as it is stored.
  package let leaf: Leaf
  /// The keys that signed, in the order of the signatures.
  package let signers: [Ed25519.VerifyingKey]
  /// The event's bytes, as they were signed.
  package let event: ArraySlice<UInt8>

  /// Where the entry stands, and on what.
  package var header: LeafHeader { leaf.header }

  fileprivate init(_ opened: OpenedLeaf, signers: [Ed25519.VerifyingKey]) {
    leaf = opened.leaf
    event = opened.event
    self.signers = signers
  }
}

extension OpenedLeaf {
  /// Checks each signature against the key at the same place; there must be one of each (about
  /// 90 µs a signature). Throws ``LeafRefusal``.
  package func verified(by keys: [Ed25519.VerifyingKey]) throws(LeafRefusal) -> SignedEntry {
    guard keys.count == signatures.count else {
      throw .wrongSignatureCount(expected: keys.count, found: signatures.count)
    }
    // From the stored bytes, not encoded anew: what was signed is what is checked.
    let header = Array(leaf.bytes[..<LeafHeader.byteCount])
    let message = Leaf.signedMessage(header: header, event: event.span)
    for (place, key) in keys.enumerated() {
      guard key.accepts(signatures[place], over: message) else { throw .badSignature(place) }
    }
    return SignedEntry(self, signers: keys)
  }
}
