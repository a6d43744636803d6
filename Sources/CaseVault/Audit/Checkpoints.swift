package import AuditLog
import Casework
import Keyring
import Sodium

extension Vault {
  /// Signs a checkpoint of the log as it is now, for somebody outside to keep. Recorded first.
  ///
  /// A C2SP signed note: origin, size, root, and a signature under the vault's checkpoint key.
  package func checkpoint() throws -> SignedNote { try issueCheckpoint().note }

  private func issueCheckpoint() throws -> (size: UInt64, note: SignedNote) {
    // All at one desk: the key is the one that is in force at this very size.
    try journal.recording { desk in
      guard let log = desk.log else { throw MisusedPermit() }
      let (size, root) = (log.size, log.root)
      let event = CheckpointIssued(size: size, root: ContentHash(root))
      let key = try checkpointKey(of: desk.state, in: desk.transaction)
      try desk.append(event, spending: try desk.permit(for: event))
      let note = try Checkpoint.signed(
        origin: LogOrigin(vault: id, generation: desk.state.generation), size: size, root: root,
        with: key)
      return (size, note)
    }.result
  }

  /// What others check such a note with: the origin and the vault's checkpoint key.
  package func verifierKey() throws -> VerifierKey {
    let state = try state
    guard let key = state.checkpointKey else { throw IntegrityFault(.foundingMismatch, at: .vault) }
    let origin = LogOrigin(vault: id, generation: state.generation)
    return origin.verifierKey(try Ed25519.VerifyingKey(key.bytes))
  }

  /// Writes the log as C2SP tiles, the checkpoint last, through `write`, which gets paths and bytes.
  package func writeTiles(
    progress: (Double) -> Void = { _ in }, to write: (String, [UInt8]) throws -> Void
  ) throws {
    // This note's own size: by now the log may name a later checkpoint, which another program issued.
    let (size, note) = try issueCheckpoint()
    try storage.reading { reader in
      try StoredTree(reader, size: size).writeTiles(
        size: size, checkpoint: note,
        entries: { range in
          var entries: [[UInt8]] = []
          try reader.eachLeaf(in: range) { entries.append($1.bytes) }
          progress(Double(range.upperBound) / Double(max(size, 1)))
          return entries
        }, to: write)
    }
  }
}

/// The tree over a storage's hashes.
struct StoredTree: TreeHashes {
  private let reader: any StorageReader
  let size: UInt64

  init(_ reader: any StorageReader, size: UInt64) {
    self.reader = reader
    self.size = size
  }

  func hashes(level: Int, in range: Range<UInt64>) throws -> [TreeHash] {
    try range.map { index in
      let bytes =
        try level == 0 ? reader.leafHash(at: index) : reader.tileHash(level: level, index: index)
      guard let bytes else {
        throw IntegrityFault(.tileHashMissing, at: .tile(level: level, index: index))
      }
      return try TreeHash(bytes)
    }
  }
}
