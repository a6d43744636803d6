package import Casework

/// One envelope as it lies in a row: sealed parts and slots, nothing that names a person.
///
/// `header` and `body` are each nonce(24) ‖ commitment(32) ‖ ciphertext; `slots` is a count byte and
/// the slots. Source: docs/format.md §5.
package struct StoredEnvelope: Sendable, Equatable {
  package var id: EnvelopeID
  /// From 1; a new version never overwrites an old one.
  package var version: UInt32
  /// 63 random bits shared by the envelopes of one compartment.
  package var shelf: Int64
  package var slots: [UInt8]
  package var header: [UInt8]
  /// Empty where a reader asked for headers only.
  package var body: [UInt8]

  package init(
    id: EnvelopeID, version: UInt32, shelf: Int64, slots: [UInt8], header: [UInt8], body: [UInt8]
  ) {
    self.id = id
    self.version = version
    self.shelf = shelf
    self.slots = slots
    self.header = header
    self.body = body
  }
}
