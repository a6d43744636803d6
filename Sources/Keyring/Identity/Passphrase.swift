internal import Casework
internal import Sodium

/// What somebody typed to open a key file: NFC as UTF-8, in guarded memory.
///
/// Normalised, because one keyboard sends é as one character and another as two. ASCII, and other
/// text that is in NFC already (what keyboards nearly always send), is copied from guarded memory to
/// guarded memory. The rest has to pass through `String`, whose memory is not wiped: whoever can read
/// this process's memory may find such a passphrase there.
/// Source: SP 800-63B-4 §3.1.1.2; UAX #15.
package struct Passphrase: ~Copyable, Sendable {
  let text: SecretBytes

  /// More than anybody types, and little enough for a key derivation.
  package static let longest = 1_024

  /// Takes the bytes as they were typed, at most ``longest``, without a line's end.
  /// Throws ``UnfitPassphrase/tooLong(bytes:atMost:)``, ``UnfitPassphrase/notText``.
  package init(typed bytes: Span<UInt8>) throws {
    guard bytes.count <= Self.longest else {
      throw UnfitPassphrase.tooLong(bytes: bytes.count, atMost: Self.longest)
    }
    text =
      try Self.isNormalised(bytes)
      ? SecretBytes(copying: bytes)
      : Self.normalised(bytes)
  }

  /// The length in Unicode code points, as SP 800-63B-4 counts it.
  package var characters: Int {
    let bytes = text.span
    var count = 0
    for index in bytes.indices where bytes[index] & 0xc0 != 0x80 { count += 1 }
    return count
  }

  private static func isNormalised(_ bytes: Span<UInt8>) throws(UnfitPassphrase) -> Bool {
    do {
      var text = try UTF8Span(validating: bytes)
      return text.isKnownASCII || text.checkForNFC(quickCheck: false)
    } catch {
      throw .notText
    }
  }

  private static func normalised(_ bytes: Span<UInt8>) throws(SodiumError) -> SecretBytes {
    var raw = [UInt8](copying: bytes)
    defer { Sodium.wipe(&raw) }
    let text = String(decoding: raw, as: UTF8.self).canonicallyComposed
    var normalised = Array(text.utf8)
    return try SecretBytes(wiping: &normalised)
  }
}
