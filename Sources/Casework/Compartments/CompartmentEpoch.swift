/// The public facts of one epoch of a compartment, as the log states them. Who knows these and no
/// secret can seal to the compartment, find what is addressed to it and check a secret offered.
/// Source: docs/format.md §4.
package struct CompartmentEpoch: Hashable, Sendable {
  package let compartment: CompartmentID
  package let kind: CompartmentKind
  /// From 1; each rotation adds one.
  package let epoch: UInt32
  /// Which secret it is, without telling it.
  package let commitment: ContentHash
  /// X25519, 32 bytes, as the log names it: not yet checked to be usable.
  package let publicKey: ContentHash

  package init(
    compartment: CompartmentID, kind: CompartmentKind, epoch: UInt32, commitment: ContentHash,
    publicKey: ContentHash
  ) {
    self.compartment = compartment
    self.kind = kind
    self.epoch = epoch
    self.commitment = commitment
    self.publicKey = publicKey
  }
}
