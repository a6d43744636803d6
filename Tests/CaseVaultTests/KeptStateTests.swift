import Casework
import Synchronization
import Testing

@testable import CaseVault

// What a device keeps of a large vault is read by the page.

@Suite struct KeptStateTests {
  private let practice: Practice
  private let maria = Person("Maria Lopez")

  init() throws {
    practice = try Practice()
    // Two thousand files take almost a megabyte, so some thirty pages.
    let vault = try practice.soloVault(maria)
    try vault.addClients(named: try (1...Self.files).map { try ClientName("Client \($0)") })
    vault.close()
  }

  private static let files = 2000

  private func open(_ memory: any DeviceMemory) throws -> Vault {
    try Vault.open(
      try practice.storage(), with: try maria.identity(), memory: memory,
      in: practice.clock.surroundings)
  }

  @Test func `opening reads little of it, and asking for one file little more`() throws {
    let memory = CountingMemory(maria.memory)
    let whole = try #require(maria.memory.load(.state)).count
    let vault = try open(memory)
    let first = memory.bytesRead
    #expect(first > 0 && first < whole / 2, "\(first) of \(whole)")
    let file = try #require(try vault.state.files.values(part: 0, of: 100).first)
    #expect(try vault.state.file(file.id) == file)
    #expect(memory.bytesRead < whole / 2, "\(memory.bytesRead) of \(whole)")
    #expect(try vault.clients().count == Self.files)
    #expect(memory.bytesRead > whole / 2)
  }

  @Test(arguments: [Change.flipped, .exchanged, .cut])
  func `a changed page stops a command, and is made again with the next`(change: Change) throws {
    let kept = try #require(maria.memory.load(.state))
    maria.memory.save(change.applied(to: kept), as: .state)
    // What is cut off is seen at once, and so is what opening asks for: the log is read again then. Pages that
    // only a list needs are seen by whoever lists.
    let vault = try open(maria.memory)
    if change == .exchanged {
      #expect(throws: DamagedMemory.self) { try vault.tellingDamage { _ = try vault.clients() } }
    } else {
      #expect(try vault.clients().count == Self.files)
    }
    vault.close()
    let again = try open(maria.memory)
    #expect(try again.clients().count == Self.files)
    #expect(try again.verify().firstFault == nil)
    // And kept as before.
    #expect(try #require(maria.memory.load(.state)).count == kept.count)
  }

  @Test func `a page that is only asked for later stops a command, and nothing is recorded`() throws
  {
    let kept = try #require(maria.memory.load(.state))
    let memory = CountingMemory(maria.memory)
    let vault = try open(memory)
    let size = try vault.state.size
    memory.damages = true
    #expect(throws: DamagedMemory.self) {
      try vault.tellingDamage { _ = try vault.clients() }
    }
    #expect(throws: DamagedMemory.self) { try vault.addClients(named: [try ClientName("One")]) }
    #expect(maria.memory.load(.state) == [])
    vault.close()
    let again = try open(maria.memory)
    #expect(try again.clients().count == Self.files)
    // The list of clients that was not shown, and this one.
    #expect(try again.state.size <= size + 2)
    #expect(try again.verify().firstFault == nil)
    #expect(try #require(maria.memory.load(.state)).count == kept.count)
  }

  @Test func `what lacks a page is never kept as if it were whole`() throws {
    // The last page, which nothing that follows asks for.
    var kept = try #require(maria.memory.load(.state))
    kept[kept.count - 1] ^= 1
    maria.memory.save(kept, as: .state)
    let vault = try open(maria.memory)
    // So much that the state is due to be kept: writing it down asks for every page.
    #expect(throws: MemoryBehind.self) {
      for _ in 0..<130 { _ = try vault.journal.record(FilesListed(file: nil)) }
    }
    vault.close()
    let again = try open(maria.memory)
    #expect(try again.clients().count == Self.files)
    #expect(try again.addClients(named: [try ClientName("One more")]).count == 1)
    #expect(try again.verify().violations == [])
    #expect(try again.verify().firstFault == nil)
  }

  @Test func `a refusal for what could not be fetched is none, and is not recorded`() throws {
    let memory = CountingMemory(maria.memory)
    let vault = try open(memory)
    let file = try #require(try practice.open(maria).clients().last?.file)
    let size = try vault.state.size
    memory.damages = true
    #expect(throws: DamagedMemory.self) {
      try vault.write(try .free("a heron on the lake", on: practice), in: file)
    }
    vault.close()
    let again = try open(maria.memory)
    #expect(try again.state.size == size + 1)
    #expect(try !again.entries().contains { $0.event.content is ActRefused })
  }

  /// What somebody does to the file.
  enum Change: CaseIterable {
    case flipped, exchanged, cut

    func applied(to bytes: [UInt8]) -> [UInt8] {
      let page = ArchivePages.pageSize + 16
      let last = bytes.count - 1
      switch self {
      case .flipped:
        // One bit of every page, for a command asks for some of them only.
        var changed = bytes
        for place in stride(from: last, to: page, by: -page) { changed[place] ^= 1 }
        return changed
      case .exchanged:
        // Two whole pages, each good for itself; what they hold lies in the middle of the files.
        let start = 4 + Int(bytes[..<4].reduce(0) { $0 << 8 | UInt32($1) }) + 14 * page
        let (one, other) = (start..<start + page, start + 2 * page..<start + 3 * page)
        var changed = bytes
        changed.replaceSubrange(one, with: bytes[other])
        changed.replaceSubrange(other, with: bytes[one])
        return changed
      case .cut: return Array(bytes[..<(bytes.count - page)])
      }
    }
  }
}

/// Counts the bytes of the kept state that are read, and gives others from when it is told to.
private final class CountingMemory: DeviceMemory {
  private let memory: TransientMemory
  private let count = Mutex(0)
  private let damaging = Mutex(false)

  init(_ memory: TransientMemory) { self.memory = memory }

  var damages: Bool {
    get { damaging.withLock { $0 } }
    set { damaging.withLock { $0 = newValue } }
  }

  var bytesRead: Int { count.withLock { $0 } }

  func load(_ item: MemoryItem) -> [UInt8]? { memory.load(item) }

  func open(_ item: MemoryItem) throws -> (any KeptBytes)? {
    guard let bytes = memory.load(item) else { return nil }
    return Counted(bytes: bytes) { read in
      self.count.withLock { $0 += read }
      return !self.damages
    }
  }

  func save(_ bytes: [UInt8], as item: MemoryItem) { memory.save(bytes, as: item) }

  private struct Counted: KeptBytes {
    let bytes: [UInt8]
    let isGood: @Sendable (Int) -> Bool
    var count: Int { bytes.count }

    func read(_ range: Range<Int>) -> [UInt8] {
      isGood(range.count) ? Array(bytes[range]) : [UInt8](repeating: 0, count: range.count)
    }
  }
}
