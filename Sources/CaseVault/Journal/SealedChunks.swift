import AuditLog
import Casework
import Sodium

/// Fetches a chunk, holds it against its address and opens it.
func openedChunk(
  at address: ContentHash, in vault: VaultID, with keys: borrowing LogKeys,
  chunks: (ContentHash) throws -> [UInt8]?
) throws -> [UInt8] {
  guard let bytes = try chunks(address) else {
    throw IntegrityFault(.chunkMissing, at: .chunk(address))
  }
  do {
    let chunk = try Chunk(bytes)
    let found = chunk.address
    guard ContentHash(digest: found.span) == address else { throw ChunkRefusal.malformed }
    return try keys.withKey(of: chunk.epoch) { try chunk.opened(of: vault, logKey: $0) }
  } catch is ChunkRefusal {
    throw IntegrityFault(.chunkDamaged, at: .chunk(address))
  }
}

extension DeviceKeys {
  /// Seals a manifest under the vault epoch in force.
  func sealedChunk(_ text: [UInt8], epoch: UInt32, in vault: VaultID) throws -> StoredChunk {
    let chunk = try logKeys.withKey(of: epoch) {
      try Chunk.sealed(text.span, of: vault, epoch: epoch, logKey: $0)
    }
    let address = chunk.address
    return StoredChunk(address: ContentHash(digest: address.span), bytes: chunk.bytes)
  }
}
