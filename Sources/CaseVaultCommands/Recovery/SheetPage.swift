import Keyring
import QRCodes
import Sodium
import System

/// A recovery sheet as it is printed: what it is for, its words, and the same words as a QR code.
///
/// Put together in guarded memory: on its way to the paper nothing of it is a text of the program's.
struct SheetPage: ~Copyable {
  private var memory: SecretBytes
  private var count = 0

  /// Far more than the words and the largest code that they can be.
  private static let room = 32_768

  init() throws { memory = try SecretBytes(zeroed: Self.room) }

  /// Puts the whole sheet on an empty page.
  mutating func write(
    _ sheet: borrowing RecoverySheet, of vault: String, on day: String
  ) throws {
    append(
      """
      casevault: recovery sheet \(sheet.number) of 2

      Of the vault    \(vault)
      Made on         \(day), recovery key number \(sheet.epoch)

      Both sheets together open every case file of this practice, and let somebody in who closes it;
      one of them alone opens nothing. Keep them in two places, away from each other and from the
      practice's database: one with whoever is to close the practice, one where they will find it.

      To use them, on a machine with casevault and a copy of the database:
        casevault key create --name NAME
        casevault recovery start --sheets --executor NAME --at FOLDER
      That somebody came in, and everything they read, is recorded.

      The words, of which three check the others:


      """)
    let words = try sheet.words()
    appendRows(of: words.span)
    append("\nThe same as a QR code:\n\n")
    append(try QRCode(of: words.span))
    append("\n")
  }

  /// The page, lent.
  borrowing func withBytes<Answer>(_ use: (Span<UInt8>) throws -> Answer) rethrows -> Answer {
    try use(memory.span.extracting(first: count))
  }

  private mutating func append(_ text: String) {
    for byte in text.utf8 { append(byte) }
  }

  private mutating func append(_ byte: UInt8) {
    let end = count
    guard end < Self.room else { return }
    count = end + 1
    var span = memory.mutableSpan
    span[end] = byte
  }

  /// Three words in a row, each behind its number.
  private mutating func appendRows(of words: Span<UInt8>) {
    var (number, column) = (1, 0)
    appendNumber(number)
    for index in words.indices {
      if words[index] != UInt8(ascii: " ") {
        append(words[index])
        column += 1
        continue
      }
      number += 1
      if number % 3 == 1 {
        append("\n")
      } else {
        append(String(repeating: " ", count: max(1, 12 - column)))
      }
      column = 0
      appendNumber(number)
    }
    append("\n")
  }

  private mutating func appendNumber(_ number: Int) {
    append(number < 10 ? "   \(number)  " : "  \(number)  ")
  }

  /// Two rows of squares in one of characters, dark where a printer puts ink.
  private mutating func append(_ code: borrowing QRCode) {
    let edge = QRCode.margin
    for row in stride(from: -edge, to: code.width + edge, by: 2) {
      for column in -edge..<code.width + edge {
        switch (code.isDark(column, row), code.isDark(column, row + 1)) {
        case (true, true): append("\u{2588}")
        case (true, false): append("\u{2580}")
        case (false, true): append("\u{2584}")
        case (false, false): append(" ")
        }
      }
      append("\n")
    }
  }
}
