package import Sodium

/// Whoever has the secret keys of a device, and does with them what has to be done: this process
/// (``HeldSecrets``), or another that gives none of them away (the agent).
///
/// It answers with a signature, a text, the keys of one sealing: nothing that would do for another.
package protocol DeviceSecrets: BoxOwner {
  /// Signs an entry or an enrolment request, label included, and nothing else.
  /// Throws ``NothingToSign`` for other bytes.
  func sign(_ message: Span<UInt8>) throws -> Ed25519.Signature

  /// Derives what seals and opens one thing that the device keeps for itself: as many bytes as
  /// ``CommittingAEAD/derivedLength``.
  func deriveKeys(
    sealing purpose: DevicePurpose, under nonce: CommittingAEAD.Nonce,
    into keys: inout MutableSpan<UInt8>
  ) throws

  /// Does now what could keep somebody waiting later, such as asking a person for a passphrase again.
  func makeReady() throws
}

/// Bytes that are neither an entry nor an enrolment request: a fault of this program, or somebody who asks the
/// agent for a signature to use elsewhere.
package struct NothingToSign: Error, Equatable {
  package init() {}
}

/// What devices sign. Labels say their length first, so none begins another.
package enum SignedText {
  /// Whether it begins with the label of something that devices sign.
  package static func isMeant(_ message: Span<UInt8>) -> Bool {
    [Label.entry, .enrolmentRequest].contains { label in
      let bytes = label.bytes
      guard message.count >= bytes.count else { return false }
      return bytes.indices.allSatisfy { message[$0] == bytes[$0] }
    }
  }
}
