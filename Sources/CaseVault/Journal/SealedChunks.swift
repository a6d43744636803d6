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
    try logKeys.withKey(of: epoch) {
      StoredChunk(try Chunk.sealed(text.span, of: vault, epoch: epoch, logKey: $0))
    }
  }

  /// What seals many on several threads.
  func chunkSealer(epoch: UInt32, in vault: VaultID) throws -> ChunkSealer {
    try logKeys.withKey(of: epoch) {
      ChunkSealer(of: vault, epoch: epoch, logKey: try SecretBytes(copying: $0))
    }
  }
}

/// Seals manifests under one epoch of the vault, with a copy of its key that is wiped with its owner.
final class ChunkSealer: Sendable {
  private let vault: VaultID
  private let epoch: UInt32
  private let logKey: SecretBytes

  fileprivate init(of vault: VaultID, epoch: UInt32, logKey: consuming SecretBytes) {
    self.vault = vault
    self.epoch = epoch
    self.logKey = logKey
  }

  func sealed(_ text: [UInt8]) throws -> StoredChunk {
    StoredChunk(try sealed(text, under: logKey))
  }

  private func sealed(_ text: [UInt8], under key: borrowing SecretBytes) throws -> Chunk {
    try Chunk.sealed(text.span, of: vault, epoch: epoch, logKey: key.span)
  }
}

extension StoredChunk {
  fileprivate init(_ chunk: Chunk) {
    let address = chunk.address
    self.init(address: ContentHash(digest: address.span), bytes: chunk.bytes)
  }
}
