import Dispatch
import GRDB
import Synchronization
import Testing

@testable import CaseVault

/// Each byte of a small vault is changed, one at a time; a tenth of them, by chance, in a short run.
@Suite struct EveryByteTests {
  @Test func `each byte that is changed is found by its class, or nothing reads it`() throws {
    let vault = try SmallVault()
    let outcome = try Self.outcome(of: vault)
    print("bytes changed one at a time: \(outcome.summary)")
    #expect(outcome.failures.prefix(20) == [])
    // Most of a small database is empty space; what holds rows is some forty thousand bytes.
    #expect(outcome.found * (Chance.isDeep ? 1 : 10) > 20_000)
  }

  /// What came of some changes.
  struct Outcome: Sendable {
    var found = 0
    var unread = 0
    var classes: [String: Int] = [:]
    var failures: [String] = []

    var summary: String {
      let classes = classes.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" }
      return "\(found) found (\(classes.joined(separator: ", "))), \(unread) without meaning"
    }

    mutating func add(_ other: Outcome) {
      found += other.found
      unread += other.unread
      classes.merge(other.classes, uniquingKeysWith: +)
      failures += other.failures
    }
  }

  /// Two copies at once, so that two processors have something to do.
  private static func outcome(of vault: SmallVault) throws -> Outcome {
    var chance = Chance.printed(for: "every byte")
    let offsets = vault.bytes.indices.filter { _ in
      Chance.isDeep || UInt64.random(in: 0..<10, using: &chance) == 0
    }
    let mask = UInt8.random(in: 1...255, using: &chance)
    let whole = Mutex<Result<Outcome, any Error>>(.success(Outcome()))
    let blocks = Dictionary(grouping: offsets) { $0 / 512 }.sorted { $0.key < $1.key }.map(\.value)
    DispatchQueue.concurrentPerform(iterations: 2) { part in
      let found = Result {
        var changes = try ByteChanges(in: vault, mask: mask)
        for place in stride(from: part, to: blocks.count, by: 2) { try changes.make(blocks[place]) }
        return changes.outcome
      }
      whole.withLock { whole in
        whole = whole.flatMap { known in
          found.map { more in
            var known = known
            known.add(more)
            return known
          }
        }
      }
    }
    return try whole.withLock { try $0.get() }
  }
}

/// Changes to the bytes of one copy.
private struct ByteChanges {
  let vault: SmallVault
  let mask: UInt8
  let copy: TamperedCopy
  let original: EveryRow
  var outcome = EveryByteTests.Outcome()

  init(in vault: SmallVault, mask: UInt8) throws {
    self.vault = vault
    self.mask = mask
    copy = try TamperedCopy(of: vault)
    original = try copy.reading()
  }

  /// All at once first: where that changes no row, none of these bytes is read by anybody. Then one by one.
  mutating func make(_ offsets: [Int]) throws {
    let isRead = try copy.withBytes(at: offsets[...], changedBy: mask) { change() != .none }
    guard isRead else {
      outcome.unread += offsets.count
      return
    }
    for place in offsets.indices {
      try copy.withBytes(at: offsets[place...place], changedBy: mask) {
        try judge(offsets[place])
      }
    }
  }

  private enum Change: Equatable {
    case none
    case difference(EveryRow.Difference)
    case unreadable
  }

  private func change() -> Change {
    do {
      return try original.difference(from: copy.reading()).map { .difference($0) } ?? .none
    } catch {
      return .unreadable
    }
  }

  private mutating func judge(_ offset: Int) throws {
    let change = change()
    guard let allowed = allowed(change) else {
      outcome.unread += 1
      return
    }
    let verdict = try copy.verdict()
    guard let verdict, allowed.contains(verdict) else {
      return outcome.failures.append(
        "byte \(offset): \(change) was found as \(verdict ?? "nothing")")
    }
    outcome.found += 1
    outcome.classes[verdict, default: 0] += 1
  }

  /// The classes that are right for a change; nil where it has no meaning.
  private func allowed(_ change: Change) -> Set<String>? {
    switch change {
    case .none: nil
    case .unreadable:
      RightClass.ofTable.values.reduce(RightClass.damaged.union(RightClass.refused)) {
        $0.union($1)
      }
    // A part of the log is only ever looked for by its address, an entry by its position. An index that
    // leads to another part shows bytes that are not those of this address.
    case .difference(.ways):
      RightClass.damaged.union(["chunk-missing", "chunk-damaged", "leaf-missing"])
    case .difference(.schema): RightClass.refused
    case .difference(.rows(let table)):
      RightClass.damaged.union(RightClass.ofTable[table] ?? [])
    // The order in which rows were stored, which nothing hangs on.
    case .difference(.column("chunk", _, "number")), .difference(.column("envelope", _, "number")):
      nil
    case .difference(.column("envelope", let row, "shelf")) where !isOfFile(row): nil
    case .difference(.column(let table, _, let column)):
      // A value of another type is damage, whatever its column.
      RightClass.damaged.union(RightClass.ofColumn["\(table).\(column)"] ?? [])
    }
  }

  /// Whether the log names the shelf that this envelope lies on.
  private func isOfFile(_ row: Int) -> Bool {
    guard let shelf = original.rows["envelope"]?[row][3] else { return false }
    return Int64.fromDatabaseValue(shelf).map { vault.shelves.contains($0) } ?? false
  }
}
