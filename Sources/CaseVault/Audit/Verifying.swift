package import AuditLog
import Casework
import Dispatch
import Keyring
import Sodium
import Synchronization
import System

extension Vault {
  /// Rebuilds everything from the log, holds every row against it, and names the first fault.
  ///
  /// Trusts nothing that this device remembers but its pin and its keys, writes nothing, and runs on a
  /// read-only copy. Uses every processor. `progress` gets a share from 0 to 1.
  package static func verify(
    _ storage: any Storage, with keys: DeviceKeys, vault: VaultID, pin: Pin?,
    against checkpoint: KeptCheckpoint? = nil, progress: (Double) -> Void = { _ in }
  ) throws -> VerificationReport {
    try storage.reading { reader in
      let rows = try RowSurvey.beginning(in: storage, seenBy: reader, of: ContentHash(vault))
      var verifier = Verifier(vault: vault, keys: keys, reader: reader, outside: checkpoint)
      let log = Result { try verifier.checkAllButEnvelopes(pin: pin, progress: progress) }
      // Also after an error: nobody may still be reading when this view of the storage ends.
      let check = verifier.envelopeCheck
      let outcome = rows.finish(through: reader, judgedBy: check)
      try log.get()
      if let check { try verifier.check { try $0.takeEnvelopes(outcome, judgedBy: check) } }
      try verifier.check { _ in if let failure = outcome.structure { throw failure } }
      progress(1)
      return try verifier.report()
    }
  }

  /// Verifies the vault that is open.
  package func verify(
    against checkpoint: KeptCheckpoint? = nil, progress: (Double) -> Void = { _ in }
  ) throws -> VerificationReport {
    try checkpoint?.check(for: id)
    let report = try Vault.verify(
      storage, with: keys, vault: id, pin: try Pin.load(from: journal.memory, with: keys),
      against: checkpoint, progress: progress)
    report.keep(at: now(), in: journal.memory, with: keys)
    return report
  }
}

/// The work of one verification, room by room.
struct Verifier {
  let vault: VaultID
  let keys: DeviceKeys
  let reader: any StorageReader
  private(set) var log: VerifiedLog
  private(set) var expected = ExpectedRows()
  private(set) var faults = FaultCollector()
  private(set) var envelopes = 0
  private var leafHashes: [TreeHash] = []
  private var subtrees: [StoredTileHash] = []
  /// Entries that say that a checkpoint of another tree was issued.
  private var falseClaims: [UInt64] = []
  /// What members signed of who holds what, and which of it the log did not give.
  private var attestations = AttestationCheck()
  private var falseAttestations: [UInt64] = []
  /// What the log shows of a checkpoint that somebody outside kept, where one is given.
  private var evidence: CheckpointEvidence?

  init(
    vault: VaultID, keys: DeviceKeys, reader: any StorageReader, outside checkpoint: KeptCheckpoint?
  ) {
    evidence = checkpoint.map { CheckpointEvidence(of: $0) }
    self.vault = vault
    self.keys = keys
    self.reader = reader
    log = VerifiedLog(vault: vault)
  }

  /// Rows can be judged only by a log that could be read to its end.
  private(set) var logIsWhole = false
  /// How many entries stand behind the first fault of the log, that entry included.
  private var notJudged: UInt64 = 0

  func report() throws -> VerificationReport {
    VerificationReport(
      vault: vault, size: log.size, root: log.root, generation: log.state.generation,
      envelopes: envelopes, firstFault: faults.first, faults: faults.count,
      notJudged: logIsWhole ? nil : notJudged,
      violations: try violations(), stepsBack: log.state.stepsBack,
      withoutWrap: log.state.unsettled.reduce(0) { $0 + log.state.waitingHolders(of: $1).count },
      overdue: log.state.keysOverdue, beyondExchange: log.state.keysBeyondExchange,
      checkpoint: log.state.latestCheckpoint,
      outside: try evidence?.outcome(in: log.state, good: good, of: reader.size()),
      falseAttestations: falseAttestations)
  }

  /// How many entries at the log's beginning are as they were signed. A fault of the log names the first that
  /// is not, and is found before any other.
  private var good: UInt64 {
    guard !logIsWhole, case .entry(let place) = faults.first?.place else { return log.size }
    return min(place, log.size)
  }

  private func violations() throws -> [RecordedViolation] {
    (log.state.violations + (try expected.steps.violations()))
      .sorted { $0.sequence < $1.sequence }
  }

  /// Goes through one room. A fault that ends it early, as rows do that cannot even be read, is kept
  /// with the others.
  mutating func check(_ room: (inout Verifier) throws -> Void) throws {
    if let fault = try FaultCollector.fault(in: { try room(&self) }) { faults.add(fault) }
  }

  /// The log, then what follows from it alone.
  mutating func checkAllButEnvelopes(pin: Pin?, progress: (Double) -> Void) throws {
    try check { try $0.checkLog(pin: pin, progress: progress) }
    logIsWhole = faults.count == 0
    guard logIsWhole else { return try check { try $0.countLeavesBehind() } }
    try check { try $0.checkTree() }
    try check { try $0.checkAttestations() }
    try check { try $0.checkChunks() }
    try check { try $0.checkWraps() }
  }

  /// What can be said of leaves behind the first fault of the log, which everything in them builds on: whether
  /// they are there, are leaves of this vault with their own number, and have the hash that is stored.
  private mutating func countLeavesBehind() throws {
    let end = try reader.size()
    guard log.size < end else { return }
    let first = log.size + 1
    notJudged = end - log.size
    var next = first
    try reader.eachLeaf(in: first..<max(first, end)) { position, stored in
      while next < position {
        faults.add(.leafMissing, at: .entry(next))
        next += 1
      }
      next = position + 1
      guard let leaf = try? Leaf(stored.bytes, of: vault), leaf.header.sequence == position else {
        return faults.add(.leafMalformed, at: .entry(position))
      }
      if stored.hash != TreeHash.ofLeaf(stored.bytes).digest.bytes {
        faults.add(.leafHashWrong, at: .entry(position))
      }
    }
  }

  /// Every leaf: place, history, seal, encoding, signatures, effect; then the pin.
  mutating func checkLog(pin: Pin?, progress: (Double) -> Void) throws {
    guard try reader.identity().vaultID == ContentHash(vault) else {
      throw IntegrityFault(.identityWrong, at: .vault)
    }
    let end = try reader.size()
    while log.size < end {
      try takeBatch(upTo: min(end, log.size + 512), pin: pin)
      progress(0.5 * Double(log.size) / Double(end))
    }
    if let pin, pin.size > end { throw IntegrityFault(.rolledBack, at: .entry(end)) }
    try keys.checkFirstSecrets(against: log.state, isWhole: false)
  }

  /// Takes in some hundred entries in order, then checks their signatures on all processors.
  private mutating func takeBatch(upTo end: UInt64, pin: Pin?) throws {
    var batch: [TakenEntry] = []
    do {
      while log.size < end { batch.append(try takeEntry(pin: pin)) }
    } catch {
      // A signature that is wrong before this place is the first fault, though it is looked at last.
      try checkSignatures(of: batch)
      throw error
    }
    try checkSignatures(of: batch)
  }

  private mutating func takeEntry(pin: Pin?) throws -> TakenEntry {
    let place = log.size
    guard let stored = try reader.leaf(at: place) else {
      throw IntegrityFault(.leafMissing, at: .entry(place))
    }
    var entry = try log.take(
      stored.bytes, with: keys.logKeys, chunks: { try reader.chunk(at: $0) },
      completing: { subtrees.append(StoredTileHash($0)) })
    // An open vault may not have seen yet that another program rotated.
    if entry.event.content is CompartmentRotated {
      try keys.openNewEpochs(of: log.state, in: reader, vault: vault)
    }
    guard stored.hash == entry.link.hash.bytes else {
      throw IntegrityFault(.leafHashWrong, at: .entry(place))
    }
    try expected.take(entry, in: log.state) { address in
      try openedChunk(
        at: address, in: vault, with: keys.logKeys, chunks: { try reader.chunk(at: $0) })
    }
    if let claim = CheckpointClaim(in: entry, judgedBy: log.state),
      try !claim.holds(in: reader, of: vault)
    {
      falseClaims.append(place)
    }
    attestations.take(entry, in: log.state)
    // Long, and not signed itself: the event that names it is.
    entry.manifest = Manifest()
    evidence?.take(entry, in: log)
    if pin?.size == log.size, pin?.root != log.root {
      throw IntegrityFault(.forked, at: .entry(place))
    }
    return entry
  }

  /// Throws for the first entry whose signatures fail, whichever processor comes upon its own first.
  private func checkSignatures(of batch: [TakenEntry]) throws {
    let failed = Mutex<(place: Int, error: any Error)?>(nil)
    let parts = Processors.count
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      for place in stride(from: part, to: batch.count, by: parts) {
        do {
          try batch[place].checkSignatures()
        } catch {
          failed.withLock { if place < $0?.place ?? .max { $0 = (place, error) } }
          // Those behind it are not the first.
          return
        }
      }
    }
    if let first = failed.withLock({ $0 }) { throw first.error }
  }

  /// What members signed of who holds what: the log gives the same list, or they signed another.
  private mutating func checkAttestations() throws {
    falseAttestations = try attestations.wrong(in: reader, of: vault, with: keys)
  }

  /// What entries say of the tree, and the stored hashes of complete tiles.
  mutating func checkTree() throws {
    for place in falseClaims { faults.add(.checkpointWrong, at: .entry(place)) }
    if try reader.identity().generation != log.state.generation {
      faults.add(.identityWrong, at: .vault)
    }
    // Entry 0 stands, so no founding waits any more.
    if try reader.pendingFounding() != nil { faults.add(.identityWrong, at: .vault) }
    var stored: [TilePlace: [UInt8]] = [:]
    try reader.eachTileHash { stored[TilePlace(level: $0.level, index: $0.index)] = $0.hash }
    for subtree in subtrees {
      let place = TilePlace(level: subtree.level, index: subtree.index)
      guard let hash = stored.removeValue(forKey: place) else {
        faults.add(.tileHashMissing, at: .tile(level: place.level, index: place.index))
        continue
      }
      if hash != subtree.hash {
        faults.add(.tileHashWrong, at: .tile(level: place.level, index: place.index))
      }
    }
    for place in stored.keys {
      faults.add(.tileHashWrong, at: .tile(level: place.level, index: place.index))
    }
  }

  private struct TilePlace: Hashable {
    let level: Int
    let index: UInt64
  }

  /// Chunks that an entry names were opened with it; others have no business here.
  mutating func checkChunks() throws {
    try reader.eachChunkAddress { address in
      if !expected.chunks.contains(address) { faults.add(.chunkUnnamed, at: .chunk(address)) }
    }
  }

  /// Each wrap that the log names, where its holder finds it, and no other.
  mutating func checkWraps() throws {
    let found = try expected.wraps.faults(in: log.state) { visit in try reader.eachWrap(visit) }
    for fault in found { faults.add(fault.kind, at: fault.place) }
  }

  /// Each version of each envelope that the log names, and no other; nil where the log could not be read.
  var envelopeCheck: EnvelopeCheck? {
    logIsWhole ? EnvelopeCheck(expected: expected, state: log.state) : nil
  }

  /// What came of the rows.
  mutating func takeEnvelopes(
    _ rows: RowSurvey.Outcome, judgedBy check: EnvelopeCheck
  ) throws {
    if let failure = rows.unreadable { throw failure }
    let found = check.whole(of: rows.judged)
    envelopes = found.count
    faults.add(found.faults)
  }
}
