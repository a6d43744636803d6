/// An entry that counts by the signature of the recovery key.
package protocol SignedByRecovery: EventContent {
  /// What that key signs, behind its label and the vault's id.
  func statement() throws(InvalidJSON) -> [UInt8]
  var signature: RecoverySignature { get }
  /// The new device, where it signs the entry for itself: by the sheets of a practice, when nobody else is
  /// there.
  var admitted: Device? { get }
}

extension SignedByRecovery {
  package var byRecovery: (any SignedByRecovery)? { self }
}

extension MemberRecovered: SignedByRecovery {
  package var admitted: Device? { start == nil ? device : nil }
}
