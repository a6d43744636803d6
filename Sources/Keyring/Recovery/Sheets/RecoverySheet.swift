package import Casework
package import Sodium

/// What stands on one of the two sheets of a practice: which of them it is, of which key, and its piece.
///
/// As words: `u8 sheet and epoch ‖ piece(32)`, eleven bits a word, the highest first, and three check words
/// (``SheetCode``). The first bit is the sheet, the other seven the lowest of the key's epoch.
package struct RecoverySheet: ~Copyable {
  /// 1 or 2.
  package let number: Int
  /// The epoch of the key, as far as seven bits tell.
  package let epoch: UInt8
  private let piece: SecretBytes

  package static let wordCount = SheetCode.length

  package init(
    number: Int, epoch: UInt32, piece: Span<UInt8>
  ) throws(SodiumError) {
    self.number = number
    self.epoch = UInt8(epoch % 128)
    self.piece = try SecretBytes(copying: piece)
  }

  /// The piece, for putting it together with the other, or holding it against its commitment.
  package borrowing func withPiece<Answer>(_ use: (Span<UInt8>) throws -> Answer) rethrows -> Answer
  {
    try use(piece.span)
  }

  // MARK: - Words

  /// The words with a space between, in guarded memory.
  package borrowing func words() throws -> SecretBytes {
    var symbols = try SheetSymbols()
    for place in 0..<SheetCode.dataLength {
      var word: UInt16 = 0
      for bit in place * 11..<place * 11 + 11 { word = word << 1 | UInt16(self.bit(bit)) }
      symbols[place] = word
    }
    SheetCode.complete(&symbols)
    var text = try SecretBytes(zeroed: SheetCode.length * 9)
    var output = text.mutableSpan
    var end = 0
    for place in 0..<SheetCode.length {
      if place > 0 {
        output[end] = UInt8(ascii: " ")
        end += 1
      }
      for letter in SheetWordList.words[Int(symbols[place])] {
        output[end] = letter
        end += 1
      }
    }
    return try SecretBytes(copying: text.span.extracting(first: end))
  }

  private borrowing func bit(_ index: Int) -> UInt8 {
    let head = UInt8(number - 1) << 7 | epoch
    let byte = index < 8 ? head : piece.span[index / 8 - 1]
    return byte >> (7 - index % 8) & 1
  }

  /// Reads words as they were typed: whatever stands between them, whole or by four letters, in whatever
  /// case. Throws ``SheetError``.
  package init(words typed: Span<UInt8>) throws {
    let bytes = try Self.bytes(ofWords: typed)
    let head = bytes.span[0]
    try self.init(
      number: Int(head >> 7) + 1, epoch: UInt32(head & 0x7f),
      piece: bytes.span.extracting(1..<33))
  }

  /// Three words of a sheet, as they are typed: throws ``SheetError`` where they are fewer or more, or no
  /// words.
  package static func checkRow(_ typed: Span<UInt8>, from first: Int) throws(SheetError) {
    var count = 0
    var start: Int?
    for index in 0...typed.count {
      if index < typed.count, isLetter(typed[index]) {
        start = start ?? index
      } else if let begin = start {
        start = nil
        guard SheetWordList.number(of: typed.extracting(begin..<index)) != nil else {
          throw .unknownWord(at: first + count)
        }
        count += 1
      }
    }
    guard count == 3 else { throw .wrongCount(count) }
  }

  private static func bytes(ofWords typed: Span<UInt8>) throws -> SecretBytes {
    var symbols = try SheetSymbols()
    try read(typed, into: &symbols)
    switch SheetCode.verdict(on: symbols) {
    case .right: break
    case .wrong(let place): throw SheetError.wrongWord(at: place + 1)
    case .wrongInSeveral: throw SheetError.wrongWords
    }
    var bytes = try SecretBytes(zeroed: 33)
    var output = bytes.mutableSpan
    for index in 0..<264 {
      let bit = symbols[index / 11] >> (10 - index % 11) & 1
      output[index / 8] |= UInt8(bit) << (7 - index % 8)
    }
    return bytes
  }

  private static func read(_ typed: Span<UInt8>, into symbols: inout SheetSymbols) throws {
    var count = 0
    var start: Int?
    for index in 0...typed.count {
      let isLetter = index < typed.count && Self.isLetter(typed[index])
      if isLetter {
        start = start ?? index
      } else if let first = start {
        start = nil
        count += 1
        guard count <= SheetCode.length else { continue }
        guard let word = SheetWordList.number(of: typed.extracting(first..<index)) else {
          throw SheetError.unknownWord(at: count)
        }
        symbols[count - 1] = word
      }
    }
    guard count == SheetCode.length else { throw SheetError.wrongCount(count) }
  }

  /// Digits and dots stand before words where a sheet is copied as it is.
  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}

/// Why words are no sheet, or two sheets no pair.
package enum SheetError: Error, Equatable, Sendable {
  case wrongCount(Int)
  /// The word at this place, from 1, is in no list.
  case unknownWord(at: Int)
  /// The one word at this place is another than was printed.
  case wrongWord(at: Int)
  /// More than one word is another than was printed.
  case wrongWords
  /// The same sheet twice.
  case sameSheet(Int)
  /// Of different keys: one of them was replaced.
  case notAPair
}

extension RecoveryAssembly {
  /// Both sheets of one key. Throws ``SheetError``.
  package init(_ first: borrowing RecoverySheet, _ second: borrowing RecoverySheet) throws {
    guard first.number != second.number else { throw SheetError.sameSheet(first.number) }
    guard first.epoch == second.epoch else { throw SheetError.notAPair }
    try self.init()
    first.withPiece { add($0) }
    second.withPiece { add($0) }
  }
}

extension CompartmentID {
  /// The recovery key that stands on a practice's sheets: known from the vault's id, so that nobody has to
  /// copy another.
  package static func sheets(of vault: ContentHash) -> CompartmentID {
    var message = Message(.recoverySheets)
    message.append(vault)
    let digest = BLAKE2b256.digest(of: message.span)
    return CompartmentID(high: digest.span.word(at: 0), low: digest.span.word(at: 8))
  }
}
