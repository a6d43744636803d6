import Synchronization

/// A device's memory that keeps nothing until it is told that what was to be kept may be.
///
/// For an act that moves the pin back: the old pin has to outlive every way in which the act can fail.
final class HeldMemory: DeviceMemory {
  private let memory: any DeviceMemory
  /// What waits; nil once it may be kept at once.
  private let waiting = Mutex<[MemoryItem: [UInt8]]?>([:])

  init(_ memory: any DeviceMemory) { self.memory = memory }

  func load(_ item: MemoryItem) throws -> [UInt8]? {
    if let bytes = waiting.withLock({ $0?[item] }) { return bytes }
    return try memory.load(item)
  }

  func open(_ item: MemoryItem) throws -> (any KeptBytes)? {
    if let bytes = waiting.withLock({ $0?[item] }) { return BytesAtHand(bytes: bytes) }
    return try memory.open(item)
  }

  func save(_ bytes: [UInt8], as item: MemoryItem) throws {
    let waits = waiting.withLock { waiting in
      waiting?.updateValue(bytes, forKey: item)
      return waiting != nil
    }
    if !waits { try memory.save(bytes, as: item) }
  }

  func alone<Answer>(_ body: () throws -> Answer) throws -> Answer { try memory.alone(body) }

  /// Keeps what waits. The secrets first, which give nothing away; then the pin, and a crash before it leaves
  /// the old one, which refuses the storage, with the state that knows what the part that is given up took
  /// away. What this left to do comes at once behind the pin, and before the state, without which it cannot be
  /// found once more. A crash there leaves a state of another history, and the log is read anew. What the restoring
  /// has taken away is let go of last.
  func release() throws {
    let items = waiting.withLock { waiting in
      defer { waiting = nil }
      return waiting ?? [:]
    }
    if let secrets = items[.secrets] { try memory.save(secrets, as: .secrets) }
    if let pin = items[.pin] { try memory.alone { try memory.save(pin, as: .pin) } }
    for item in [MemoryItem.restorings, .state, .takings] {
      if let bytes = items[item] { try memory.save(bytes, as: item) }
    }
  }
}
