import Casework
import Dispatch
import Synchronization
import Testing

@testable import CaseVault

/// What long work says of how far it has come.
@Suite struct ProgressTests {
  private let practice: Practice
  private let vault: Vault
  private let ana = Person("Ana Ruiz")

  init() throws {
    practice = try Practice()
    vault = try practice.soloVault(ana)
    // The founding, and 300 renamings: more than the 256 entries of a full tile.
    let file = try vault.addClient(named: try ClientName("Maria Lopez"))
    for number in 1...300 {
      try vault.renameClient(file, to: try ClientName("Maria Lopez the \(number)th"))
    }
  }

  @Test func `joining says after each entry how much of the log is verified`() throws {
    let ticket = try vault.ticket()
    let size = try vault.state.size
    var shares: [Double] = []
    let joined = try Vault.join(
      practice.storage(), by: ticket, with: ana.identity(), memory: ana.memory,
      in: practice.clock.surroundings
    ) { shares.append($0) }
    #expect(try joined.state.size >= size)
    #expect(shares.count == Int(size) && shares.last == 1)
    #expect(shares == shares.sorted())
  }

  @Test func `opening without a ticket says how much is verified, and asks when it is`() throws {
    let size = try vault.state.size
    vault.close()
    let stranger = ana.forgetting()
    var shares: [Double] = []
    var asked = 0
    _ = try Vault.resume(
      practice.storage(), with: stranger.identity(), memory: stranger.memory,
      in: practice.clock.surroundings, progress: { shares.append($0) }
    ) { _ in asked = shares.count }
    // After each entry but the founding, which is looked at first.
    #expect(shares.count == Int(size) - 1 && shares.last == 1)
    #expect(shares == shares.sorted())
    #expect(asked == shares.count)
  }

  @Test func `going on from an older copy, and accepting that, say how much is verified`() throws {
    let older = try practice.copyOfDatabase()
    let size = try vault.state.size
    try vault.addClient(named: try ClientName("Bo Wu"))
    vault.close()
    try practice.putBack(older)
    let remembered = ana.memory.copy()
    var shares: [Double] = []
    let restored = try Vault.restore(
      practice.storage(), accepting: true, with: ana.identity(), memory: ana.memory,
      in: practice.clock.surroundings
    ) { shares.append($0) }
    restored.close()
    #expect(shares.count == Int(size) && shares.last == 1)
    #expect(shares == shares.sorted())
    ana.memory.replace(with: remembered)
    shares = []
    var asked = 0
    _ = try Vault.accept(
      practice.storage(), with: ana.identity(), memory: ana.memory,
      in: practice.clock.surroundings, progress: { shares.append($0) }
    ) { _ in asked = shares.count }
    // With the entry of the restoring.
    #expect(shares.count == Int(size) + 1 && shares.last == 1)
    #expect(asked == shares.count)
  }

  /// Of all files by their pages, and of a smaller one note by note: more than the 256 notes after which a
  /// thread tells.
  @Test func `searching says how much is searched, and never less than before`() throws {
    let (practice, bo) = (try Practice(), Person("Bo Olsen"))
    let lines = (1...2_400).map { number in
      #"{"id":"\#(number)","client":"\#(number % 4 == 0 ? "Bo Wu" : "Cy Ash")","text":"Words."}"#
    }
    try practice.with(practice.soloVault(bo)) {
      _ = try $0.importLines(lines.joined(separator: "\n"))
    }
    let needle = try #require(TextNeedle(foldedFrom: "words"))
    for (client, notes) in [(nil, 2_400), ("Bo Wu", 600)] as [(String?, Int)] {
      let told = Mutex<[Double]>([])
      // Opened anew: pages are read as they lie only where nothing waits in SQLite's log.
      try practice.with(practice.open(bo)) { vault in
        let file = try client.map { name in
          try #require(try vault.clients().first { $0.name?.text == name }).file
        }
        let found = try vault.search(for: needle, in: file, to: .terminal) { share in
          told.withLock { $0.append(share) }
        }
        #expect(found.total == notes)
      }
      let shares = told.withLock { $0 }
      #expect(shares.count > 2)
      #expect(shares == shares.sorted())
      #expect(shares.allSatisfy { (0.0...1.0).contains($0) })
    }
  }

  @Test func `what several threads have done is told by one at a time`() {
    let told = Mutex<[Double]>([])
    let progress = SearchProgress(of: 4_000) { share in told.withLock { $0.append(share) } }
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      for _ in 0..<1_000 { progress.add(1) }
    }
    let shares = told.withLock { $0 }
    #expect(shares == shares.sorted() && Set(shares).count == shares.count)
    // More than was planned is still all of it, and said once.
    progress.add(5)
    progress.add(5)
    #expect(told.withLock { $0.filter { $0 == 1 } } == [1])
  }

  @Test func `a search that has to begin again never says less than before`() {
    let told = Mutex<[Double]>([])
    let first = SearchProgress(of: 4) { share in told.withLock { $0.append(share) } }
    for _ in 0..<3 { first.add(1) }
    let again = SearchProgress(of: 4, atLeast: first.share) { share in
      told.withLock { $0.append(share) }
    }
    for _ in 0..<4 { again.add(1) }
    // Three quarters of the first way; of the second only what goes beyond.
    #expect(told.withLock { $0 } == [0.25, 0.5, 0.75, 1])
  }

  @Test func `writing tiles says how much of the log lies in them`() throws {
    var shares: [Double] = []
    try vault.writeTiles(progress: { shares.append($0) }) { _, _ in }
    // A full tile and the rest.
    #expect(shares.count == 2 && shares.last == 1)
    #expect(shares == shares.sorted())
  }
}
