/// What is derived from an epoch's secret, by its number in the derivation (docs/format.md §4).
/// The secret itself encrypts nothing.
package enum EpochKey: UInt64, Sendable {
  /// The root of the slot keys of those who hold the compartment.
  case symmetric = 1
  /// The seed of the X25519 pair, to which those who do not hold it seal.
  case boxSeed = 2
  /// The root of the leaf and chunk keys; of the vault compartment only.
  case log = 3
  /// What the secret of the epoch before is sealed under.
  case chain = 4
  /// What makes the digests of exported words; of a member's own compartment only.
  case export = 5
  /// The seed of the Ed25519 pair that signs `member.recovered`; of the main recovery key only.
  case recoverySigning = 6

  static let length = 32
  static let context: StaticString = "cv-compt"
}
