import Sodium

/// A note's text, and who of those we know has signed it. Only ``SignedNote/verified(by:)`` makes one.
package struct VerifiedNote: Hashable, Sendable {
  /// What was signed.
  package let text: SignableText
  /// One for each key that signed, in the order of the lines.
  package let signers: [NoteSigner]

  fileprivate init(text: SignableText, signers: [NoteSigner]) {
    self.text = text
    self.signers = signers
  }
}

/// A key of ours and, where it is a witness's, when it says that it signed.
package struct NoteSigner: Hashable, Sendable {
  /// The key that signed.
  package let key: VerifierKey
  /// When, as a witness says; nil for a signature over the text alone.
  package let time: CosignatureTime?
}

extension SignedNote {
  /// Checks every signature by a known key, and ignores the others.
  ///
  /// One bad signature by a known key refuses the whole note: somebody has changed it.
  /// Throws ``UntrustedNote``. Source: C2SP signed-note, "Signatures".
  package func verified(by keys: [VerifierKey]) throws(UntrustedNote) -> VerifiedNote {
    var signers: [NoteSigner] = []
    for signature in signatures {
      let known = keys.filter { $0.id == signature.keyID && $0.name == signature.name }
      guard let key = known.first else { continue }
      guard known.count == 1 else { throw .ambiguousKey(key.name, key.id) }
      guard let signer = key.signer(of: text, by: signature) else {
        throw .badSignature(key.name, key.id)
      }
      if !signers.contains(signer) { signers.append(signer) }
    }
    guard !signers.isEmpty else { throw .noKnownSigner }
    return VerifiedNote(text: text, signers: signers)
  }
}

/// Why nobody should believe a note.
package enum UntrustedNote: Error, Equatable {
  /// None of the signatures is by a key that we know.
  case noKnownSigner
  /// A key that we know has not signed this text.
  case badSignature(KeyName, NoteKeyID)
  /// Two of the keys given share name and id, so it is open which of them should have signed.
  case ambiguousKey(KeyName, NoteKeyID)
}

extension VerifierKey {
  /// This key as a signer of the text; nil when the signature does not hold.
  fileprivate func signer(of text: SignableText, by signature: NoteSignature) -> NoteSigner? {
    switch algorithm {
    case .ed25519:
      accepts(signature.bytes[...], over: text.utf8) ? NoteSigner(key: self, time: nil) : nil
    case .cosignature:
      witness(of: text, by: signature.bytes)
    }
  }

  private func witness(of text: SignableText, by bytes: [UInt8]) -> NoteSigner? {
    guard bytes.count == 8 + 64,
      let time = CosignatureTime(seconds: bytes.span.bigEndian(at: 0, as: UInt64.self)),
      accepts(bytes.dropFirst(8), over: time.message(over: text))
    else { return nil }
    return NoteSigner(key: self, time: time)
  }

  private func accepts(_ signature: ArraySlice<UInt8>, over message: [UInt8]) -> Bool {
    guard let signature = try? Ed25519.Signature(Array(signature)) else { return false }
    return key.accepts(signature, over: message)
  }
}
