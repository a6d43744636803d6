import Casework
import Dispatch
import SQLiteStorage
import Synchronization
import Testing

@testable import CaseVault

/// Two programs of one device, each with a vault of its own open, and the one pin that both keep.
@Suite struct PinTests {
  @Test func `a program that was slow to keep its pin does not put an older one in its place`()
    throws
  {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    try practice.with(practice.soloVault(ana)) { _ in }
    let memory = SlowMemory(ana.memory)
    let slow = try Vault.open(
      try practice.storage(), with: try ana.identity(), memory: memory,
      in: practice.clock.surroundings)
    let (path, clock) = (practice.vaultPath, practice.clock)
    memory.before {
      let quick = try Vault.open(
        try SQLiteStorage.open(at: path), with: try ana.identity(), memory: ana.memory,
        in: clock.surroundings)
      _ = try quick.addClient(named: try ClientName("Juan Perez"))
      quick.close()
    }
    _ = try slow.addClient(named: try ClientName("Maria Lopez"))
    // Founding, Maria, and Juan, whose entry came before the slow program had kept its pin.
    let pin = try Pin.load(from: ana.memory, with: slow.keys)
    #expect(pin?.size == 3)
    let size = try practice.open(ana).state.size
    #expect(size == 3)
  }

  @Test func `whoever has written finds the pin no shorter, however many write`() throws {
    let practice = try Practice()
    let folder = practice.folder.appending("memory")
    let ana = Person("Ana Ruiz")
    let founded = try Vault.foundSolo(
      by: "Ana Ruiz", with: try ana.identity(), memory: FolderMemory(at: folder),
      in: practice.clock.surroundings
    ) { try SQLiteStorage.create(at: practice.vaultPath, vaultID: ContentHash($0)) }
    founded.close()
    let (path, clock) = (practice.vaultPath, practice.clock)
    let short = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      do {
        let memory = FolderMemory(at: folder)
        let vault = try Vault.open(
          try SQLiteStorage.open(at: path), with: try ana.identity(), memory: memory,
          in: clock.surroundings)
        for _ in 0..<25 {
          _ = try vault.journal.record(VaultBackedUp())
          let (size, pin) = (
            try vault.state.size, try Pin.load(from: memory, with: vault.keys)?.size ?? 0
          )
          if pin < size { short.withLock { $0.append("\(pin) behind \(size)") } }
        }
        vault.close()
      } catch {
        short.withLock { $0.append("\(error)") }
      }
    }
    #expect(short.withLock { $0 } == [])
  }
}

/// A memory that lets something happen once, just before a pin is kept.
final class SlowMemory: DeviceMemory {
  private let memory: TransientMemory
  private let interruption = Mutex<(@Sendable () throws -> Void)?>(nil)

  init(_ memory: TransientMemory) { self.memory = memory }

  func before(_ interruption: @escaping @Sendable () throws -> Void) {
    self.interruption.withLock { $0 = interruption }
  }

  func load(_ item: MemoryItem) -> [UInt8]? { memory.load(item) }

  func save(_ bytes: [UInt8], as item: MemoryItem) { memory.save(bytes, as: item) }

  func alone<Answer>(_ body: () throws -> Answer) throws -> Answer {
    try interrupt()
    return try memory.alone(body)
  }

  private func interrupt() throws {
    let body = interruption.withLock { body in
      defer { body = nil }
      return body
    }
    try body?()
  }
}
