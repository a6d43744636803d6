package import AuditLog
package import Casework
import Sodium

/// A checkpoint that somebody outside kept, held against the log of a vault.
public struct OutsideCheckpoint: Sendable {
  /// How many entries the log had, by the checkpoint.
  public let size: UInt64
  package let root: TreeHash
  /// How often the log had been given up and continued by then, and one.
  public let generation: UInt32
  public let standing: Standing
  /// When the checkpoint was handed out, by the entry that says so.
  package let handedOut: Moment?

  /// What a log shows of a checkpoint. Only ``contained(since:)`` is content.
  public enum Standing: Sendable, Equatable {
    /// The log begins with the checkpoint's entries, says that it was handed out, and has so many more.
    case contained(since: UInt64)
    /// The log begins with the checkpoint's entries, and no entry says that it was handed out. Ours make one
    /// before they hand it out: what stood behind was cut or rewritten, or a changed program signed.
    case unrecorded
    /// The log has so many entries fewer: it was cut, or is an older copy.
    case beyondLog(by: UInt64)
    /// At the checkpoint's size the log had another root: it was forked or rewritten.
    case otherHistory
    /// What the checkpoint covers is not all there, and the log says itself that it went on from an older
    /// copy since, in this generation.
    case givenUp(since: UInt32)
    /// The log is of this earlier generation: a copy from before it was restored.
    case laterGeneration(than: UInt32)
    /// The vault's own key signed another text: the checkpoint was changed.
    case changed
    /// Not signed with the vault's key for checkpoints.
    case otherKey
    /// The log is broken before it comes to where the checkpoint can be judged.
    case notJudged
  }
}

extension VerificationReport {
  /// Whether the checkpoint that was held against the log is content; true where none was.
  public var outsideHolds: Bool {
    guard let outside else { return true }
    if case .contained = outside.standing { return true }
    return false
  }
}

/// A checkpoint as a stranger hands it in: read, and not believed yet.
package struct KeptCheckpoint: Sendable {
  let note: SignedNote
  package let checkpoint: Checkpoint
  let origin: LogOrigin

  /// Reads a C2SP signed note. Throws ``UnusableCheckpoint``.
  package init(_ bytes: [UInt8]) throws(UnusableCheckpoint) {
    do throws(MalformedNote) {
      note = try SignedNote(parsing: bytes)
    } catch .cutShort {
      throw .damaged
    } catch .badSignatureLine {
      throw .damaged
    } catch {
      throw .notACheckpoint
    }
    do throws(MalformedCheckpoint) {
      checkpoint = try Checkpoint(note.text)
    } catch {
      throw .notACheckpoint
    }
    guard let origin = LogOrigin(checkpoint.origin) else { throw .otherLog }
    self.origin = origin
  }

  /// Refuses to be held against another vault, before anybody types a passphrase for it.
  package func check(for vault: VaultID) throws(UnusableCheckpoint) {
    guard origin.vault == vault else { throw .otherLog }
  }
}

/// Why a checkpoint cannot even be held against this vault.
package enum UnusableCheckpoint: Error, Equatable {
  case notACheckpoint
  /// The beginning is a checkpoint's, and the signatures are cut or garbled.
  case damaged
  /// Of another vault, or of no vault at all.
  case otherLog
}

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
    guard good > 0, let key = state.checkpointKey else { return .notJudged }
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
