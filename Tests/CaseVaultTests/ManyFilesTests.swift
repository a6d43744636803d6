import AuditLog
import Casework
import SQLiteStorage
import Testing

@testable import CaseVault

// What changes when there are more case files than are worth opening one by one.

@Suite struct ManyFilesTests {
  private let practice: Practice
  private let maria = Person("Maria Lopez")
  private let names: [ClientName]

  init() throws {
    practice = try Practice()
    names = try (1...120).map { try ClientName("Client \($0)") }
  }

  @Test func `many clients are taken in by one entry, numbered in their order`() throws {
    let vault = try practice.soloVault(maria)
    let before = try vault.state.size
    let files = try vault.addClients(named: names)
    #expect(try vault.state.size == before + 1)
    let clients = try vault.clients()
    #expect(clients.map(\.name) == names)
    #expect(clients.map(\.file) == files)
    #expect(clients.map { $0.number?.text } == (1...120).map { "C-\($0)" })
    #expect(try vault.verify().firstFault == nil)
  }

  @Test func `more clients than stand in one entry are taken in by several, all in order`() throws {
    let vault = try practice.soloVault(maria)
    let before = try vault.state.size
    let names = try (1...300).map { try ClientName("Client \($0)") }
    let files = try vault.addClients(named: names)
    // 128, 128 and 44.
    #expect(try vault.state.size == before + 3)
    let clients = try vault.clients()
    #expect(clients.map(\.name) == names)
    #expect(clients.map(\.file) == files)
    #expect(clients.map { $0.number?.text } == (1...300).map { "C-\($0)" })
    #expect(try vault.verify().firstFault == nil)
    let opened = try practice.open(maria)
    #expect(try opened.state.size == before + 4)
    #expect(try opened.clients().map(\.file) == files)
  }

  @Test func `kept secrets open every file after the vault was closed`() throws {
    try practice.with(try practice.soloVault(maria)) { vault in
      let files = try vault.addClients(named: names)
      try vault.write(try .free("a heron on the lake", on: practice), in: files[119])
    }
    #expect(maria.memory.load(.secrets) != nil)
    let found = try practice.open(maria).search(
      for: try #require(TextNeedle(foldedFrom: "HERON")), to: .terminal)
    #expect(found.total == 1)
    #expect(found.filesSearched == 120)
    #expect(found.hits.first?.excerpt.match == "heron")
  }

  @Test func `kept secrets that were damaged, lost or exchanged cost time and nothing else`() throws
  {
    try practice.with(try practice.soloVault(maria)) { vault in
      let files = try vault.addClients(named: names)
      try vault.write(try .free("a heron on the lake", on: practice), in: files[7])
    }
    let whole = try #require(maria.memory.load(.secrets))
    var damaged = whole
    damaged[whole.count / 2] ^= 1
    for bytes in [damaged, [], Array(whole.dropLast(52)), try #require(maria.memory.load(.pin))] {
      maria.memory.save(bytes, as: .secrets)
      let found = try practice.open(maria).search(
        for: try #require(TextNeedle(foldedFrom: "heron")), to: .terminal)
      #expect(found.total == 1)
      // They were opened by their wraps, and are kept again.
      #expect(maria.memory.load(.secrets)?.count == whole.count)
    }
  }

  @Test func `a large import leaves the same vault as a small one, and one that verifies`() throws {
    let vault = try practice.soloVault(maria)
    let lines = (1...300).map { #"{"client": "Client \#($0 % 9)", "text": "Visit \#($0)."}"# }
    var chunks = [Array(lines.joined(separator: "\n").utf8)]
    let report = try vault.importNotes(
      from: { chunks.popLast() }, reading: ImportOptions(size: 1 << 30))
    #expect(report.imported == 300)
    #expect(report.newClients == 9)
    #expect(try vault.verify().firstFault == nil)
    let found = try vault.search(
      for: try #require(TextNeedle(foldedFrom: "visit")), to: .terminal)
    #expect(found.total == 300)
  }

  @Test func `what a failed write said is not believed, even by who kept its desk`() throws {
    struct Stopped: Error {}
    let vault = try practice.soloVault(maria)
    let before = try vault.state.size
    var kept: Desk?
    #expect(throws: Stopped.self) {
      _ = try vault.journal.recording { desk in
        kept = desk
        let listed = FilesListed(file: nil)
        try desk.append(listed, spending: try desk.permit(for: listed))
        throw Stopped()
      }
    }
    #expect(kept?.state.size == before + 1)
    #expect(try vault.state.size == before)
    #expect(try vault.verify().firstFault == nil)
  }

  @Test func `an import of many new clients leaves a state that need not be replayed`() throws {
    let vault = try practice.soloVault(maria)
    try vault.addClients(named: names)
    let kept = try #require(maria.memory.load(.state))
    // Larger than that of an empty vault by more than the 120 files' compartments alone.
    #expect(kept.count > 120 * 100)
  }
}
