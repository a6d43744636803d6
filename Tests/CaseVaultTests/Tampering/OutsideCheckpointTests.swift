import AuditLog
import Casework
import Foundation
import Sodium
import Testing

@testable import CaseVault

/// A checkpoint that somebody outside kept, held against what an attacker with the database made of it.
@Suite struct OutsideCheckpointTests {
  private let practice: Practice
  private let ana = Person("Ana Ruiz")

  init() throws {
    practice = try Practice()
    try practice.with(practice.soloVault(ana)) { _ in }
  }

  /// Works in the vault, and closes it.
  private func work(_ use: (Vault) throws -> Void = { _ in }) throws {
    try practice.with(practice.open(ana), use)
  }

  private func addClient(_ name: String) throws {
    try work { _ = try $0.addClient(named: try ClientName(name)) }
  }

  /// Makes a checkpoint; one entry says so.
  private func checkpoint() throws -> [UInt8] {
    var bytes: [UInt8] = []
    try work { bytes = try $0.checkpoint().bytes }
    return bytes
  }

  /// What `audit verify` finds on a machine that remembers nothing of the vault: nothing but the checkpoint
  /// can tell it what there was.
  private func verify(_ checkpoint: [UInt8], as person: Person? = nil) throws -> VerificationReport
  {
    let person = person ?? ana.forgetting()
    return try Vault.verify(
      practice.storage(), with: person.identity(), memory: person.memory,
      against: KeptCheckpoint(checkpoint))
  }

  private func standing(_ checkpoint: [UInt8]) throws -> OutsideCheckpoint.Standing? {
    let report = try verify(checkpoint)
    // An attacker who knows what they do leaves nothing that verifying finds by itself.
    #expect(report.firstFault == nil)
    return report.outside?.standing
  }

  @Test func `a log that went on from a checkpoint contains it, and says when it was handed out`()
    throws
  {
    try addClient("Maria Lopez")
    let kept = try checkpoint()
    practice.clock.advance(by: .days(3))
    try addClient("Bo Wu")
    let report = try verify(kept)
    let outside = try #require(report.outside)
    // Entries 0 and 1, the founding and Maria; behind them the checkpoint's own and Bo.
    #expect(outside.size == 2 && outside.generation == 1)
    #expect(outside.standing == .contained(since: 2))
    #expect(outside.handedOut == Moment(millisecondsSince1970: 1_772_000_000_000))
    #expect(report.isWhole && report.outsideHolds)
    let none = try Vault.verify(practice.storage(), with: ana.identity(), memory: ana.memory)
    #expect(none.outside?.standing == nil && none.outsideHolds)
  }

  @Test(arguments: [["Maria Lopez"], ["Maria Lopez", "Bo Wu"]])
  func `a log that was cut, or is an older copy, lacks what the checkpoint covers`(
    clients: [String]
  ) throws {
    let older = try practice.copyOfDatabase()
    for client in clients { try addClient(client) }
    let kept = try checkpoint()
    try practice.putBack(older)
    // Entry 0 is left, and an entry for each client is gone.
    let missing = UInt64(clients.count)
    #expect(try standing(kept) == .beyondLog(by: missing))
    // Who remembers more is told that as well, and both are told.
    let report = try verify(kept, as: ana)
    #expect(report.firstFault?.kind == .rolledBack)
    #expect(report.outside?.standing == .beyondLog(by: missing))
  }

  @Test func `a log that goes on otherwise from an older copy is not the checkpoint's`() throws {
    let older = try practice.copyOfDatabase()
    let memory = ana.memory.copy()
    try addClient("Maria Lopez")
    let kept = try checkpoint()
    try practice.putBack(older)
    ana.memory.replace(with: memory)
    try addClient("Cy Low")
    #expect(try standing(kept) == .otherHistory)
    try addClient("Di Ray")
    _ = try checkpoint()
    #expect(try standing(kept) == .otherHistory)
  }

  @Test func `a log that was cut right behind what is covered lacks the entry that says so`() throws
  {
    try addClient("Maria Lopez")
    let kept = try checkpoint()
    #expect(try standing(kept) == .contained(since: 1))
    // The last entry is the checkpoint's own, and no row but the leaf belongs to it.
    try practice.tamper("DELETE FROM leaf WHERE position = 2")
    #expect(try standing(kept) == .unrecorded)
  }

  @Test
  func `a checkpoint that a changed program signed without an entry is found by who has it`()
    throws
  {
    try addClient("Maria Lopez")
    var (kept, forged): ([UInt8], [UInt8]) = ([], [])
    try work { vault in
      let (log, origin) = (try vault.journal.log(), LogOrigin(vault: vault.id, generation: 1))
      let key = try vault.presentCheckpointKey()
      kept = try Checkpoint.signed(origin: origin, size: log.size, root: log.root, with: key).bytes
      forged = try Checkpoint.signed(
        origin: origin, size: log.size, root: .ofLeaf([1]), with: key
      ).bytes
    }
    #expect(try standing(kept) == .unrecorded)
    #expect(try standing(forged) == .otherHistory)
  }

  @Test func `another signature, another key and another text are told from each other`() throws {
    try addClient("Maria Lopez")
    let kept = String(decoding: try checkpoint(), as: UTF8.self)
    let lines = kept.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    // Origin, size, root, nothing, the signature, and nothing behind its line feed.
    #expect(lines.count == 6)
    let size = lines.enumerated().map { $0 == 1 ? "1" : $1 }.joined(separator: "\n")
    #expect(try standing(Array(size.utf8)) == .changed)
    // The last letters of the signature's base64, others in their place.
    let signature = try #require(lines[4].split(separator: " ").last.map(String.init))
    let other = signature.replacing(/.{4}$/, with: signature.hasSuffix("AAA=") ? "AAE=" : "AAA=")
    let exchanged = kept.replacing(signature, with: other)
    #expect(try standing(Array(exchanged.utf8)) == .changed)
    let origin = try #require(LogOrigin(lines[0]))
    let root = try #require(TreeHash(base64: lines[2]))
    let stranger = try Ed25519.SigningKey(seed: [UInt8](repeating: 7, count: 32).span)
    let signed = try Checkpoint.signed(origin: origin, size: 2, root: root, with: stranger)
    #expect(try standing(signed.bytes) == .otherKey)
  }

  @Test func `what was given up in a restoring is told apart from what went on`() throws {
    try addClient("Maria Lopez")
    let early = try checkpoint()
    let older = try practice.copyOfDatabase()
    try addClient("Bo Wu")
    let late = try checkpoint()
    try practice.putBack(older)
    let restored = try Vault.restore(
      practice.storage(), accepting: true, with: ana.identity(), memory: ana.memory,
      in: practice.clock.surroundings)
    restored.close()
    // Entries 0 … 2 are common, and 3 is the restoring.
    #expect(try standing(early) == .contained(since: 2))
    #expect(try standing(late) == .givenUp(since: 2))
    // Also once the log is as long again.
    for name in ["Cy Low", "Di Ray", "Ed Orr"] { try addClient(name) }
    #expect(try standing(late) == .givenUp(since: 2))
    let second = try checkpoint()
    #expect(try standing(second) == .contained(since: 1))
    try practice.putBack(older)
    #expect(try standing(second) == .laterGeneration(than: 1))
  }

  @Test func `behind a fault of the log nothing is said of what could not be read`() throws {
    for name in ["Maria Lopez", "Bo Wu"] { try addClient(name) }
    let early = try checkpoint()
    try addClient("Cy Low")
    let late = try checkpoint()
    try practice.tamper("UPDATE leaf SET bytes = zeroblob(300) WHERE position = 4")
    let first = try verify(early)
    // The early one covers 0 … 2, entry 3 says that it was handed out, 4 cannot be read, 5 is the last.
    #expect(first.firstFault?.place == .entry(4))
    #expect(first.outside?.standing == .contained(since: 3))
    #expect(try verify(late).outside?.standing == .notJudged)
    try practice.tamper("UPDATE leaf SET bytes = zeroblob(300) WHERE position = 0")
    #expect(try verify(early).outside?.standing == .notJudged)
    try practice.tamper("DELETE FROM wrap")
    #expect(try verify(early, as: ana).outside?.standing == .notJudged)
  }

  @Test func `what is no checkpoint, and another vault's, is refused before anything is verified`()
    throws
  {
    let kept = try checkpoint()
    let text = String(decoding: kept, as: UTF8.self)
    func refusal(_ text: String) -> UnusableCheckpoint? {
      do throws(UnusableCheckpoint) {
        _ = try KeptCheckpoint(Array(text.utf8))
        return nil
      } catch { return error }
    }
    #expect(refusal(text) == nil)
    #expect(refusal("") == .notACheckpoint)
    #expect(refusal("She slept four nights of seven.\n") == .notACheckpoint)
    #expect(refusal(text.replacing("\n1\n", with: "\n01\n")) == .notACheckpoint)
    #expect(refusal(String(text.dropLast())) == .damaged)
    #expect(refusal(text.replacing("— ", with: "- ")) == .damaged)
    #expect(refusal(text.replacing("casevault/", with: "elsewhere/")) == .otherLog)
    let other = try Practice()
    let vault = try other.soloVault(Person("Bo Olsen"))
    #expect(throws: UnusableCheckpoint.otherLog) { try vault.verify(against: KeptCheckpoint(kept)) }
    #expect(throws: VaultError.unusableCheckpoint) { try vault.verification(against: kept) }
    #expect(throws: VaultError.unusableCheckpoint) { try vault.verification(against: []) }
    let own = try vault.verification(against: vault.checkpoint().bytes)
    #expect(own.outside?.standing == .contained(since: 1))
  }
}
