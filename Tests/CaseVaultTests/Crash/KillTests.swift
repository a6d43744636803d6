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
    // A machine that is slow, or under a sanitizer, gets to say little before it dies.
    #expect(seen.acknowledged > rounds / 4)
  }

  /// It goes round the log: what undoes it is a journal, whose end is the commit.
  @Test func `an import round the log that is killed is there whole or not at all`() throws {
    var chance = Chance.printed(for: "kills of imports round the log")
    var seen = KilledWriting.Seen()
    let rounds = Chance.isDeep ? 400 : 40
    for start in stride(from: 0, to: rounds, by: 10) {
      var writing = try KilledWriting(numberedFrom: start * 10_000)
      for _ in start..<start + 10 { try writing.killOnce(&chance, doing: "imports") }
      try writing.checkAll()
      seen.add(writing.seen)
    }
    print("killed \(seen.kills) times, \(seen.acknowledged) things acknowledged,")
    print("\(seen.journals) while there was a journal, \(seen.unsaid) finished without being said")
    #expect(seen.kills == rounds)
    #expect(seen.journals > 0)
  }

  @Test func `a large import that is killed with pages in the database leaves none`() throws {
    var chance = Chance.printed(for: "kills of large imports")
    var seen = KilledWriting.Seen()
    let rounds = Chance.isDeep ? 40 : 4
    for start in stride(from: 0, to: rounds, by: 4) {
      var writing = try KilledWriting(numberedFrom: start * 10_000)
      for _ in start..<start + 4 { try writing.killLargeOnce(&chance) }
      try writing.checkAll()
      seen.add(writing.seen)
    }
    print("killed \(seen.kills) times, \(seen.acknowledged) things acknowledged,")
    print("\(seen.journals) while there was a journal, \(seen.unsaid) finished without being said")
    #expect(seen.kills == rounds)
    #expect(seen.journals > 0)
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
    /// Killed while only a journal could undo what was begun.
    var journals = 0

    mutating func add(_ other: Seen) {
      kills += other.kills
      acknowledged += other.acknowledged
      early += other.early
      unsaid += other.unsaid
      journals += other.journals
    }
  }

  private let folder: TemporaryFolder
  private var number: Int
  /// The latest words of each note, by the number that they follow from.
  private var notes: [NoteID: Int] = [:]
  /// The clients that they brought.
  private var imports: Set<String> = []
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
  /// Where imports go round the log there is one, for two would both stay with it; half of them are killed
  /// when there is a journal.
  mutating func killOnce(_ chance: inout Chance, doing work: String = "day") throws {
    let isPair = UInt64.random(in: 0..<4, using: &chance) == 0 && work == "day"
    let writers = try (0..<(isPair ? 2 : 1)).map { place in
      try DyingWriter(in: folder, doing: work, from: number + place * 5_000)
    }
    number += 500
    if UInt64.random(in: 0..<5, using: &chance) > 0 { for writer in writers { writer.opens() } }
    if work == "imports", Bool.random(using: &chance) {
      stop(writers[0], after: UInt32.random(in: 0..<5_000, using: &chance)) { hasBegunJournal }
    } else {
      usleep(UInt32.random(in: 0..<150_000, using: &chance))
    }
    try kill(writers)
  }

  /// Stops a writer some microseconds after something is so, and while it still is. On a busy machine it may
  /// be over before whoever saw it comes to act: so the writer stands still when we look once more.
  private func stop(_ writer: DyingWriter, after delay: UInt32, while isSo: () -> Bool) {
    var delay = delay
    waits {
      guard isSo() else { return false }
      usleep(delay)
      delay /= 2
      writer.standsStill()
      if isSo() { return true }
      writer.goesOn()
      return false
    }
  }

  private func waits(until isSo: () -> Bool) {
    let end = Date(timeIntervalSinceNow: 120)
    while !isSo(), Date() < end { usleep(200) }
  }

  /// One writer, killed some time after the first pages of its import have reached the database.
  mutating func killLargeOnce(_ chance: inout Chance) throws {
    let before = size(of: "vault.db")
    let writer = try DyingWriter(in: folder, doing: "large", from: number)
    number += 500
    writer.opens()
    let grown = before + 1 << 20
    if seen.kills.isMultiple(of: 2) {
      stop(writer, after: UInt32.random(in: 0..<5_000, using: &chance)) {
        size(of: "vault.db") > grown && hasBegunJournal
      }
    } else {
      waits(until: { size(of: "vault.db") > grown })
      usleep(UInt32.random(in: 0..<600_000, using: &chance))
    }
    try kill([writer])
  }

  /// In bytes; 0 if there is none.
  private func size(of file: String) -> Int {
    let facts = try? FileManager.default.attributesOfItem(
      atPath: folder.appending("vault/\(file)"))
    return facts?[.size] as? Int ?? 0
  }

  /// A journal whose first byte is not yet written has nothing to undo, and SQLite lets it lie.
  private var hasBegunJournal: Bool {
    let journal = FileHandle(forReadingAtPath: folder.appending("vault/vault.db-journal"))
    return (try? journal?.read(upToCount: 1))?.first ?? 0 != 0
  }

  private mutating func kill(_ writers: [DyingWriter]) throws {
    var new: [NoteID: Int] = [:]
    for writer in writers {
      let lines = writer.dies()
      seen.early += lines.isEmpty ? 1 : 0
      try take(lines, into: &new)
    }
    seen.kills += 1
    seen.journals += hasBegunJournal ? 1 : 0
    try check(new)
  }

  private mutating func take(_ lines: [String], into new: inout [NoteID: Int]) throws {
    for line in lines where line != "open" {
      let words = line.split(separator: " ")
      let number = try #require(words.last.flatMap { Int($0) }, "a torn line: \(line)")
      seen.acknowledged += 1
      if words[0] != "note" {
        imports.insert(line)
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
    #expect(!hasBegunJournal)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.appending("vault"))
    let known: Set = ["vault.db", "vault.db-journal", "vault.db-wal", "vault.db-shm"]
    #expect(known.isSuperset(of: files))
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
    #expect(imports.allSatisfy { names.contains($0) })
    var written = 0
    for client in clients {
      let count = try vault.notes(of: client.file).count
      let name = client.name?.text ?? ""
      switch name.prefix(6) {
      case "import": #expect(count == 3, "\(name) came in part")
      case "large ": #expect(count == WrittenText.largeCount, "\(name) came in part")
      default: written = count
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

  init(in folder: TemporaryFolder, doing work: String, from number: Int) throws {
    errors = folder.appending("errors-\(number)")
    program = try StartedProgram(
      Self.path, [folder.appending("vault"), folder.appending("memory"), "\(number)", work],
      output: .pipe, errors: .file(errors))
  }

  /// Waits until the vault is open.
  func opens() { first = program.nextOutput() }

  func standsStill() { program.stop() }

  func goesOn() { program.kill(SIGCONT) }

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
