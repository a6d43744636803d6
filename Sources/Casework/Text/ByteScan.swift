/// Scans that decide the speed of import and search.
///
/// Each looks at 32 bytes at a time with an inner loop of fixed length and no way out, which the
/// compiler turns into vector instructions, and only
/// then asks which byte it was.
extension Span<UInt8> {
  /// The first byte that ends or interrupts the plain part of a JSON string: a quote, a backslash or
  /// a control byte. The end of the bytes if there is none.
  func endOfPlainJSON(from start: Int) -> Int {
    var position = start
    while position &+ 32 <= count {
      let block = extracting(position..<(position &+ 32))
      var hits: UInt8 = 0
      for index in 0..<32 { hits |= block[index].interruptsJSONString }
      if hits != 0 { break }
      position &+= 32
    }
    // Where the byte is in sight, or the end: eight at a time first, for half a block of single steps.
    while position &+ 8 <= count, !word(at: position).interruptsJSONString { position &+= 8 }
    while position < count, self[position].interruptsJSONString == 0 { position &+= 1 }
    return position
  }

  /// The first byte that does not stand for itself inside a strict string. The end of the bytes if there
  /// is none. Eight at a time, in one word: most of these strings are identifiers of 32 digits.
  func endOfPlainStrictJSON(from start: Int) -> Int {
    var position = start
    while position &+ 8 <= count, !word(at: position).isOddInStrictJSON { position &+= 8 }
    while position < count, self[position].isPlainInStrictJSON { position &+= 1 }
    return position
  }

  /// The first byte that is not ASCII. The end of the bytes if there is none.
  func endOfASCII(from start: Int) -> Int {
    var position = start
    while position &+ 32 <= count {
      let block = extracting(position..<(position &+ 32))
      var bits: UInt8 = 0
      for index in 0..<32 { bits |= block[index] }
      if bits >= 0x80 { break }
      position &+= 32
    }
    while position < count, self[position] < 0x80 { position &+= 1 }
    return position
  }

  /// Where a stretch ends that is ASCII throughout and worth being one, or that has none such in it.
  func endOfStretch(from start: Int) -> Int {
    let worthwhile = 64
    var end = endOfASCII(from: start)
    if end &- start >= worthwhile { return end }
    while end < count {
      while end < count, self[end] >= 0x80 { end &+= 1 }
      let next = endOfASCII(from: end)
      if next &- end >= worthwhile { return end }
      end = next
    }
    return end
  }

  /// The first byte below 0x20 that is neither tab nor line feed.
  func firstControlByte(from start: Int) -> Int? {
    var position = start
    while position &+ 32 <= count {
      let block = extracting(position..<(position &+ 32))
      var hits: UInt8 = 0
      for index in 0..<32 { hits |= block[index].isControlInNotes }
      if hits != 0 { break }
      position &+= 32
    }
    while position < count, self[position].isControlInNotes == 0 { position &+= 1 }
    return position < count ? position : nil
  }

  /// Whether there is nothing but zeros.
  package var isAllZero: Bool {
    var position = 0
    var bits: UInt8 = 0
    while position &+ 32 <= count {
      let block = extracting(position..<(position &+ 32))
      for index in 0..<32 { bits |= block[index] }
      position &+= 32
    }
    while position < count {
      bits |= self[position]
      position &+= 1
    }
    return bits == 0
  }

  /// How often a byte stands in these bytes.
  package func count(of byte: UInt8) -> Int {
    var (position, found) = (0, 0)
    while position &+ 32 <= count {
      let block = extracting(position..<(position &+ 32))
      var hits: UInt8 = 0
      for index in 0..<32 { hits &+= block[index].equals(byte) }
      found &+= Int(hits)
      position &+= 32
    }
    while position < count {
      found &+= Int(self[position].equals(byte))
      position &+= 1
    }
    return found
  }

  /// The first place of a byte.
  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    var position = start
    while position &+ 32 <= count {
      let block = extracting(position..<(position &+ 32))
      var hits: UInt8 = 0
      for index in 0..<32 { hits |= block[index].equals(byte) }
      if hits != 0 { break }
      position &+= 32
    }
    while position < count, self[position] != byte { position &+= 1 }
    return position < count ? position : nil
  }
}

extension UInt8 {
  // One or zero, put together with | and &: a branch would keep the block from being vectorised.

  @inline(__always) fileprivate var interruptsJSONString: UInt8 {
    (self == 0x22 ? 1 : 0) | (self == 0x5c ? 1 : 0) | (self < 0x20 ? 1 : 0)
  }

  @inline(__always) fileprivate var isControlInNotes: UInt8 {
    (self < 0x20 ? 1 : 0) & (self != 0x09 ? 1 : 0) & (self != 0x0a ? 1 : 0)
  }

  /// The compiler makes a branch of one comparison alone (measured: 0.8 GB/s against 9).
  @inline(__always) fileprivate func equals(_ other: UInt8) -> UInt8 {
    let difference = self ^ other
    return ((difference &- 1) & ~difference) &>> 7
  }
}

/// Eight bytes in one word: what the compiler makes of a block of eight is eight comparisons.
///
/// A borrow out of a lower byte can only come from one that is a hit itself, so that whether there is a hit
/// is exact, though not which byte it is. Source: Anderson, "Bit Twiddling Hacks", on words with a zero byte.
extension UInt64 {
  @inline(__always) fileprivate var interruptsJSONString: Bool {
    (hits(on: 0x22) | hits(on: 0x5c) | hitsBelowSpace) & Self.highBits != 0
  }

  @inline(__always) fileprivate var isOddInStrictJSON: Bool {
    (hits(on: 0x22) | hits(on: 0x5c) | hits(on: 0x7f) | hitsBelowSpace | self) & Self.highBits != 0
  }

  @inline(__always) private func hits(on byte: UInt64) -> UInt64 {
    let difference = self ^ byte &* Self.lowBits
    return (difference &- Self.lowBits) & ~difference
  }

  @inline(__always) private var hitsBelowSpace: UInt64 { (self &- 0x20 &* Self.lowBits) & ~self }

  private static var lowBits: UInt64 { 0x0101_0101_0101_0101 }
  private static var highBits: UInt64 { 0x8080_8080_8080_8080 }
}
