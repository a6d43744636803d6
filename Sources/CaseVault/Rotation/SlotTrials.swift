package import Casework

/// What this device has still to try of what others rotated, and what it found. Kept with the log that it has
/// verified: where that is lost, it is read anew, and everything is tried once more.
struct SlotTrials: Sendable, Equatable {
  /// Compartments of which somebody else renewed the slots, or gave this or another member the key, since
  /// they were last tried.
  private(set) var untried: Set<CompartmentID> = []
  /// What was found, in the order in which it was.
  private(set) var spoilt: [SpoiltRotation] = []

  init() {}

  /// Notes what another device's entry gives reason to try. What is not held is sorted out when it is tried.
  mutating func note(_ entry: TakenEntry, judgedBy state: VaultState) {
    guard state.violations.last?.sequence != entry.link.sequence else { return }
    switch entry.event.content {
    case let event as CompartmentRotated: note([event.epoch.epoch.compartment], in: state)
    case let event as WrapsAdded: note(event.wraps.map(\.compartment), in: state)
    case let event as FileAssigned: note(event.wraps.map(\.compartment), in: state)
    case let event as FileHandedOver: note(event.wraps.map(\.compartment), in: state)
    case let event as ActApproved: note(event.wraps.map(\.compartment), in: state)
    case let event as FileRegained:
      note(state.file(event.file).map { [$0.compartment] } ?? [], in: state)
    case is MemberRecovered, is ExecutorAdmitted: note(state.compartments.keys, in: state)
    default: break
    }
  }

  private mutating func note(_ ids: some Sequence<CompartmentID>, in state: VaultState) {
    for id in ids where state.compartment(id)?.rotations.isEmpty == false { untried.insert(id) }
  }

  /// They are nobody's to try here, or were tried.
  mutating func forget(_ ids: Set<CompartmentID>) { untried.subtract(ids) }

  /// A compartment was tried, and this was found: instead of what was found there before, but for what has
  /// been repaired since, which its people are to hear of for some days.
  mutating func tried(_ id: CompartmentID, finding found: [SpoiltRotation], at now: Moment) {
    untried.remove(id)
    let told = now.adding(.days(-Self.daysTold))
    spoilt.removeAll { old in
      old.isRepaired ? old.found < told : old.compartment == id
    }
    expect(found)
  }

  /// This was found, and is about to be repaired; what is still to be tried stays.
  mutating func expect(_ found: [SpoiltRotation]) {
    spoilt.removeAll { old in
      found.contains { $0.compartment == old.compartment && $0.sequence == old.sequence }
    }
    spoilt = (spoilt + found).suffix(Self.mostKept)
  }

  private static let daysTold: Int64 = 7
  private static let mostKept = 64
}

/// A rotation that did not carry on what it renewed, or kept something else than it replaced.
package struct SpoiltRotation: Sendable, Equatable {
  package let compartment: CompartmentID
  /// The number of its entry.
  package let sequence: UInt64
  /// Who signed it.
  package let member: MemberID
  /// When it was found here.
  package let found: Moment
  /// Sealed texts that open to nobody by their slots.
  package let closed: Int
  /// Those of them that open again: from what was kept they were renewed once more.
  package let restored: Int
  /// Whether what it kept is not what it replaced.
  package let keptNothing: Bool
  /// Whether what it kept is missing or damaged, which is nobody's doing that an entry shows.
  package let isKeptMissing: Bool

  package init(
    compartment: CompartmentID, sequence: UInt64, member: MemberID, found: Moment, closed: Int,
    restored: Int, keptNothing: Bool, isKeptMissing: Bool = false
  ) {
    self.compartment = compartment
    self.sequence = sequence
    self.member = member
    self.found = found
    self.closed = closed
    self.restored = restored
    self.keptNothing = keptNothing
    self.isKeptMissing = isKeptMissing
  }

  /// Whether nothing is left to be done: what it kept matters no more where everything opens.
  package var isRepaired: Bool { closed == restored }
}

// Bytes: u32 count ‖ ids of what is untried(16 each) ‖ u32 count ‖ for each finding: compartment(16) ‖ u64 entry ‖
// member(16) ‖ u64 milliseconds since 1970 ‖ u32 closed ‖ u32 restored ‖ u8 1 where it kept nothing,
// 2 where what it kept is missing, else 0.

extension SlotTrials {
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: UInt32(clamping: untried.count))
    for id in untried.sorted() { bytes += id.bytes }
    bytes.append(bigEndian: UInt32(clamping: spoilt.count))
    for one in spoilt {
      bytes += one.compartment.bytes
      bytes.append(bigEndian: one.sequence)
      bytes += one.member.bytes
      bytes.append(bigEndian: UInt64(bitPattern: one.found.millisecondsSince1970))
      bytes.append(bigEndian: UInt32(clamping: one.closed))
      bytes.append(bigEndian: UInt32(clamping: one.restored))
      bytes.append(one.keptNothing ? 1 : one.isKeptMissing ? 2 : 0)
    }
    return bytes
  }

  /// Nil for anything but what ``bytes`` writes.
  init?(bytes: [UInt8]) {
    guard bytes.count >= 8 else { return nil }
    let untriedEnd = 4 + Int(UInt32(bigEndianBytes: bytes[..<4])) * 16
    guard bytes.count >= untriedEnd + 4 else { return nil }
    for start in stride(from: 4, to: untriedEnd, by: 16) {
      guard let id = try? CompartmentID(bytes: bytes[start..<start + 16]) else { return nil }
      untried.insert(id)
    }
    let first = untriedEnd + 4
    let count = Int(UInt32(bigEndianBytes: bytes[untriedEnd..<first]))
    guard bytes.count == first + count * Self.width else { return nil }
    for start in stride(from: first, to: bytes.count, by: Self.width) {
      guard let one = SpoiltRotation(record: Array(bytes[start..<start + Self.width])) else {
        return nil
      }
      spoilt.append(one)
    }
  }

  fileprivate static let width = 57
}

extension SpoiltRotation {
  fileprivate init?(record: [UInt8]) {
    guard record.count == SlotTrials.width, record[56] <= 2,
      let compartment = try? CompartmentID(bytes: record[..<16]),
      let member = try? MemberID(bytes: record[24..<40]),
      let found = Moment(
        millisecondsSince1970: Int64(bitPattern: UInt64(bigEndianBytes: record[40..<48])))
    else { return nil }
    self.init(
      compartment: compartment, sequence: UInt64(bigEndianBytes: record[16..<24]), member: member,
      found: found, closed: Int(UInt32(bigEndianBytes: record[48..<52])),
      restored: Int(UInt32(bigEndianBytes: record[52..<56])), keptNothing: record[56] == 1,
      isKeptMissing: record[56] == 2)
  }
}
