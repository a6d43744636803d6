import CaseVault

/// Sees to it that what is walked over really rises, so that no walk can go round in circles.
struct RisingOrder<Key: Comparable> {
  private var last: Key?

  /// Throws ``StorageError/corrupt`` for a key that does not lie above the one before.
  mutating func admit(_ key: Key) throws {
    if let last, last >= key { throw StorageError.corrupt }
    last = key
  }
}

/// Two keys, the first counting most.
struct Pair<First: Comparable, Second: Comparable>: Comparable {
  let first: First
  let second: Second

  init(_ first: First, _ second: Second) {
    self.first = first
    self.second = second
  }

  static func < (left: Self, right: Self) -> Bool {
    (left.first, left.second) < (right.first, right.second)
  }
}

/// Bytes in the order in which SQLite compares blobs: as `memcmp`, then the shorter first.
struct Bytes: Comparable {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  static func < (left: Self, right: Self) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
