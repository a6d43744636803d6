package import AuditLog
internal import CaseVault
package import Casework
package import Keyring
import Sodium

/// One practice with fixed secrets, so that an input means the same in every run. Worth nothing: test
/// material, published with the inputs.
package struct CheckMaterial: Sendable {
  package let vault = ContentHash(words: .init(first: 1, second: 2, third: 3, fourth: 4))
  package let keyring: Keyring
  /// Wraps are sealed to this member, envelopes to this file.
  package let member: CompartmentEpoch
  package let file: CompartmentEpoch
  package let envelope = EnvelopeID(0x0e)
  package let logKey = [UInt8](repeating: 0x42, count: 32)
  package let passphrase = Array("test material, not a secret".utf8)

  /// The texts of the one envelope that was ever sealed under the file's secret.
  package static let header = Array("a header of the seeds".utf8)
  package static let body = Array("a body of the seeds".utf8)

  init() throws {
    keyring = try Keyring()
    member = try Self.epoch(.member, 0x0a, in: keyring)
    file = try Self.epoch(.file, 0x0f, in: keyring)
  }

  private static func epoch(
    _ kind: CompartmentKind, _ byte: UInt8, in keyring: Keyring
  ) throws -> CompartmentEpoch {
    let bytes = [UInt8](repeating: byte, count: EpochSecret.length)
    let secret = try EpochSecret(copying: bytes.span)
    let facts = try secret.facts(of: CompartmentID(UInt64(byte)), kind: kind, epoch: 1)
    try keyring.add(secret, as: facts)
    return facts
  }

  /// The device that key files and requests among the seeds belong to.
  package static func device() throws -> DeviceIdentity {
    let seed = [UInt8](repeating: 0x07, count: DeviceIdentity.seedLength)
    return try DeviceIdentity(seed: SecretBytes(copying: seed.span))
  }

  package static func deviceKeys() throws -> DevicePublicKeys { try device().publicKeys }

  package var vaultID: VaultID { VaultID(vault) }

  /// What lies in a wrap for ``member``, as nobody but that member can see it.
  package func textOfWrap(_ wrap: [UInt8]) throws -> [UInt8] {
    var seed = try SecretBytes(zeroed: 32)
    try keyring.copy(.boxSeed, of: member, into: &seed)
    let text = try SealedBox.open(wrap.span, with: X25519.SecretKey(seed: seed.span))
    return [UInt8](copying: text.span)
  }

  /// Where the leaves of the seeds stand: first in the log, under a fixed nonce.
  package func leafHeader() throws -> LeafHeader {
    LeafHeader(
      vault: vaultID, after: Frontier(), epoch: 1,
      nonce: try FixedBytes<24>([UInt8](repeating: 9, count: 24)))
  }

  private static let made = Result { try CheckMaterial() }

  /// Made once: a fuzzer asks for it a million times.
  package static var shared: CheckMaterial { get throws { try made.get() } }
}

extension Identifier {
  /// An identifier that is easy to tell in a dump.
  fileprivate init(_ low: UInt64) { self.init(high: 0, low: low) }
}
