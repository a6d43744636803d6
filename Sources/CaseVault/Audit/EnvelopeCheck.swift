import Casework
import Keyring
import Sodium
import System

/// Holds envelopes' rows against the log, on as many processors as there are.
///
/// Needs no key of any case file: the hashes are over sealed bytes, so an auditor can do it.
///
/// An object, since it is asked for every row: a value would be counted in and out each time.
final class EnvelopeCheck: Sendable {
  private let expected: ExpectedRows
  private let state: VaultState

  /// What one thread's rows came to.
  struct Part: Sendable {
    fileprivate var count = 0
    /// By share, so that the first fault is the first row's, whoever found it.
    fileprivate var faults: [Int: FaultCollector] = [:]
    /// For each expected envelope, by its place, whether its row was there; empty before the first.
    fileprivate var seen: [Bool] = []
  }

  init(expected: ExpectedRows, state: VaultState) {
    self.expected = expected
    self.state = state
  }

  /// Judges one row of a share.
  func check(_ row: RowSurvey.Row, of share: Int, into part: inout Part) {
    part.count += 1
    if part.seen.isEmpty {
      part.seen = Array(repeating: false, count: expected.envelopes.all.count)
    }
    guard let place = expected.envelopes.place(of: row.key), !part.seen[place] else {
      return part.add(.envelopeUnnamed, to: row, of: share)
    }
    let wanted = expected.envelopes.all[place]
    part.seen[place] = true
    guard row.hash == wanted.hash else { return part.add(.envelopeChanged, to: row, of: share) }
    // Where the log names no shelf any number does, but for one that a case file's readers go through.
    if wanted.shelf.map({ $0 != row.shelf }) ?? (state.file(onShelf: row.shelf) != nil) {
      part.add(.shelfChanged, to: row, of: share)
    }
    guard let slots = row.slots, expected.rotations.agree(with: slots, of: wanted, at: place) else {
      return part.add(.slotsChanged, to: row, of: share)
    }
  }

  /// All parts together, and what no row alone can show: rows that are missing or there twice, and
  /// rotations that did not renew all.
  func whole(of parts: [Part]) -> (count: Int, faults: FaultCollector) {
    var whole = Part()
    var faults = FaultCollector()
    whole.seen = Array(repeating: false, count: expected.envelopes.all.count)
    for part in parts { whole.add(part, of: expected) }
    for (_, found) in whole.faults.sorted(by: { $0.key < $1.key }) { faults.add(found) }
    for (place, wanted) in expected.envelopes.all.enumerated() where !whole.seen[place] {
      faults.add(.envelopeMissing, at: .envelope(wanted.key.id, version: wanted.key.version))
    }
    for sequence in expected.namingTwice { faults.add(.envelopeNamedTwice, at: .entry(sequence)) }
    for sequence in expected.rotations.faults(among: expected.envelopes) {
      faults.add(.slotsChanged, at: .entry(sequence))
    }
    return (whole.count, faults)
  }
}

extension EnvelopeCheck.Part {
  fileprivate mutating func add(
    _ kind: IntegrityFault.Kind, to row: RowSurvey.Row, of share: Int
  ) {
    let place = IntegrityFault.Place.envelope(row.key.id, version: row.key.version)
    faults[share, default: FaultCollector()].add(kind, at: place)
  }

  /// Adds what another thread found. A row of both threads is there twice, which only a file can hold
  /// that was made so.
  fileprivate mutating func add(_ other: Self, of expected: ExpectedRows) {
    count += other.count
    for (share, found) in other.faults { faults[share, default: FaultCollector()].add(found) }
    for place in other.seen.indices where other.seen[place] {
      if seen[place] {
        let key = expected.envelopes.all[place].key
        faults[.max, default: FaultCollector()].add(
          .envelopeUnnamed, at: .envelope(key.id, version: key.version))
      }
      seen[place] = true
    }
  }
}
