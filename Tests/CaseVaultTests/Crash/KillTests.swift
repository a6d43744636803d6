import Casework
import Foundation
import Keyring
import SQLiteStorage
import Sodium
import StartedPrograms
import StorageContract
import System
import Testing

@testable import CaseVault

/// A program that writes is killed at random moments, again and again.
@Suite struct KillTests {
  @Test func `whatever was acknowledged before a kill is there, and nothing is torn`() throws {
    var chance = Chance.printed(for: "kills")
    var seen = KilledWriting.Seen()
    let rounds = Chance.isDeep ? 1_000 : 200
    // A vault for some rounds: verifying one with thousands of entries after each kill would take hours.
    for start in stride(from: 0, to: rounds, by: 10) {
      var writing = try KilledWriting(numberedFrom: start * 10_000)
      for _ in start..<min(start + 10, rounds) { try writing.killOnce(&chance) }
      try writing.checkAll()
      seen.add(writing.seen)
    }
    print("killed \(seen.kills) times, \(seen.acknowledged) things acknowledged,")
    print("\(seen.early) before the vault was open, \(seen.unsaid) finished without being said")
    #expect(seen.kills == rounds)
    // Most moments find somebody at work; on a busy machine a program is killed before it says much.
    #expect(seen.acknowledged > rounds / 4)
  }
}

/// One vault, the programs that are killed while they write in it, and what they acknowledged.
struct KilledWriting {
  /// What happened, for whoever asks whether the moments were any good.
  struct Seen {
    var kills = 0
    var acknowledged = 0
    /// Killed before the vault was open.
    var early = 0
    /// Durable, but dead before it could say so.
    var unsaid = 0

    mutating func add(_ other: Seen) {
      kills += other.kills
      acknowledged += other.acknowledged
      early += other.early
      unsaid += other.unsaid
    }
  }

  private let folder: TemporaryFolder
  private var number: Int
  /// The latest words of each note, by the number that they follow from.
  private var notes: [NoteID: Int] = [:]
  private var imports: Set<Int> = []
  private var versions = 0
  private(set) var seen = Seen()

  init(numberedFrom number: Int) throws {
    self.number = number
    folder = try TemporaryFolder()
    let (path, memory) = (folder.appending("vault"), FolderMemory(at: folder.appending("memory")))
    let vault = try Vault.foundSolo(
      by: "Ana Ruiz", with: try Self.identity(), memory: memory, in: .ofThisMachine
    ) { try SQLiteStorage.create(at: path, vaultID: ContentHash($0)) }
    _ = try vault.addClient(named: try ClientName("Maria Lopez"))
    vault.close()
  }

  /// The writer's own key.
  private static func identity() throws -> DeviceIdentity {
    var seed = [UInt8](repeating: 7, count: 32)
    return try DeviceIdentity(seed: SecretBytes(wiping: &seed))
  }

  private func open() throws -> Vault {
    try Vault.open(
      try SQLiteStorage.open(at: folder.appending("vault")), with: try Self.identity(),
      memory: FolderMemory(at: folder.appending("memory")), in: .ofThisMachine)
  }

  /// One writer, or every fourth time two at once, killed some time after the start or after the opening.
  mutating func killOnce(_ chance: inout Chance) throws {
    let count = UInt64.random(in: 0..<4, using: &chance) == 0 ? 2 : 1
    let writers = try (0..<count).map { place in
      try DyingWriter(in: folder, from: number + place * 5_000)
    }
    number += 500
    if UInt64.random(in: 0..<5, using: &chance) > 0 { for writer in writers { writer.opens() } }
    usleep(UInt32.random(in: 0..<150_000, using: &chance))
    var new: [NoteID: Int] = [:]
    for writer in writers {
      let lines = writer.dies()
      seen.early += lines.isEmpty ? 1 : 0
      try take(lines, into: &new)
    }
    seen.kills += 1
    try check(new)
  }

  private mutating func take(_ lines: [String], into new: inout [NoteID: Int]) throws {
    for line in lines where line != "open" {
      let words = line.split(separator: " ")
      let number = try #require(words.last.flatMap { Int($0) }, "a torn line: \(line)")
      seen.acknowledged += 1
      if words[0] == "import" {
        imports.insert(number)
      } else {
        new[try NoteID(hexadecimal: String(words[1]))] = number
        versions += 1
      }
    }
    notes.merge(new) { $1 }
  }

  /// Opens the vault as the next command would.
  private mutating func check(_ new: [NoteID: Int]) throws {
    let vault = try open()
    defer { vault.close() }
    let report = try vault.verify()
    #expect(report.firstFault == nil)
    #expect(report.violations.isEmpty)
    for (id, number) in new { try check(id, number, in: vault) }
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.appending("vault"))
    #expect(Set(files).isSubset(of: ["vault.db", "vault.db-wal", "vault.db-shm"]))
  }

  /// The words are those acknowledged, or those of a later version that nobody lived to acknowledge.
  private func check(_ id: NoteID, _ number: Int, in vault: Vault) throws {
    let text = try vault.read(id, to: .program).note.text
    #expect([number, number + 1].map { WrittenText.of($0) }.contains(text), "note \(number)")
  }

  /// Every note of all rounds, and every import whole.
  mutating func checkAll() throws {
    let vault = try open()
    defer { vault.close() }
    for (id, number) in notes { try check(id, number, in: vault) }
    let clients = try vault.clients()
    let names = Set(clients.map(\.name?.text))
    #expect(imports.allSatisfy { names.contains("Import \($0)") })
    var written = 0
    for client in clients {
      let count = try vault.notes(of: client.file).count
      if (client.name?.text ?? "").hasPrefix("Import ") {
        #expect(count == 3, "\(client.name?.text ?? "") came in part")
      } else {
        written = count
      }
    }
    #expect(written >= notes.count)
    seen.unsaid += written - notes.count + clients.count - 1 - imports.count
  }
}

/// A writer that will be killed.
private final class DyingWriter {
  private let program: StartedProgram
  private let errors: String
  private var first = Data()

  init(in folder: TemporaryFolder, from number: Int) throws {
    errors = folder.appending("errors-\(number)")
    program = try StartedProgram(
      Self.path, [folder.appending("vault"), folder.appending("memory"), "\(number)"],
      output: .pipe, errors: .file(errors))
  }

  /// Waits until the vault is open.
  func opens() { first = program.nextOutput() }

  /// What it had said when it died.
  func dies() -> [String] {
    program.kill()
    let rest = program.restOfOutput()
    let status = program.wait()
    // One that ended by itself has met an error.
    let said = (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
    #expect(status == SIGKILL, "\(said.prefix(2_000))")
    return String(decoding: first + rest, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Programs and tests are built into the same folder.
  private static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("VaultWriter").path
}
