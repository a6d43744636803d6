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
