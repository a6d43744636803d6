/// A text and the signatures that stand below it, none of them checked yet.
///
/// Its text is nobody's word until ``verified(by:)`` has said whose.
/// Source: C2SP signed-note, https://c2sp.org/signed-note.
package struct SignedNote: Hashable, Sendable {
  /// What is signed.
  package let text: SignableText
  /// The signature lines in their order.
  package private(set) var signatures: [NoteSignature]

  /// A text with its first signatures.
  package init(_ text: SignableText, signatures: [NoteSignature]) {
    self.text = text
    self.signatures = signatures
  }

  /// Adds a line: a witness's, or that of the next key of the log. Throws
  /// ``MalformedNote/tooManySignatures(_:)`` for one more than could be read back.
  package mutating func add(_ signature: NoteSignature) throws(MalformedNote) {
    guard signatures.count < Self.mostSignatures else {
      throw .tooManySignatures(signatures.count + 1)
    }
    signatures.append(signature)
  }

  /// The note as it is stored and sent: text, empty line, signature lines.
  package var bytes: [UInt8] {
    signatures.reduce(into: text.utf8 + [newline]) { $0 += $1.line }
  }
}

extension SignedNote {
  /// More than any note of ours needs; the largest that other implementations read.
  package static let mostBytes = 1 << 20

  /// C2SP asks for at least 16; 100 is what the first implementation set (golang.org/x/mod).
  package static let mostSignatures = 100

  /// Reads a note. Throws ``MalformedNote``.
  package init(parsing bytes: [UInt8]) throws(MalformedNote) {
    guard bytes.count <= Self.mostBytes else { throw .tooLarge(byteCount: bytes.count) }
    guard SignableText.isPlain(bytes) else { throw .notPlainText }
    // The text may hold empty lines of its own: only the last one separates.
    guard let blank = bytes.lastIndexOfEmptyLine,
      let text = SignableText(utf8: Array(bytes[..<blank]))
    else { throw .withoutSignatures }
    let lines = bytes[(blank + 1)...]
    guard let end = lines.last else { throw .withoutSignatures }
    guard end == newline else { throw .cutShort }
    self.init(text, signatures: try Self.signatures(in: lines.dropLast()))
  }

  private static func signatures(
    in lines: ArraySlice<UInt8>
  ) throws(MalformedNote) -> [NoteSignature] {
    let lines = lines.split(separator: newline, omittingEmptySubsequences: false)
    guard lines.count <= mostSignatures else { throw .tooManySignatures(lines.count) }
    var signatures: [NoteSignature] = []
    for (place, line) in lines.enumerated() {
      guard let signature = NoteSignature(line: line) else { throw .badSignatureLine(place + 1) }
      signatures.append(signature)
    }
    return signatures
  }
}

/// Why bytes are no signed note.
package enum MalformedNote: Error, Equatable {
  /// More than a mebibyte.
  case tooLarge(byteCount: Int)
  /// Not UTF-8, or control characters other than newlines: also a note whose newlines were changed.
  case notPlainText
  /// No empty line, or nothing behind the last one.
  case withoutSignatures
  /// The last line has no newline, so something may be missing.
  case cutShort
  /// More than a hundred signatures.
  case tooManySignatures(Int)
  /// The signature line with this number, from 1, is not a dash, a name and base64.
  case badSignatureLine(Int)
}

extension [UInt8] {
  /// The index of the newline that is the whole of the last empty line.
  fileprivate var lastIndexOfEmptyLine: Int? {
    indices.last { $0 > 0 && self[$0] == newline && self[$0 - 1] == newline }
  }
}
