import AuditLog
import Casework

/// What an entry says that somebody outside was handed: a size and a root, by whoever signed the entry.
///
/// Replay takes the claim as it is, and a list of checkpoints would go on to show it. Whoever verifies has
/// every root at hand: each leaf states the one over all leaves before it, and was refused unless it is so.
struct CheckpointClaim {
  private let size: UInt64
  private let root: ContentHash

  /// Nil for an entry that claims nothing, and for one without effect.
  init?(in entry: TakenEntry, judgedBy state: VaultState) {
    guard let issued = entry.event.content as? CheckpointIssued,
      state.violations.last?.sequence != entry.link.sequence
    else { return nil }
    (size, root) = (issued.size, issued.root)
  }

  /// Whether the log had this root at this size, by the leaf that stands on it.
  func holds(in reader: any StorageReader, of vault: VaultID) throws -> Bool {
    guard let stored = try reader.leaf(at: size), let leaf = try? Leaf(stored.bytes, of: vault)
    else { return false }
    return ContentHash(leaf.header.priorRoot) == root
  }
}
