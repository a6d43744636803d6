import CaseVault
import Foundation
import StartedPrograms
import StorageContract
import System
import Testing

@testable import SQLiteStorage

@Suite struct ProcessTests {
  @Test func `two programs write at once, and nothing is lost or doubled`() throws {
    let vault = try TemporaryVault()
    _ = try vault.opened()
    let writers = try (0..<2).map { _ in try Writer("append", vault.folder, "60") }
    let acknowledged = writers.flatMap { $0.lines() }
    #expect(acknowledged.compactMap { UInt64($0) }.sorted() == Array(0..<120))
    let storage = try vault.opened()
    #expect(try storage.reading { try $0.allLeaves() } == (0..<120).map { Sample.leaf($0) })
  }

  @Test func `a program killed in the middle leaves everything it acknowledged`() throws {
    let vault = try TemporaryVault()
    _ = try vault.opened()
    var acknowledged: UInt64 = 0
    for round in 1...6 {
      let writer = try Writer("append", vault.folder)
      // The later ones in the middle of writing, however slow the machine.
      if round > 3 { writer.begins() }
      Thread.sleep(forTimeInterval: 0.03 * Double(round))
      writer.kill()
      if let last = writer.lines().last.flatMap({ UInt64($0) }) { acknowledged = last + 1 }
      try vault.opened().reading { reader in
        let size = try reader.size()
        // The last commit may have become durable without its line.
        #expect(size == acknowledged || size == acknowledged + 1)
        #expect(try reader.allLeaves() == (0..<size).map { Sample.leaf($0) })
        #expect(try reader.allEnvelopes() == (0..<size).map { try Sample.envelope($0) })
        acknowledged = size
      }
    }
    #expect(acknowledged > 0)
  }

  @Test func `a vault that is read-only for its reader can be read, and only read`() throws {
    let vault = try TemporaryVault()
    try vault.filled()
    try vault.give(toNobody: 0o400)
    #expect(try Writer.unprivileged("read-only", vault.folder).lines() == ["3 20"])
    #expect(try Writer.unprivileged("read", vault.folder).lines() == ["3 20"])
    #expect(try Writer.unprivileged("append", vault.folder, "1").lines() == ["readOnly"])
    #expect(try vault.names() == ["vault.db"])
  }

  @Test func `a vault that was read-only for a while takes writes again`() throws {
    let vault = try TemporaryVault()
    _ = try SQLiteStorage.create(at: vault.folder, vaultID: vault.vaultID)
    try vault.give(toNobody: 0o600, inFolder: 0o700)
    #expect(try Writer.unprivileged("append", vault.folder, "3").lines() == ["0", "1", "2"])
    try vault.give(toNobody: 0o400, inFolder: 0o700)
    #expect(try Writer.unprivileged("read-only", vault.folder).lines() == ["3 3"])
    #expect(try Writer.unprivileged("read", vault.folder).lines() == ["3 3"])
    #expect(try Writer.unprivileged("append", vault.folder, "1").lines() == ["readOnly"])
    // Files made meanwhile would have the database's mode, and keep writers out later.
    #expect(try vault.names() == ["vault.db"])
    try vault.give(toNobody: 0o600, inFolder: 0o700)
    let appended = try Writer.unprivileged("append", vault.folder, "1").lines()
    #expect(appended == ["3"])
  }

  @Test(.enabled(if: getuid() == 0, "only root can act as two accounts"))
  func `two accounts of one group work on one vault, neither locking the other out`() throws {
    let vault = try TemporaryVault()
    let group = GroupID(rawValue: 60_001)
    _ = try SQLiteStorage.create(at: vault.folder, vaultID: vault.vaultID, group: group)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: vault.parent)
    // One after the other, so that each finds files that the other made; then both at once, again and
    // again: the moment in which one has made a file and not yet opened it to the group is short.
    let both = [60_002, 60_003]
    for accounts in [[60_002], [60_003]] + Array(repeating: both, count: 12) {
      let writers = try accounts.map { account in
        try Writer.acting(as: account, in: 60_001, "append", vault.folder, "20")
      }
      let lines = writers.flatMap { $0.lines() }
      #expect(
        lines.count == 20 * accounts.count,
        "\(accounts): \(lines.filter { Int($0) == nil }) \(lines.suffix(2))")
    }
    #expect(try vault.opened().reading { try $0.size() } == 520)
    let stranger = try Writer.acting(as: 60_004, in: 60_004, "read", vault.folder)
    #expect(stranger.lines() == ["permissionDenied"])
  }

  @Test func `a vault that its reader may not open says so`() throws {
    let vault = try TemporaryVault()
    try vault.filled()
    try vault.give(toNobody: 0o000)
    #expect(try Writer.unprivileged("read", vault.folder).lines() == ["permissionDenied"])
  }
}

/// The program that stands beside the tests.
private final class Writer {
  private let program: StartedProgram
  private var first = Data()

  convenience init(_ arguments: String...) throws {
    try self.init(command: [Self.path] + arguments)
  }

  /// As an account that owns nothing, when these tests run as root: root may do everything, and
  /// would pass every test of permissions for nothing.
  static func unprivileged(_ arguments: String...) throws -> Writer {
    let account = getuid() == 0 ? setpriv(65_534, 65_534) : []
    return try Writer(command: ["env"] + account + [path] + arguments)
  }

  static func acting(
    as account: Int, in group: Int, _ arguments: String...
  ) throws -> Writer {
    try Writer(command: ["env"] + setpriv(account, group) + [path] + arguments)
  }

  private static func setpriv(_ account: Int, _ group: Int) -> [String] {
    ["setpriv", "--reuid=\(account)", "--regid=\(group)", "--clear-groups"]
  }

  private init(command: [String]) throws {
    program = try StartedProgram(
      command[0] == "env" ? "/usr/bin/env" : command[0], Array(command.dropFirst()), output: .pipe)
  }

  func kill() { program.kill() }

  /// Waits for what it prints first.
  func begins() { first = program.nextOutput() }

  /// What it printed until its end.
  func lines() -> [String] {
    let data = first + program.restOfOutput()
    program.wait()
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Programs and tests are built into the same folder.
  private static let path: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: tests).deletingLastPathComponent()
      .appendingPathComponent("StorageWriter").path
  }()
}

extension TemporaryVault {
  /// Hands folder and database to the account of ``Writer/unprivileged(_:)`` with few rights.
  fileprivate func give(toNobody mode: Int, inFolder folderMode: Int = 0o500) throws {
    if getuid() == 0 {
      for path in [parent, folder, database] {
        try FileManager.default.setAttributes(
          [.ownerAccountID: 65_534, .groupOwnerAccountID: 65_534], ofItemAtPath: path)
      }
    }
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: database)
    try FileManager.default.setAttributes([.posixPermissions: folderMode], ofItemAtPath: folder)
  }
}
