/// Why an envelope cannot be sealed or opened, or its row not be read.
package enum EnvelopeError: Error, Equatable, Sendable {
  /// A text longer than ``EnvelopePart/longestText``.
  case tooLong(EnvelopePart, bytes: Int)
  /// An envelope is addressed to 1 to 255 compartments.
  case addressees(count: Int)
  /// The row's slots are not a count and as many whole slots of known forms.
  case malformedSlots
  /// None of the slots is for a compartment that this keyring holds.
  case notAddressed
  /// A slot for a held compartment does not open: damaged, or made for another vault or envelope.
  case damagedSlot
  /// A part's bytes cannot be that part: too short, or of a length that no padding gives.
  case truncated(EnvelopePart)
  /// A part commits to another key, or to another place: envelope, version, vault, part, header.
  case misplaced(EnvelopePart)
  /// A part is in its place and under its key, but its bytes were changed.
  case damaged(EnvelopePart)
  /// Padding that is not zero, or not the least.
  case wrongPadding(EnvelopePart)
}
