import AuditLog
import Casework
import Sodium

/// Gathers, entry by entry, what a log shows of a checkpoint.
///
/// By the leaves themselves, each of which was verified, and not by the stored hashes: whoever can rewrite
/// the one can rewrite the other.
struct CheckpointEvidence {
  private let kept: KeptCheckpoint
  /// The log's root at the checkpoint's size, once it has come so far.
  private var root: TreeHash?
  private var handedOut: Moment?

  init(of kept: KeptCheckpoint) {
    self.kept = kept
    if kept.checkpoint.size == 0 { root = .ofEmptyTree }
  }

  /// Looks at the entry that this log has just taken in.
  mutating func take(_ entry: TakenEntry, in log: borrowing VerifiedLog) {
    if log.size == kept.checkpoint.size { root = log.root }
    guard let issued = entry.event.content as? CheckpointIssued,
      issued.size == kept.checkpoint.size, issued.root == ContentHash(kept.checkpoint.root)
    else { return }
    handedOut = handedOut ?? entry.event.at
  }

  /// - Parameters:
  ///   - state: what the log says, as far as it could be read.
  ///   - good: how many entries at its beginning are as they were signed.
  ///   - end: how many the storage has.
  func outcome(in state: VaultState, good: UInt64, of end: UInt64) -> OutsideCheckpoint {
    let standing = standing(in: state, good: good, of: end)
    let isContained = if case .contained = standing { true } else { false }
    return OutsideCheckpoint(
      size: kept.checkpoint.size, root: kept.checkpoint.root, generation: kept.origin.generation,
      standing: standing, handedOut: isContained ? handedOut : nil)
  }

  private func standing(
    in state: VaultState, good: UInt64, of end: UInt64
  ) -> OutsideCheckpoint.Standing {
    let (size, isWhole) = (kept.checkpoint.size, good == end)
    guard good > 0, let key = state.checkpointKey(atSize: size) else { return .notJudged }
    if let objection = objection(to: key) { return objection }
    guard kept.origin.generation <= state.generation else {
      return isWhole ? .laterGeneration(than: state.generation) : .notJudged
    }
    let givenUp: OutsideCheckpoint.Standing? =
      kept.origin.generation < state.generation ? .givenUp(since: state.generation) : nil
    guard size <= end else { return givenUp ?? .beyondLog(by: size - end) }
    guard size <= good, let root else { return .notJudged }
    guard root == kept.checkpoint.root else { return givenUp ?? .otherHistory }
    if handedOut != nil { return .contained(since: end - size) }
    return isWhole ? givenUp ?? .unrecorded : .notJudged
  }

  private func objection(to key: ContentHash) -> OutsideCheckpoint.Standing? {
    do {
      let key = try Ed25519.VerifyingKey(key.bytes)
      _ = try VerifiedCheckpoint(kept.note, origin: kept.origin, log: key)
      return nil
    } catch InvalidCheckpoint.untrusted(.badSignature) {
      return .changed
    } catch {
      return .otherKey
    }
  }
}
