import AuditLog
import Casework
import Sodium

extension VerifiedLog {
  /// Takes in what stands in a storage behind what was verified so far, signatures included.
  ///
  /// Throws ``IntegrityFault``: for a storage that is shorter than what was verified, for a last leaf
  /// that was exchanged, and for whatever ``take(_:with:chunks:completing:)`` refuses. `progress` is told
  /// the size after each entry.
  mutating func takeTail(
    of reader: any StorageReader, with keys: DeviceKeys, upTo limit: UInt64 = .max,
    progress: (UInt64) -> Void = { _ in }
  ) throws {
    try checkTip(of: reader)
    let end = min(try reader.size(), limit)
    var hasNewEpochs = false
    while size < end {
      let entry = try takeNext(of: reader, with: keys)
      try entry.checkSignatures()
      if entry.event.content is CompartmentRotated { hasNewEpochs = true }
      progress(size)
    }
    guard hasNewEpochs else { return }
    let isWhole = try reader.size() == size
    // Up to a ticket from before this device was let in, nothing here says which secrets are its own; the
    // entry that does is still to come, and whoever opens the vault asks again at the end of the log.
    guard isWhole || state.devices[keys.device] != nil else { return }
    try keys.checkFirstSecrets(against: state, isWhole: isWhole)
  }

  /// Takes in the next leaf without checking its signatures.
  mutating func takeNext(
    of reader: any StorageReader, with keys: DeviceKeys
  ) throws -> TakenEntry {
    guard let leaf = try reader.leaf(at: size) else {
      throw IntegrityFault(.leafMissing, at: .entry(size))
    }
    let entry = try take(leaf.bytes, with: keys.logKeys, chunks: { try reader.chunk(at: $0) })
    if entry.event.content is CompartmentRotated {
      try keys.openNewEpochs(of: state, in: reader, vault: vault)
    }
    if entry.event.by != keys.device { trials.note(entry, judgedBy: state) }
    return entry
  }

  /// The storage must still end, at our size, in the leaf that we saw there.
  func checkTip(of reader: any StorageReader) throws {
    guard try reader.size() >= size else { throw IntegrityFault(.rolledBack, at: .entry(size)) }
    guard size > 0 else { return }
    guard let tip = try reader.leaf(at: size - 1) else {
      throw IntegrityFault(.leafMissing, at: .entry(size - 1))
    }
    let wasSeen = lastBytes.map { PublicBytes.equal(tip.bytes, $0) } ?? false
    guard wasSeen || TreeHash.ofLeaf(tip.bytes) == last else {
      throw IntegrityFault(.forked, at: .entry(size - 1))
    }
  }
}
