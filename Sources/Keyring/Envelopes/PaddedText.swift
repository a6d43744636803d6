internal import Casework
package import Sodium

/// A worker's guarded room for one text with its padding, used again for the next one.
///
/// `u32 length ‖ text ‖ zeros`. Grows to the largest text it has seen; wiped when the worker goes.
package struct PaddedText: ~Copyable {
  static let lengthField = 4

  /// The padded text is what stands before ``count``.
  package private(set) var room: SecretBytes
  package private(set) var count = 0

  package init() throws(SodiumError) { room = try SecretBytes(zeroed: 1 << 14) }

  /// Lays a text out for sealing. Throws ``EnvelopeError/tooLong(_:bytes:)``.
  package mutating func pad(_ text: Span<UInt8>, as part: EnvelopePart) throws {
    guard text.count <= part.longestText else {
      throw EnvelopeError.tooLong(part, bytes: text.count)
    }
    let padded = part.paddedLength(ofText: text.count)
    try makeRoom(for: padded)
    var target = room.mutableSpan
    let length = UInt32(text.count)
    for index in 0..<Self.lengthField {
      target[index] = UInt8(truncatingIfNeeded: length >> UInt32(24 - 8 * index))
    }
    let end = Self.lengthField + text.count
    var words = target._mutatingExtracting(Self.lengthField..<end)
    try words.copy(from: text)
    var padding = target._mutatingExtracting(end..<padded)
    padding.update(repeating: 0)
    count = padded
  }

  /// Lets a decryption write `count` bytes of padded text. When it throws, nothing is left to read.
  package mutating func fill(
    count padded: Int, _ write: (inout MutableSpan<UInt8>) throws(SodiumError) -> Void
  ) throws(SodiumError) {
    try makeRoom(for: padded)
    var target = room.mutableSpan
    var text = target._mutatingExtracting(..<padded)
    try write(&text)
    count = padded
  }

  /// The text without its padding. The one padding that sealing would have chosen is accepted and no
  /// other, or two envelopes could say the same and nobody would know what the rest is for.
  package func unpadded<Answer>(
    as part: EnvelopePart, _ use: (Span<UInt8>) throws -> Answer
  ) throws -> Answer {
    let padded = room.span.extracting(first: count)
    guard padded.count >= Self.lengthField else { throw EnvelopeError.wrongPadding(part) }
    var length = 0
    for index in 0..<Self.lengthField { length = length << 8 | Int(padded[index]) }
    guard length <= part.longestText, part.paddedLength(ofText: length) == padded.count else {
      throw EnvelopeError.wrongPadding(part)
    }
    let end = Self.lengthField + length
    guard padded.extracting(end...).isAllZero else { throw EnvelopeError.wrongPadding(part) }
    return try use(padded.extracting(Self.lengthField..<end))
  }

  /// Leaves nothing of the last text.
  mutating func wipe() {
    room.wipe()
    count = 0
  }

  /// Until the room is filled anew there is nothing in it to read.
  private mutating func makeRoom(for length: Int) throws(SodiumError) {
    count = 0
    if length > room.count { room = try SecretBytes(zeroed: length + length / 2) }
  }
}
