internal import Sodium

/// The slots of a row, `u8 count ‖ slots`, each `u8 form ‖ locator ‖ payload`: where each stands.
/// Source: docs/format.md §5.
enum SlotRow {
  enum Form: UInt8 {
    /// Made by who holds the compartment: nonce ‖ ciphertext under a key derived for this envelope.
    case symmetric = 1
    /// Made by who does not: a sealed box to the epoch's public key.
    case sealed = 2

    var payloadLength: Int {
      switch self {
      case .symmetric: 60
      case .sealed: 112
      }
    }
  }

  /// One slot's position in its row.
  struct Position {
    let form: Form
    let start: Int

    var whole: Range<Int> { start..<end }
    var locator: Range<Int> { start + 1..<start + headLength }
    var payload: Range<Int> { locator.upperBound..<end }
    var end: Int { start + headLength + form.payloadLength }
  }

  private static let headLength = 17
  /// Bytes of a slot of the shorter form.
  static let shortest = headLength + Form.symmetric.payloadLength
  /// Bytes of a slot of the longer form.
  static let longest = headLength + Form.sealed.payloadLength

  /// Where the slot under a locator stands; nil when there is none.
  /// Throws ``EnvelopeError/malformedSlots`` unless the row is whole slots of known forms to its end.
  static func position(
    of locator: Locator, in row: Span<UInt8>
  ) throws(EnvelopeError) -> Position? {
    var found: Position?
    try each(in: row) { position in
      let stands = ConstantTime.equal(row.extracting(position.locator), locator.span)
      if found == nil, stands { found = position }
    }
    return found
  }

  /// Which of the row's slots stands there, counted from 0.
  static func place(of position: Position, in row: Span<UInt8>) throws(EnvelopeError) -> Int {
    var place = 0
    try each(in: row) { if $0.start < position.start { place += 1 } }
    return place
  }

  /// Slots that stand one behind the other, without a count before them.
  /// Throws ``EnvelopeError/malformedSlots`` unless they are whole slots of known forms to the end.
  static func cut(_ slots: [UInt8]) throws(EnvelopeError) -> [[UInt8]] {
    var cut: [[UInt8]] = []
    var start = 0
    while start < slots.count {
      guard let form = Form(rawValue: slots[start]) else { throw .malformedSlots }
      let position = Position(form: form, start: start)
      guard position.end <= slots.count else { throw .malformedSlots }
      cut.append(Array(slots[position.whole]))
      start = position.end
    }
    return cut
  }

  /// The slot at a place of the row, counted from 0; nil where there is none.
  static func position(at place: Int, in row: Span<UInt8>) throws(EnvelopeError) -> Position? {
    var (next, found): (Int, Position?) = (0, nil)
    try each(in: row) {
      if next == place { found = $0 }
      next += 1
    }
    return found
  }

  /// The slot of a row that has no other, if it was made by who holds the compartment: it can be tried
  /// without computing where it would have to stand, since what it seals names its place.
  static func onlySymmetric(in row: Span<UInt8>) -> Position? {
    only(in: row).flatMap { $0.form == .symmetric ? $0 : nil }
  }

  /// The slot of a row that has no other, as nearly every row is; nil for other rows, and malformed ones.
  static func only(in row: Span<UInt8>) -> Position? {
    guard row.count > 1, row[0] == 1, let form = Form(rawValue: row[1]) else { return nil }
    let position = Position(form: form, start: 1)
    return row.count == position.end ? position : nil
  }

  /// Each slot, in the order in which they stand.
  /// Throws ``EnvelopeError/malformedSlots`` unless the row is whole slots of known forms to its end.
  static func each(
    in row: Span<UInt8>, _ visit: (Position) -> Void
  ) throws(EnvelopeError) {
    guard row.count > 0, row[0] > 0 else { throw .malformedSlots }
    var start = 1
    for _ in 0..<row[0] {
      guard start < row.count, let form = Form(rawValue: row[start]) else { throw .malformedSlots }
      let position = Position(form: form, start: start)
      guard position.end <= row.count else { throw .malformedSlots }
      visit(position)
      start = position.end
    }
    guard start == row.count else { throw .malformedSlots }
  }
}
