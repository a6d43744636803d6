import Casework

/// The envelopes that the log names, each found by its key.
///
/// A table of our own, since a hundred thousand are put in and looked up, and what makes their ids random
/// makes a good hash as well: one multiplication, where a dictionary's hash takes fifty.
struct ExpectedEnvelopes: Sendable {
  /// What a row of an envelope must be.
  struct Envelope: Sendable {
    let key: EnvelopeKey
    let hash: ContentHash
    let slots: ContentHash
    /// Nil where the log does not say on which shelf it lies.
    let shelf: Int64?
    /// Whether it is a client's record, in which the registry has a slot.
    let isRecord: Bool
    /// The entry that named it; slots may have been renewed by a rotation since.
    let sequence: UInt64
  }

  /// In the order in which the log first names them.
  private(set) var all: [Envelope] = []
  /// Each a part of a key's hash and one more than its place in `all`, 0 where nothing is; at least twice
  /// as many as are in use, so that neighbours are few. Only where the hashes agree is the key looked at.
  private var buckets = [UInt64](repeating: 0, count: 64)
  /// Of the process's own choice, so that no member can choose ids that all meet in one place.
  private let factors = (Self.factor(1), Self.factor(2), Self.factor(3))

  private static func factor(_ number: Int) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(number)
    return UInt64(bitPattern: Int64(hasher.finalize())) | 1
  }

  /// The place of an envelope in ``all``; nil for one that the log does not name.
  func place(of key: EnvelopeKey) -> Int? {
    Self.place(in: buckets[bucket(of: key, hash(of: key))])
  }

  /// Makes room for so many more, as an entry of many says before it names them.
  mutating func reserve(_ count: Int) {
    let needed = all.count + count
    guard needed > all.capacity else { return }
    all.reserveCapacity(max(needed, all.count * 2))
    while needed * 2 > buckets.count { grow() }
  }

  /// Expects an envelope. Answers with what is expected already where it was named before: that stays, or
  /// whoever names somebody else's could say what it must be.
  mutating func expect(_ envelope: Envelope) -> Envelope? {
    let hash = hash(of: envelope.key)
    let bucket = bucket(of: envelope.key, hash)
    if let place = Self.place(in: buckets[bucket]) { return all[place] }
    all.append(envelope)
    buckets[bucket] = hash & Self.hashPart | UInt64(all.count)
    if all.count * 2 > buckets.count { grow() }
    return nil
  }

  private mutating func grow() {
    buckets = [UInt64](repeating: 0, count: buckets.count * 4)
    for place in all.indices {
      let hash = hash(of: all[place].key)
      // No key stands here twice: the next free bucket will do.
      var bucket = start(for: hash)
      while buckets[bucket] != 0 { bucket = (bucket + 1) & (buckets.count - 1) }
      buckets[bucket] = hash & Self.hashPart | UInt64(place + 1)
    }
  }

  private static let hashPart: UInt64 = 0xffff_ffff_0000_0000

  private static func place(in bucket: UInt64) -> Int? {
    bucket == 0 ? nil : Int(truncatingIfNeeded: bucket & ~hashPart) - 1
  }

  /// Where a key stands, or where it would be put.
  private func bucket(of key: EnvelopeKey, _ hash: UInt64) -> Int {
    var bucket = start(for: hash)
    while let place = Self.place(in: buckets[bucket]) {
      if (buckets[bucket] ^ hash) & Self.hashPart == 0, all[place].key == key { break }
      bucket = (bucket + 1) & (buckets.count - 1)
    }
    return bucket
  }

  /// The upper bits of a product depend on all bits below; the number of buckets is a power of two.
  private func start(for hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash >> UInt64(64 - buckets.count.trailingZeroBitCount))
  }

  private func hash(of key: EnvelopeKey) -> UInt64 {
    key.id.low &* factors.0 &+ key.id.high &* factors.1 &+ UInt64(key.version) &* factors.2
  }
}
