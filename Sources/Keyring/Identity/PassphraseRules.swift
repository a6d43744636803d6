internal import Sodium

/// The rules for a new passphrase, the only factor that guards a key file.
///
/// At least fifteen characters, and none of those that are tried first. No rules of composition, no
/// expiry: SP 800-63B-4 §3.1.1.2 forbids both. Not asked of a passphrase that opens a file.
package enum PassphraseRules {
  /// Unicode code points after normalisation.
  package static let fewestCharacters = 15

  /// Refuses a passphrase that must not be chosen.
  package static func check(_ passphrase: borrowing Passphrase) throws(UnfitPassphrase) {
    let characters = passphrase.characters
    let text = passphrase.text.span
    guard characters >= fewestCharacters else {
      throw .tooShort(characters: characters, atLeast: fewestCharacters)
    }
    // An arrow key typed by accident sends such bytes, and nobody would find them again.
    guard !containsControlCharacter(text) else { throw .controlCharacter }
    guard !CommonPassphrases.contain(text) else { throw .wellKnown }
  }

  private static func containsControlCharacter(_ text: Span<UInt8>) -> Bool {
    for index in text.indices {
      let isC0 = text[index] < 0x20 || text[index] == 0x7f
      // C1 is C2 80 to C2 9F in UTF-8.
      let isC1 = index > 0 && text[index - 1] == 0xc2 && text[index] < 0xa0
      if isC0 || isC1 { return true }
    }
    return false
  }
}

/// A passphrase that met ``PassphraseRules``: the only kind that a key file can be sealed with.
package struct ChosenPassphrase: ~Copyable, Sendable {
  let passphrase: Passphrase

  /// Takes the bytes as they were typed, without a line's end. Throws ``UnfitPassphrase``.
  package init(typed bytes: Span<UInt8>) throws {
    let typed = try Passphrase(typed: bytes)
    try PassphraseRules.check(typed)
    passphrase = typed
  }
}

/// Why a passphrase cannot be used, and so what to do: type more, choose another, type it again.
package enum UnfitPassphrase: Error, Equatable, Sendable {
  /// A few words more make it long enough.
  case tooShort(characters: Int, atLeast: Int)
  /// Mostly a file taken for a passphrase.
  case tooLong(bytes: Int, atMost: Int)
  /// Not UTF-8: typed in a terminal with another encoding, or no text at all.
  case notText
  /// Holds a character that no keyboard shows, such as a tab or what an arrow key sends.
  case controlCharacter
  /// Stands on the list of passphrases that are tried first. Another is needed.
  case wellKnown
}
