package import Sodium

/// One signature line of a note: who claims to have signed, and the bytes.
///
/// Nothing is said yet about whether it holds. Source: C2SP signed-note, "Signatures".
package struct NoteSignature: Hashable, Sendable {
  /// Who is said to have signed.
  package let name: KeyName
  /// With which key.
  package let keyID: NoteKeyID
  /// The signature proper, without the key id; what it looks like depends on the key.
  package let bytes: [UInt8]
}

extension NoteSignature {
  /// Signs a note's text with Ed25519. Throws what ``Ed25519/SigningKey/sign(_:)`` throws.
  package static func signing(
    _ text: SignableText, as name: KeyName, with key: borrowing Ed25519.SigningKey
  ) throws(SodiumError) -> NoteSignature {
    let verifier = VerifierKey(name: name, algorithm: .ed25519, key: key.verifyingKey)
    return NoteSignature(
      name: name, keyID: verifier.id, bytes: try key.sign(text.utf8).bytes)
  }

  /// Signs as a witness: that at `time` this was the largest consistent checkpoint seen from its
  /// log. Source: C2SP tlog-cosignature, "Format".
  package static func cosigning(
    _ text: SignableText, at time: CosignatureTime, as name: KeyName,
    with key: borrowing Ed25519.SigningKey
  ) throws(SodiumError) -> NoteSignature {
    let verifier = VerifierKey(name: name, algorithm: .cosignature, key: key.verifyingKey)
    let signature = try key.sign(time.message(over: text))
    return NoteSignature(
      name: name, keyID: verifier.id,
      bytes: [UInt8](bigEndian: time.seconds) + signature.bytes)
  }
}

extension NoteSignature {
  /// Reads `— name base64`, without the newline; nil for anything else.
  init?(line: ArraySlice<UInt8>) {
    guard line.starts(with: Self.dash) else { return nil }
    let parts = line.dropFirst(Self.dash.count).split(
      separator: UInt8(ascii: " "), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let name = KeyName(utf8: parts[0]),
      let bytes = Base64.bytes(from: parts[1]), bytes.count > 4
    else { return nil }
    let keyID = NoteKeyID(bytes.span.bigEndian(at: 0, as: UInt32.self))
    self.init(name: name, keyID: keyID, bytes: Array(bytes.dropFirst(4)))
  }

  /// The line with its newline.
  var line: [UInt8] {
    let identified = [UInt8](bigEndian: keyID.number) + bytes
    return Self.dash + name.utf8 + Array(" \(Base64.text(of: identified.span))\n".utf8)
  }

  /// An em dash and a space.
  private static let dash = Array("\u{2014} ".utf8)
}
