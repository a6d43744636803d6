internal import Casework
internal import Sodium

/// Public bytes put one after the other, as docs/format.md writes them with `‖`: what is hashed,
/// signed or authenticated beside a text. Never secrets, which would leave copies behind as it grows.
///
/// Whole words are set in room that stays: a search composes two for every note it opens.
struct Message {
  private var room = [UInt8](repeating: 0, count: 192)
  private(set) var count = 0
  /// What stands at the beginning since it was last put there, and up to where.
  private var opening: (label: Label, end: Int)?

  init() {}

  init(_ label: Label) { begin(label) }

  init(_ bytes: [UInt8]) { append(bytes) }

  /// The message, as an array of its own.
  var bytes: [UInt8] { [UInt8](room.prefix(count)) }

  /// The message, lent.
  var span: Span<UInt8> {
    @_lifetime(borrow self) borrowing get { room.span.extracting(first: count) }
  }

  /// Starts anew in the memory of the last message; if that began in the same way, behind its label.
  @inline(__always)
  mutating func begin(_ label: Label) {
    if let opening, opening.label == label {
      count = opening.end
    } else {
      open(label)
    }
  }

  private mutating func open(_ label: Label) {
    count = 0
    append(label.bytes)
    opening = (label, count)
  }

  mutating func append(_ more: [UInt8]) { append(more.span) }

  mutating func append(_ more: Span<UInt8>) {
    let start = advance(by: more.count)
    var target = room.mutableSpan
    var done = 0
    while done &+ 8 <= more.count {
      target.set(more.word(at: done), at: start &+ done)
      done &+= 8
    }
    while done < more.count {
      target[start &+ done] = more[done]
      done &+= 1
    }
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    let start = advance(by: 1)
    room[start] = byte
  }

  @inline(__always)
  mutating func append(_ number: UInt32) {
    let start = advance(by: 4)
    var target = room.mutableSpan
    target.set(number, at: start)
  }

  @inline(__always)
  mutating func append<Tag>(_ identifier: Identifier<Tag>) {
    let start = advance(by: 16)
    var target = room.mutableSpan
    target.set(identifier.high, at: start)
    target.set(identifier.low, at: start &+ 8)
  }

  @inline(__always)
  mutating func append(_ hash: ContentHash) {
    let start = advance(by: 32)
    var target = room.mutableSpan
    target.set(hash, at: start)
  }

  /// Makes room for more, and tells where it begins.
  @inline(__always)
  private mutating func advance(by length: Int) -> Int {
    let start = count
    count += length
    if count > room.count { room.append(contentsOf: repeatElement(0, count: count)) }
    return start
  }

  /// Puts eight bytes, most significant first, over what stood at `place`.
  mutating func put(_ word: UInt64, at place: Int) {
    forgetOpening(before: place)
    var target = room.mutableSpan
    target.set(word, at: place)
  }

  /// Puts one byte over what stood at `place`.
  mutating func put(_ byte: UInt8, at place: Int) {
    forgetOpening(before: place)
    room[place] = byte
  }

  /// A label that is written over does not stand at the beginning any more.
  @inline(__always)
  private mutating func forgetOpening(before place: Int) {
    if let opening, place < opening.end { self.opening = nil }
  }
}
