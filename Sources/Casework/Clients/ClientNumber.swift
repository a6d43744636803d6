/// The number under which a vault knows a client, `C-17`: short to type, and says nothing of the person.
package struct ClientNumber: Sendable, Hashable, Comparable {
  package let number: Int

  /// Counted from 1; nil for anything below.
  package init?(_ number: Int) {
    guard number > 0 else { return nil }
    self.number = number
  }

  /// Reads `C-17`, `c-17` or `c17`. Nil for anything else.
  package init?(_ typed: String) {
    let text = UTF8Text.trimmed(typed)
    guard let first = text.utf8.first, first | 0x20 == UInt8(ascii: "c") else { return nil }
    var digits = Array(text.utf8)[1...]
    if digits.first == UInt8(ascii: "-") { digits = digits.dropFirst() }
    guard digits.first != UInt8(ascii: "0"), let number = decimal(digits) else { return nil }
    self.init(number)
  }

  /// `C-17`.
  package var text: String { "C-\(number)" }

  package static func < (left: ClientNumber, right: ClientNumber) -> Bool {
    left.number < right.number
  }
}
