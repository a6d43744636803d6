/// Why bytes are not the JSON that was asked for, and where.
///
/// Carries no text of the input: what failed to parse may be half of a note.
package struct InvalidJSON: Error, Hashable, Sendable {
  package let reason: Reason
  /// Byte offset from the start of the bytes given to the reader; for a value refused by the writer,
  /// the number of bytes written before it.
  package let offset: Int

  /// What is wrong at the offset.
  package enum Reason: Hashable, Sendable {
    case unexpectedEnd
    case unexpectedByte(UInt8)
    case bytesAfterTheValue
    case invalidUTF8
    /// A byte below 0x20 inside a string, which JSON demands be escaped.
    case controlByte(UInt8)
    case invalidEscape
    case loneSurrogate
    case invalidNumber
    case duplicateKey(String)
    case tooDeep(limit: Int)
    case tooLong(limit: Int)
    // What only the strict profile refuses (design §6).
    case notASCII
    /// An escape where the character itself, or a shorter escape, is the one allowed form.
    case otherFormRequired
    case integerOutOfRange
    case floatNotAllowed
    case nullNotAllowed
  }

  init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

extension Span<UInt8> {
  /// A stretch of a JSON string as text; `start` is where it stands in the whole.
  func jsonText(at start: Int) throws(InvalidJSON) -> String {
    do {
      return try UTF8Text.string(from: self)
    } catch {
      guard case .invalidUTF8(let offset) = error else {
        throw InvalidJSON(.invalidUTF8, at: start)
      }
      throw InvalidJSON(.invalidUTF8, at: start + offset)
    }
  }
}
