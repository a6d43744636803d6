import AuditLog
import Casework
import Keyring

/// Holds what members signed of who holds what against the log.
///
/// An attestation names a size that the log had before it, and nobody knows which before the entry is read. So
/// they are collected while the log is verified, and the log is taken in once more for all of them together, as
/// far as the latest size: a vault without any pays nothing, and each costs one list.
struct AttestationCheck {
  private var made: [(entry: UInt64, attested: AccessAttested)] = []

  /// Keeps an entry that attests something and counts.
  mutating func take(_ entry: TakenEntry, in state: VaultState) {
    guard let attested = entry.event.content as? AccessAttested,
      state.violations.last?.sequence != entry.link.sequence
    else { return }
    made.append((entry.link.sequence, attested))
  }

  /// The entries whose lists the log did not give. Signatures are not looked at: they were, when these were taken.
  func wrong(
    in reader: any StorageReader, of vault: VaultID, with keys: DeviceKeys
  ) throws -> [UInt64] {
    var bySize = Dictionary(grouping: made) { $0.attested.size }
    var wrong: [UInt64] = []
    var log = VerifiedLog(vault: vault)
    var review = AccessReview()
    while !bySize.isEmpty {
      guard let stored = try reader.leaf(at: log.size) else {
        throw IntegrityFault(.leafMissing, at: .entry(log.size))
      }
      let entry = try log.take(
        stored.bytes, with: keys.logKeys, chunks: { try reader.chunk(at: $0) })
      try review.take(entry, in: log.state)
      guard let attested = bySize.removeValue(forKey: log.size) else { continue }
      let held = review.held(in: log.state)
      for (entry, attested) in attested where attested.digest != attested.digest(of: held) {
        wrong.append(entry)
      }
    }
    return wrong.sorted()
  }
}

extension AccessAttested {
  /// What the entry would have to name, where this is who held what.
  func digest(of held: [HeldAccess]) -> ContentHash {
    AccessListDigest.of(held.filter { member == nil || $0.member == member })
  }
}

extension AccessReview {
  /// Takes in one entry of a log that is replayed, in the state behind it.
  mutating func take(_ entry: TakenEntry, in state: VaultState) throws {
    let sequence = entry.link.sequence
    note(entry.event.at, at: sequence)
    guard state.violations.last?.sequence != sequence,
      let member = state.devices[entry.event.by]?.member
    else { return }
    var openings: [FileOpening] = []
    if entry.event.content is FilesOpened {
      openings = try FilesOpened.openings(in: entry.manifest.text)
    }
    take(
      entry.event.content, by: member, at: sequence, claiming: entry.event.at, openings: openings)
  }
}
