import Casework
import SQLiteStorage
import Synchronization
import Testing

@testable import CaseVault

@Suite struct TwoAtOnceTests {
  // Found by killing writers two at a time: the pin was read inside an older view of the database.
  @Test func `another program of the same device that writes meanwhile is no rollback`() throws {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    var file: CaseFileID?
    try practice.with(practice.soloVault(ana)) { vault in
      file = try vault.addClient(named: try ClientName("Maria Lopez"))
    }
    let client = try #require(file)
    let (path, clock) = (practice.vaultPath, practice.clock)
    let sizes = Mutex<[UInt64]>([])
    let memory = InterruptedMemory(of: ana.memory) {
      let vault = try Vault.open(
        try SQLiteStorage.open(at: path), with: try ana.identity(), memory: ana.memory,
        in: clock.surroundings)
      _ = try vault.notes(of: client)
      let size = try vault.state.size
      sizes.withLock { $0.append(size) }
      vault.close()
    }
    let opened = try Vault.open(
      try practice.storage(), with: try ana.identity(), memory: memory,
      in: practice.clock.surroundings)
    // Founding, file, and one listing each time that the pin was asked for.
    #expect(sizes.withLock { $0.first } == 3)
    let size = try opened.state.size
    #expect(size >= 3)
  }
}

/// A memory that lets something happen just before the pin is read.
private final class InterruptedMemory: DeviceMemory {
  private let memory: TransientMemory
  private let interruption: @Sendable () throws -> Void

  init(of memory: TransientMemory, by interruption: @escaping @Sendable () throws -> Void) {
    self.memory = memory
    self.interruption = interruption
  }

  func load(_ item: MemoryItem) throws -> [UInt8]? {
    if item == .pin { try interruption() }
    return memory.load(item)
  }

  func save(_ bytes: [UInt8], as item: MemoryItem) { memory.save(bytes, as: item) }
}
