/// The name under which a client is known here: one line, 1 to 200 characters, composed (NFC).
///
/// Parsed once; two names that look the same are the same bytes. Letters of every script are names, and
/// so is a single letter: nobody's name is wrong. Refused are control characters and bidi controls, with
/// which one name could pass for another on a screen, and a name of which nothing can be seen.
package struct ClientName: Sendable, Hashable {
  package static let maximumCharacters = 200

  package let text: String

  /// The name of a client who is taken in or renamed.
  package init(_ typed: String) throws(InvalidText) {
    try self.init(stored: typed)
    guard text.hasVisibleCharacter else { throw .nothingVisible }
  }

  /// A name that was taken in earlier, perhaps under a rule that asked for less.
  package init(stored typed: String) throws(InvalidText) {
    text = try UTF8Text.singleLine(typed, maximumCharacters: Self.maximumCharacters)
    guard !typed.utf8.elementsEqual(text.utf8) || !text.utf8.span.isASCII else { return }
    let isPlain = typed.unicodeScalars.allSatisfy { !$0.isBidiControl && !$0.isLineEnd }
    if !isPlain { try Self.refuseFirstForbidden(in: typed) }
  }

  private static func refuseFirstForbidden(in typed: String) throws(InvalidText) {
    let scalars = typed.unicodeScalars
    for index in scalars.indices where scalars[index].isBidiControl || scalars[index].isLineEnd {
      // A line end in the middle of a name is a file read wrongly, not a name.
      if scalars[index].isLineEnd, typed.isBlank(outwardsFrom: index) { continue }
      let offset = typed.utf8.distance(from: typed.startIndex, to: index)
      throw .forbiddenCharacter(scalars[index], offset: offset)
    }
  }

  /// What a reader takes it for: two clients whose names differ only in the rest look the same everywhere.
  package var visible: String { text.withoutInvisibleCharacters.withLatinLookAlikes }

  /// Whether it reads as a C-number, also one that no client can have, as `C-007`. Where a client is meant
  /// such a text is the number: by it a client of this name is not found, but perhaps another.
  package var readsAsNumber: Bool {
    // An import asks for every note, and few names hold a digit.
    guard text.utf8.contains(where: { $0.decimalDigit != nil }) else { return false }
    let scalars = (text.utf8.span.isASCII ? text : visible).unicodeScalars
    // And the letters of Cyrillic and Greek that look like it.
    guard let first = scalars.first, "Cc\u{421}\u{441}\u{3f9}\u{3f2}".unicodeScalars.contains(first)
    else { return false }
    var digits = scalars.dropFirst()
    if digits.first == "-" { digits = digits.dropFirst() }
    return !digits.isEmpty && digits.allSatisfy { ("0"..."9").contains($0) }
  }

  /// The C-number that it reads as, if a client can have it.
  package var clientNumber: ClientNumber? { readsAsNumber ? ClientNumber(visible) : nil }

  /// For comparing by the bytes: lower case, without accents, without what cannot be seen.
  package var folded: String { text.foldedForNames }
}

extension Unicode.Scalar {
  fileprivate var isLineEnd: Bool {
    switch value {
    case 0x0a...0x0d, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }
}

extension String {
  /// Whether there is nothing but white space from here to one of the ends.
  fileprivate func isBlank(outwardsFrom index: Index) -> Bool {
    unicodeScalars[..<index].allSatisfy(\.properties.isWhitespace)
      || unicodeScalars[index...].allSatisfy(\.properties.isWhitespace)
  }
}
