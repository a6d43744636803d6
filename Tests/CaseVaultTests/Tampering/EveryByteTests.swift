import Dispatch
import Foundation
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
    // Most of a small database is empty space; what holds rows is some thirty thousand bytes.
    let share = Chance.isDeep ? 1 : 10
    #expect(outcome.found * share > 20_000)
    for (kind, least) in Self.least {
      #expect(outcome.ofValues[kind, default: 0] * share > least, "\(kind)")
    }
  }

  /// How many bytes of values are at least found by a class of their own: half of those that there are of
  /// the kind, and a third of the few, since a tenth of them may be few by chance. A verification that calls everything a damaged database finds none.
  private static let least = [
    // 16 entries of at least 406 bytes, 134 of them in front of what is sealed, and their hashes.
    "leaf: seal-broken": 7_000, "leaf: foreign-vault": 150, "leaf: leaf-hash-wrong": 150,
    // Headers and bodies as sealed; slots of 90 bytes and more.
    "envelope: envelope-changed": 5_000, "envelope: slots-changed": 600,
    "chunk: chunk-damaged": 500, "wrap: wrap-unnamed": 400, "wrap: wrap-changed": 100,
  ]

  /// What came of some changes.
  struct Outcome: Sendable {
    var found = 0
    var unread = 0
    var classes: [String: Int] = [:]
    /// How often a change to the value of one column was found, by table and class.
    var ofValues: [String: Int] = [:]
    var failures: [String] = []

    var summary: String {
      let classes = classes.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" }
      return "\(found) found (\(classes.joined(separator: ", "))), \(unread) without meaning"
    }

    mutating func add(_ other: Outcome) {
      found += other.found
      unread += other.unread
      classes.merge(other.classes, uniquingKeysWith: +)
      ofValues.merge(other.ofValues, uniquingKeysWith: +)
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
    /// With the row that it is in, as it is now.
    case difference(EveryRow.Difference, [DatabaseValue])
    case unreadable
  }

  private func change() -> Change {
    do {
      let now = try copy.reading()
      guard let difference = original.difference(from: now) else { return .none }
      guard case .column(let table, let row, _) = difference else {
        return .difference(difference, [])
      }
      return .difference(difference, now.rows[table]?[row] ?? [])
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
    guard let verdict, allowed.contains(verdict.kind), isInPlace(verdict, change) else {
      return outcome.failures.append(
        "byte \(offset): \(change) was found as \(verdict.map { "\($0)" } ?? "nothing")")
    }
    outcome.found += 1
    outcome.classes[verdict.kind, default: 0] += 1
    guard case .difference(.column(let table, _, _), _) = change else { return }
    outcome.ofValues["\(table): \(verdict.kind)", default: 0] += 1
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
    case .difference(.ways, _):
      RightClass.damaged.union(["chunk-missing", "chunk-damaged", "leaf-missing"])
    case .difference(.schema, _): RightClass.refused
    case .difference(.rows(let table), _):
      RightClass.damaged.union(RightClass.ofTable[table] ?? [])
    // The order in which rows were stored, which nothing hangs on.
    case .difference(.column("chunk", _, "number"), _),
      .difference(.column("envelope", _, "number"), _):
      nil
    case .difference(.column("envelope", let row, "shelf"), _) where !isOfFile(row): nil
    case .difference(.column(let table, let row, let column), let now):
      // A value of another type or length is damage, whatever its column, and so are rows out of order.
      (RightClass.ofColumn["\(table).\(column)"] ?? []).union(
        hasForm(of: original.rows[table]?[row] ?? [], now) && keepsOrder(table, row, now)
          ? [] : RightClass.damaged)
    }
  }

  /// Whether two rows have the same types and lengths. A number that became negative counts no versions.
  private func hasForm(of row: [DatabaseValue], _ now: [DatabaseValue]) -> Bool {
    row.count == now.count
      && zip(row, now).allSatisfy { value, now in
        switch (value.storage, now.storage) {
        case (.blob(let bytes), .blob(let now)): bytes.count == now.count
        case (.int64(let number), .int64(let now)): (number < 0) == (now < 0)
        case (.null, .null): true
        default: false
        }
      }
  }

  /// Wraps lie in the order of their locators, by which SQLite looks for one.
  private func keepsOrder(_ table: String, _ row: Int, _ now: [DatabaseValue]) -> Bool {
    guard table == "wrap", var rows = original.rows[table] else { return true }
    rows[row] = now
    let locators = rows.compactMap { Data.fromDatabaseValue($0[0]) }
    return zip(locators, locators.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) }
  }

  /// A changed column is found where its row stands, or stood.
  private func isInPlace(_ verdict: TamperedCopy.Verdict, _ change: Change) -> Bool {
    guard case .difference(.column(let table, let row, _), let now) = change,
      !RightClass.damaged.contains(verdict.kind)
    else { return true }
    let rows = [original.rows[table]?[row] ?? [], now].filter { !$0.isEmpty }
    return RowPlace.isRight(verdict, for: rows, in: table)
  }

  /// Whether the log names the shelf that this envelope lies on.
  private func isOfFile(_ row: Int) -> Bool {
    guard let shelf = original.rows["envelope"]?[row][3] else { return false }
    return Int64.fromDatabaseValue(shelf).map { vault.shelves.contains($0) } ?? false
  }
}
