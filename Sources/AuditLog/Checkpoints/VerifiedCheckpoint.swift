package import Sodium

/// A checkpoint that its log has signed, and what known witnesses have added.
package struct VerifiedCheckpoint: Hashable, Sendable {
  /// What the log has said.
  package let checkpoint: Checkpoint
  /// Known witnesses that cosigned, with the times that they claim.
  package let cosigners: [NoteSigner]

  /// Checks a note as a checkpoint of the log `origin`, whose key is `log`.
  ///
  /// A note that only witnesses have signed is refused: they vouch for what the log said, not in
  /// its place. Throws ``InvalidCheckpoint``.
  package init(
    _ note: SignedNote, origin: LogOrigin, log: Ed25519.VerifyingKey,
    witnesses: [VerifierKey] = []
  ) throws(InvalidCheckpoint) {
    let verified = try Self.verified(note, by: [origin.verifierKey(log)] + witnesses)
    checkpoint = try Self.checkpoint(verified.text)
    guard verified.signers.contains(where: { $0.key == origin.verifierKey(log) }) else {
      throw .notSignedByLog
    }
    guard checkpoint.origin.utf8.elementsEqual(origin.text.utf8) else {
      throw .foreignOrigin(checkpoint.origin)
    }
    cosigners = verified.signers.filter { $0.time != nil }
  }

  private static func verified(
    _ note: SignedNote, by keys: [VerifierKey]
  ) throws(InvalidCheckpoint) -> VerifiedNote {
    do {
      return try note.verified(by: keys)
    } catch {
      throw .untrusted(error)
    }
  }

  private static func checkpoint(_ text: SignableText) throws(InvalidCheckpoint) -> Checkpoint {
    do {
      return try Checkpoint(text)
    } catch {
      throw .malformed(error)
    }
  }
}

/// Why a note is no checkpoint of the log that was asked about.
package enum InvalidCheckpoint: Error, Equatable {
  /// The signatures do not hold, or are nobody's that we know.
  case untrusted(UntrustedNote)
  /// Known witnesses have signed, the log's own key has not.
  case notSignedByLog
  /// The text is signed and no checkpoint.
  case malformed(MalformedCheckpoint)
  /// The log's key has signed, for another vault or generation.
  case foreignOrigin(String)
}

extension LogOrigin {
  /// The log's key under the name that C2SP tlog-checkpoint recommends: the origin itself.
  package func verifierKey(_ key: Ed25519.VerifyingKey) -> VerifierKey {
    VerifierKey(name: KeyName(self), algorithm: .ed25519, key: key)
  }
}

extension Checkpoint {
  /// Signs the checkpoint with its log's own key. Throws what the signing throws.
  package static func signed(
    origin: LogOrigin, size: UInt64, root: TreeHash, with key: borrowing Ed25519.SigningKey
  ) throws(SodiumError) -> SignedNote {
    let text = Checkpoint(origin: origin, size: size, root: root).text
    let signature = try NoteSignature.signing(text, as: KeyName(origin), with: key)
    return SignedNote(text, signatures: [signature])
  }
}
