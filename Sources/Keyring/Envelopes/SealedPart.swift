/// How a part's bytes are laid out: nonce(24) ‖ commitment(32) ‖ ciphertext.
enum SealedPart {
  static let nonce = 0..<24
  static let commitment = 24..<56
  static let ciphertext = 56...
  private static let tagLength = 16

  /// Bytes of a part whose padded text is this long.
  static func length(ofPadded count: Int) -> Int { ciphertext.lowerBound + count + tagLength }

  /// The length of the padded text inside.
  /// Throws ``EnvelopeError/truncated(_:)`` for a length that sealing never gives.
  static func paddedLength(of bytes: Span<UInt8>, as part: EnvelopePart) throws(EnvelopeError)
    -> Int
  {
    let count = bytes.count - length(ofPadded: 0)
    let text = count - PaddedText.lengthField
    guard text >= 0, part.paddedLength(ofText: text) == count,
      count <= part.paddedLength(ofText: part.longestText)
    else { throw .truncated(part) }
    return count
  }
}
