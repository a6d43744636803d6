/// The name under which a key signs notes, such as `example.com/log`.
///
/// Compared as bytes: two spellings that only look the same are two names.
/// Source: C2SP signed-note, "Format".
package struct KeyName: Hashable, Sendable {
  let utf8: [UInt8]

  /// Takes a name in; nil when it is empty, or holds a plus sign or any Unicode space, because then
  /// a signature line or a verifier key could be read in two ways.
  package init?(_ name: String) {
    let isForbidden = { (scalar: Unicode.Scalar) in
      scalar == "+" || scalar.properties.isWhitespace || scalar.value < 0x20
    }
    guard !name.isEmpty, !name.unicodeScalars.contains(where: isForbidden) else { return nil }
    utf8 = Array(name.utf8)
  }

  init?(utf8 bytes: some Sequence<UInt8>) {
    guard let name = String(validating: Array(bytes), as: UTF8.self) else { return nil }
    self.init(name)
  }

  /// The name that a log of ours signs under: its origin, as C2SP tlog-checkpoint recommends.
  package init(_ origin: LogOrigin) { utf8 = Array(origin.text.utf8) }

  /// The name as text.
  package var text: String { String(decoding: utf8, as: UTF8.self) }
}
