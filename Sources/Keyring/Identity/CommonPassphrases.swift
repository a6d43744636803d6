/// Whole passphrases that are known to those who guess: common, published, or expected of this
/// product's users. Origin and licences: BlockList/README.md.
enum CommonPassphrases {
  /// Whether a passphrase in NFC stands on the list, capital letters or not.
  ///
  /// The list is sorted lower-case ASCII, a line each; reading through all 50 KB takes some 100 µs,
  /// less than sorting out a search, and a new passphrase is chosen once.
  static func contain(_ passphrase: Span<UInt8>) -> Bool {
    let list = PassphraseList.text.utf8.span
    var start = 0
    while start < list.count {
      var matched = 0
      var end = start
      while end < list.count, list[end] != newline {
        let offset = end - start
        if offset < passphrase.count, lowerCase(passphrase[offset]) == list[end] { matched += 1 }
        end += 1
      }
      if matched == passphrase.count, end - start == passphrase.count { return true }
      start = end + 1
    }
    return false
  }

  private static let newline = UInt8(ascii: "\n")

  private static func lowerCase(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
