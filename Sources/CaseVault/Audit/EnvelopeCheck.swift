import Casework
import Dispatch
import Keyring
import Sodium
import Synchronization
import System

/// Holds every envelope's row against the log, shelf by shelf, on every processor.
///
/// Needs no key of any case file: the hashes are over sealed bytes, so an auditor can do it.
struct EnvelopeCheck: Sendable {
  private let expected: ExpectedRows
  private let vault: ContentHash
  private let state: VaultState

  struct Result: Sendable {
    var count = 0
    var faults = FaultCollector()
    /// For each expected envelope, by its place, whether its row was there.
    fileprivate var seen: [Bool]
    /// For each shelf that a rotation renewed: the digests of slots by envelope.
    fileprivate var slots: [Int64: [EnvelopeKey: ContentHash]] = [:]

    fileprivate init(expecting count: Int) { seen = Array(repeating: false, count: count) }
  }

  init(expected: ExpectedRows, vault: ContentHash, state: VaultState) {
    self.expected = expected
    self.vault = vault
    self.state = state
  }

  func run(on storage: any Storage, reader: any StorageReader) throws -> Result {
    let parts = Processors.count
    let nothing = Result(expecting: expected.envelopes.count)
    let whole = Mutex<Swift.Result<Result, any Error>>(.success(nothing))
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let found = Swift.Result {
        try self.part(part, of: parts, on: storage)
      }
      whole.withLock { whole in
        whole = whole.flatMap { known in found.map { known.joined(with: $0, of: expected) } }
      }
    }
    var result = try whole.withLock { try $0.get() }
    for (key, wanted) in expected.envelopes where !result.seen[wanted.place] {
      result.faults.add(.envelopeMissing, at: .envelope(key.id, version: key.version))
    }
    checkRotations(&result)
    return result
  }

  /// One share of the rows: every `parts`-th, so that all threads read the same pages at the same time.
  private func part(_ part: Int, of parts: Int, on storage: any Storage) throws -> Result {
    var result = Result(expecting: expected.envelopes.count)
    try storage.reading { reader in
      var place = 0
      try reader.eachEnvelope(part: part, of: parts) { row in
        place += 1
        try check(row, into: &result)
      }
    }
    return result
  }

  private func check(_ row: StoredEnvelope, into result: inout Result) throws {
    let key = EnvelopeKey(id: row.id, version: row.version)
    let place = IntegrityFault.Place.envelope(row.id, version: row.version)
    result.count += 1
    guard let wanted = expected.envelopes[key], !result.seen[wanted.place] else {
      return result.faults.add(.envelopeUnnamed, at: place)
    }
    result.seen[wanted.place] = true
    guard let hash = try? row.hash(in: vault), hash == wanted.hash else {
      return result.faults.add(.envelopeChanged, at: place)
    }
    // Where the log names no shelf any number does, but for one that a case file's readers go through.
    if wanted.shelf.map({ $0 != row.shelf }) ?? (state.file(onShelf: row.shelf) != nil) {
      result.faults.add(.shelfChanged, at: place)
    }
    if let rotation = wanted.shelf.flatMap({ expected.rotations[$0] }),
      rotation.sequence > wanted.sequence, let shelf = wanted.shelf
    {
      result.slots[shelf, default: [:]][key] = row.slotsDigest
    } else if row.slotsDigest != wanted.slots {
      result.faults.add(.slotsChanged, at: place)
    }
  }

  /// A rotation names one digest over all slots that it renewed.
  private func checkRotations(_ result: inout Result) {
    for (shelf, rotation) in expected.rotations {
      let slots = result.slots[shelf] ?? [:]
      let digest = RotatedSlots.digest(of: slots)
      if slots.count != rotation.count || digest != rotation.digest {
        result.faults.add(.slotsChanged, at: .entry(rotation.sequence))
      }
    }
  }
}

extension EnvelopeCheck.Result {
  /// Together with what another thread found. A row of both threads is there twice, which only a file
  /// can hold that was made so.
  fileprivate func joined(with other: Self, of expected: ExpectedRows) -> Self {
    var joined = self
    joined.count += other.count
    joined.faults.add(other.faults)
    var twice: Set<Int> = []
    for place in seen.indices where other.seen[place] {
      if joined.seen[place] { twice.insert(place) }
      joined.seen[place] = true
    }
    if !twice.isEmpty {
      for (key, wanted) in expected.envelopes where twice.contains(wanted.place) {
        joined.faults.add(.envelopeUnnamed, at: .envelope(key.id, version: key.version))
      }
    }
    for (shelf, slots) in other.slots {
      joined.slots[shelf, default: [:]].merge(slots) { $1 }
    }
    return joined
  }
}

/// What a rotation says of all the slots that it renewed.
enum RotatedSlots {
  /// BLAKE2b-256(label("casevault/1 rotation") ‖ for each envelope in order of id and version:
  /// id ‖ u32 version ‖ slots digest). Source: docs/format.md §5.
  static func digest(of slots: [EnvelopeKey: ContentHash]) -> ContentHash {
    let label = "casevault/1 rotation"
    var message: [UInt8] = [UInt8(label.utf8.count)]
    message += label.utf8
    for (key, digest) in slots.sorted(by: { $0.key < $1.key }) {
      message += key.id.bytes
      message += key.version.bigEndianBytes
      message += digest.bytes
    }
    let digest: Digest32 = BLAKE2b256.digest(of: message)
    return ContentHash(digest: digest.span)
  }
}

extension EnvelopeKey: Comparable {
  package static func < (left: EnvelopeKey, right: EnvelopeKey) -> Bool {
    (left.id, left.version) < (right.id, right.version)
  }
}
