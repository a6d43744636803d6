/// Where bytes become text: checked once here, and only `String` from there on.
package enum UTF8Text {
  /// The longest text of one note in bytes: 16 MiB, some three thousand pages. A note is held in
  /// memory whole, several times over while it is sealed.
  package static let maximumNoteLength = 16 * 1024 * 1024

  /// The bytes as text, if they are UTF-8 throughout (RFC 3629: no overlong forms, no surrogates).
  ///
  /// Throws ``InvalidText/invalidUTF8(offset:)`` with the first byte that is not.
  package static func string(from bytes: Span<UInt8>) throws(InvalidText) -> String {
    if bytes.endOfASCII(from: 0) < bytes.count, let text = joined(bytes) { return text }
    do {
      return String(copying: try UTF8Span(validating: bytes))
    } catch {
      throw .invalidUTF8(offset: error.byteOffsets.lowerBound)
    }
  }

  /// The text put together from stretches of ASCII and what stands between them; nil if it is no text.
  ///
  /// At the first byte that is not ASCII the standard library turns to looking at each byte of all that
  /// follows, and nearly every note holds a dash or a quotation mark. A character never reaches across the
  /// end of a stretch, so that the whole is UTF-8 exactly if every stretch is.
  private static func joined(_ bytes: Span<UInt8>) -> String? {
    var text = ""
    text.reserveCapacity(bytes.count)
    var position = 0
    while position < bytes.count {
      let end = bytes.endOfStretch(from: position)
      guard let stretch = try? UTF8Span(validating: bytes.extracting(position..<end)) else {
        return nil
      }
      text += String(copying: stretch)
      position = end
    }
    return text
  }

  /// The bytes as the text of a note: UTF-8, at most ``maximumNoteLength``, line ends as `\n`.
  ///
  /// Tab and line end are the only control characters a note needs. NUL and the others below U+0020
  /// are refused with their position rather than dropped or replaced: a changed note would be signed
  /// as if its author had written it. DEL, C1 and bidi controls occur in real exports and in
  /// right-to-left text; they are kept and escaped wherever text is shown.
  package static func note(from bytes: Span<UInt8>) throws(InvalidText) -> String {
    guard bytes.count <= maximumNoteLength else {
      throw .tooLong(length: bytes.count, limit: maximumNoteLength)
    }
    let text = try string(from: bytes)
    guard let control = bytes.firstControlByte(from: 0) else { return text }
    return try withLineEndsNormalised(bytes, from: control)
  }

  /// The text as the text of a note, under the same rules.
  package static func note(from text: String) throws(InvalidText) -> String {
    let bytes = text.utf8.span
    guard bytes.count <= maximumNoteLength else {
      throw .tooLong(length: bytes.count, limit: maximumNoteLength)
    }
    guard let control = bytes.firstControlByte(from: 0) else { return text }
    return try withLineEndsNormalised(bytes, from: control)
  }

  /// The slow path, taken at the first `\r` or refused byte: both look the same to the fast scan.
  private static func withLineEndsNormalised(
    _ bytes: Span<UInt8>, from first: Int
  ) throws(InvalidText) -> String {
    var normalised: [UInt8] = []
    normalised.reserveCapacity(bytes.count)
    for offset in 0..<first { normalised.append(bytes[offset]) }
    var previous: UInt8 = 0
    for offset in first..<bytes.count {
      let byte = bytes[offset]
      switch byte {
      case 0x0d: normalised.append(0x0a)
      case 0x0a where previous == 0x0d: break
      case 0x09, 0x0a, 0x20...: normalised.append(byte)
      default: throw .controlCharacter(byte, offset: offset)
      }
      previous = byte
    }
    return try string(from: normalised.span)
  }

  /// The text without white space at its ends.
  package static func trimmed(_ text: String) -> String {
    let bytes = text.utf8.span
    let isTrimmed =
      !bytes.isEmpty && bytes[0].isVisibleASCII && bytes[bytes.count - 1].isVisibleASCII
    if isTrimmed { return text }
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(text[first...last])
  }

  /// Whether there is nothing in it that anybody could see.
  package static func isBlank(_ text: String) -> Bool {
    if let first = text.utf8.first, first.isVisibleASCII { return false }
    return !text.hasVisibleCharacter
  }
}

/// Why bytes are not the text that was asked for. Positions are byte offsets from the start.
package enum InvalidText: Error, Hashable, Sendable {
  case empty
  case invalidUTF8(offset: Int)
  case controlCharacter(UInt8, offset: Int)
  /// A control character or bidi control where a name or title allows none.
  case forbiddenCharacter(Unicode.Scalar, offset: Int)
  case tooLong(length: Int, limit: Int)
  /// Nothing in it that anybody could see, where a name is wanted.
  case nothingVisible
}

extension UInt8 {
  /// Saves asking for a character's properties, which costs ten times as much.
  fileprivate var isVisibleASCII: Bool { (0x21..<0x7f).contains(self) }
}
