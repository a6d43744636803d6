import Synchronization

/// What a device keeps of a vault outside the vault's own storage, sealed under the device key.
///
/// A database can be put back to an older state by whoever keeps it; this memory is how the device
/// notices. Losing it loses no notes: everything in it is found again from the log and a ticket.
public protocol DeviceMemory: AnyObject, Sendable {
  /// The sealed bytes, or nil when there are none.
  func load(_ item: MemoryItem) throws -> [UInt8]?
  /// The same, to be read piece by piece: the bytes as they are now, also when others replace them later.
  func open(_ item: MemoryItem) throws -> (any KeptBytes)?
  /// Replaces the bytes so that a crash leaves either the old or the new ones.
  func save(_ bytes: [UInt8], as item: MemoryItem) throws
  /// Runs `body`, which loads and saves, while no other program or thread does the same with what this
  /// device keeps of the vault. It is short, and never called from within itself.
  ///
  /// Two programs of one device would otherwise put an older pin in the place of a newer one.
  func alone<Answer>(_ body: () throws -> Answer) throws -> Answer
}

/// What a memory keeps, read piece by piece.
public protocol KeptBytes: Sendable {
  /// How many bytes there are.
  var count: Int { get }
  /// The bytes in a range, which lies within ``count``; fewer where some have gone.
  func read(_ range: Range<Int>) throws -> [UInt8]
}

extension DeviceMemory {
  /// For a memory that has its bytes at hand.
  public func open(_ item: MemoryItem) throws -> (any KeptBytes)? {
    try load(item).map { BytesAtHand(bytes: $0) }
  }

  /// For a memory that only one thread of one program ever uses.
  public func alone<Answer>(_ body: () throws -> Answer) throws -> Answer { try body() }
}

struct BytesAtHand: KeptBytes {
  let bytes: [UInt8]
  var count: Int { bytes.count }
  func read(_ range: Range<Int>) -> [UInt8] { Array(bytes[range]) }
}

/// The things that a device keeps of a vault.
public enum MemoryItem: String, Sendable, CaseIterable {
  /// The last size and root that this device verified; small, written after every own commit.
  case pin
  /// What the entries up to some position say, so that opening need not read them all again.
  case state
  /// The secrets of the case files that this device has opened, so that opening thousands of them does
  /// not take 0.1 ms each. They give nothing that the device's key does not give.
  case secrets
  /// When everything was last verified here, and what came of it.
  case verified
  /// What was taken away in a part of the log that this device has given up, and is not yet taken away again.
  case takings
  /// Which histories this device has given up, and what that left for people to do.
  case restorings
}

/// A memory that forgets when the process ends, for tests and for programs that verify once.
public final class TransientMemory: DeviceMemory {
  private let items = Mutex<[MemoryItem: [UInt8]]>([:])
  private let gate = Mutex<Void>(())

  /// A memory in which nothing is kept yet.
  public init() {}

  /// What ``save(_:as:)`` was last given.
  public func load(_ item: MemoryItem) -> [UInt8]? { items.withLock { $0[item] } }

  /// Keeps the bytes while the process runs.
  public func save(_ bytes: [UInt8], as item: MemoryItem) {
    items.withLock { $0[item] = bytes }
  }

  /// One thread at a time.
  public func alone<Answer>(_ body: () throws -> Answer) throws -> Answer {
    try gate.withLock { _ in try body() }
  }
}
