import Sodium

/// The four bytes that tell the keys of one name apart: a hint where to look, not a proof of
/// anything. Source: C2SP signed-note, "Signatures".
package struct NoteKeyID: Hashable, Sendable {
  /// The number, as the formats write it in big-endian order.
  package let number: UInt32

  /// An id as it stands in a signature or verifier key.
  package init(_ number: UInt32) { self.number = number }

  /// The id that C2SP recommends for, and we demand of, every key:
  /// SHA-256(name ‖ newline ‖ algorithm ‖ public key), its first four bytes.
  init(name: KeyName, algorithm: NoteAlgorithm, key: Ed25519.VerifyingKey) {
    let preamble = name.utf8 + [newline, algorithm.rawValue]
    number = SHA256.digest(of: preamble.span, key.span).span.bigEndian(at: 0, as: UInt32.self)
  }
}

/// What a signature on a note says. The others that C2SP lists (ECDSA, RFC 6962, ML-DSA) are not
/// supported: keys for them are refused, signatures by them ignored.
package enum NoteAlgorithm: UInt8, Sendable {
  /// Ed25519 over the text. Source: C2SP signed-note, "Ed25519 signatures".
  case ed25519 = 0x01
  /// Ed25519 over a time and the text, `cosignature/v1`. Source: C2SP tlog-cosignature.
  case cosignature = 0x04
}

/// The one control character in a note.
let newline = UInt8(ascii: "\n")
