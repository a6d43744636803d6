import Synchronization

/// Many secrets of one length in few guarded allocations: the epoch and data keys of an open vault.
///
/// A guarded allocation of its own costs 24 µs and three pages; a place in an arena costs about
/// 0.1 µs and the bytes themselves. Each secret can be wiped on its own; all go when the arena goes.
package struct SecretArena: ~Copyable, Sendable {
  /// Names one secret of one arena, until that secret is wiped. Not secret itself.
  package struct Index: Hashable, Sendable {
    fileprivate let arena: UInt64
    fileprivate let place: Int
    fileprivate let generation: UInt32
  }

  /// Bytes of each secret.
  package let secretLength: Int
  /// How many secrets are kept now.
  package private(set) var count = 0

  private let identity: UInt64
  private let placesPerChunk: Int
  private var chunks: [GuardedMemory] = []
  // Even: free; odd: in use. Wiping and reusing a place moves it on, so old indices stop working.
  private var generations: [UInt32] = []
  private var free: [Int] = []
  private static let made = Atomic<UInt64>(0)

  /// An empty arena, which takes memory for `growth` secrets at a time, when it needs it.
  /// Throws ``SodiumError/outOfRange(_:allowed:found:)`` for secrets not of 1 to 4,096 bytes or a
  /// growth not of 1 to 65,536 secrets.
  package init(secretLength: Int, growingBy growth: Int = 256) throws(SodiumError) {
    try SodiumError.expect(1...4096, .secret, found: secretLength)
    try SodiumError.expect(1...65536, .count, found: growth)
    self.secretLength = secretLength
    placesPerChunk = growth
    identity = Self.made.wrappingAdd(1, ordering: .relaxed).newValue
  }

  /// Adds a secret that a closure writes to zero bytes. If it throws, nothing is added or left.
  package mutating func add(
    filledBy fill: (inout MutableSpan<UInt8>) throws(SodiumError) -> Void
  ) throws(SodiumError) -> Index {
    if free.isEmpty { try grow() }
    let place = free[free.count - 1]
    var output = mutableSpan(ofPlace: place)
    do { try fill(&output) } catch {
      Sodium.wipe(&output)
      throw error
    }
    free.removeLast()
    generations[place] &+= 1
    count += 1
    return Index(arena: identity, place: place, generation: generations[place])
  }

  /// Adds a copy of a secret. Throws ``SodiumError/wrongLength(_:expected:found:)``.
  package mutating func add(copying bytes: Span<UInt8>) throws(SodiumError) -> Index {
    try SodiumError.expect(secretLength, .secret, found: bytes.count)
    return try add { output throws(SodiumError) in try output.copy(from: bytes) }
  }

  /// Adds unpredictable bytes: a new key.
  package mutating func addRandom() throws(SodiumError) -> Index {
    try add { output throws(SodiumError) in RandomBytes.fill(&output) }
  }

  /// One secret, lent for as long as the arena is borrowed. Throws ``SodiumError/noSuchSecret``.
  @_lifetime(borrow self)
  package borrowing func span(at index: Index) throws(SodiumError) -> Span<UInt8> {
    try check(index)
    let span = unsafe Span<UInt8>(_unsafeBytes: bytes(ofPlace: index.place))
    return unsafe _overrideLifetime(span, borrowing: self)
  }

  /// One secret, lent for writing. Throws ``SodiumError/noSuchSecret``.
  @_lifetime(&self)
  package mutating func mutableSpan(at index: Index) throws(SodiumError) -> MutableSpan<UInt8> {
    try check(index)
    return mutableSpan(ofPlace: index.place)
  }

  /// Wipes one secret and gives its place to a later one. Throws ``SodiumError/noSuchSecret``.
  package mutating func wipe(at index: Index) throws(SodiumError) {
    try check(index)
    var span = mutableSpan(ofPlace: index.place)
    Sodium.wipe(&span)
    generations[index.place] &+= 1
    free.append(index.place)
    count -= 1
  }
}

extension SecretArena {
  private borrowing func check(_ index: Index) throws(SodiumError) {
    // An index of this arena was in range when made, and the arena never shrinks.
    guard index.arena == identity, generations[index.place] == index.generation else {
      throw .noSuchSecret
    }
  }

  private mutating func grow() throws(SodiumError) {
    chunks.append(try GuardedMemory(count: placesPerChunk * secretLength))
    let first = generations.count
    generations.append(contentsOf: repeatElement(0, count: placesPerChunk))
    free.append(contentsOf: (first..<first + placesPerChunk).reversed())
  }

  @_lifetime(&self)
  private mutating func mutableSpan(ofPlace place: Int) -> MutableSpan<UInt8> {
    let span = unsafe MutableSpan<UInt8>(_unsafeBytes: bytes(ofPlace: place))
    return unsafe _overrideLifetime(span, mutating: &self)
  }

  @unsafe private borrowing func bytes(ofPlace place: Int) -> UnsafeMutableRawBufferPointer {
    let start = place % placesPerChunk * secretLength
    return unsafe chunks[place / placesPerChunk].bytes(start..<start + secretLength)
  }
}
