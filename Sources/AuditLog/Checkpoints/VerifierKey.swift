package import Sodium

/// A public key that signatures on notes are checked with, and the name that it signs under.
///
/// Source: C2SP signed-note, "Verifier keys": `name+key id in hexadecimal+base64(algorithm ‖ key)`.
package struct VerifierKey: Hashable, Sendable {
  /// Whom the signatures are said to be by.
  package let name: KeyName
  /// What a signature by this key says.
  package let algorithm: NoteAlgorithm
  /// The Ed25519 key itself.
  package let key: Ed25519.VerifyingKey
  /// What signature lines name the key by, beside the name.
  package let id: NoteKeyID

  /// A key under a name; the key id follows from the three.
  package init(name: KeyName, algorithm: NoteAlgorithm, key: Ed25519.VerifyingKey) {
    self.name = name
    self.algorithm = algorithm
    self.key = key
    id = NoteKeyID(name: name, algorithm: algorithm, key: key)
  }

  /// Reads the one-line form. Throws ``MalformedVerifierKey``, also when the key id is not the one
  /// that follows from name and key: then one of the three was mistyped.
  package init(_ text: String) throws(MalformedVerifierKey) {
    let parts = text.utf8.split(
      separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let name = KeyName(utf8: parts[0]),
      let id = Hexadecimal.bytes(from: parts[1]), id.count == 4,
      let material = Base64.bytes(from: parts[2]), let type = material.first
    else { throw .notThreeParts }
    guard let algorithm = NoteAlgorithm(rawValue: type) else { throw .unsupportedAlgorithm(type) }
    self.init(name: name, algorithm: algorithm, key: try Self.key(material.dropFirst()))
    guard self.id.number == id.span.bigEndian(at: 0, as: UInt32.self) else { throw .otherKeyID }
  }

  private static func key(
    _ bytes: ArraySlice<UInt8>
  ) throws(MalformedVerifierKey) -> Ed25519.VerifyingKey {
    do {
      return try Ed25519.VerifyingKey(Array(bytes))
    } catch {
      throw .unusableKey
    }
  }

  /// The one-line form, to hand to those who verify.
  package var text: String {
    let id = [UInt8](bigEndian: id.number)
    let material = [algorithm.rawValue] + key.bytes
    return "\(name.text)+\(Hexadecimal.text(of: id.span))+\(Base64.text(of: material.span))"
  }
}

/// Why a line is no verifier key.
package enum MalformedVerifierKey: Error, Equatable {
  /// Not a name, eight lower-case hexadecimal digits and base64, with plus signs between.
  case notThreeParts
  /// A kind of key that this program does not check.
  case unsupportedAlgorithm(UInt8)
  /// Not 32 bytes, or no Ed25519 key that can be relied on.
  case unusableKey
  /// The key id belongs to another name or key.
  case otherKeyID
}
