/// Why an acceptable entry has no effect. Such an entry stays in the log and is reported.
package enum Violation: Error, Sendable, Equatable {
  /// The signer had no power to do it.
  case refused(Refusal.Reason)
  case unknownFile
  case unknownMember
  case unknownCompartment
  case unknownNote
  case unknownProposal
  /// The event names another predecessor in the file's history than the one there is.
  case staleLink
  /// Something with this id, number or epoch exists already.
  case alreadyExists
  /// Epochs, versions or numbers that do not follow those before.
  case outOfSequence
  /// Wraps for nobody, for somebody not entitled, or missing for somebody entitled.
  case wrongHolders
  /// An assignment or a supervision that it ends, and that there is not.
  case notInForce
  /// A case file's key would be held by nobody who is entitled to it.
  case nobodyLeft
  /// A proposal approved by its proposer, by somebody concerned, too early or too late.
  case notApprovable
  /// An event that may only stand inside a proposal, or the founding anywhere but at position 0.
  case misplaced
  /// A manifest that is missing, or does not say what the event says.
  case badManifest
  /// A public key that is no valid point: whatever is sealed to it, or signed by it, is anybody's.
  case unusableKey
  /// A new key for checkpoints that the one before did not sign.
  case notSignedOver
  /// Roles that do not combine.
  case rolesDoNotCombine
  /// A note that is signed, discarded, or of another author.
  case noteNotOpen
  case unknownGrant
  case unknownEmergency
  /// A grant of a kind of note that nobody may be granted, without an end ahead, or with one too far.
  case termsNotAllowed
  /// There is no recovery key, or no such recovery under way.
  case unknownRecovery
  /// A recovery without the signature of the recovery key.
  case forgedRecovery
  /// Fewer officers contributed than it takes.
  case tooFewOfficers
}
