/// Why a storage could not do what was asked. No case carries stored bytes or SQL text.
public enum StorageError: Error, Equatable, Sendable {
  case notFound(path: String)
  case alreadyExists(path: String)
  /// A file, but not a vault.
  case notAVault(path: String)
  /// Written by a newer program.
  case newerFormat(found: UInt32, known: UInt32)
  /// Written by an older program, in a format that this one does not read.
  case olderFormat(found: UInt32, known: UInt32)
  /// A vault whose tables are not the ones that this version makes: extra or altered tables,
  /// triggers, views, indexes.
  case unexpectedSchema(object: String)
  /// The database's own structure is broken (SQLITE_CORRUPT, SQLITE_NOTADB).
  case corrupt
  /// Another writer held the lock too long.
  case busy
  /// The log has moved on, or is not as long as the commit supposes.
  case conflict(expected: UInt64, found: UInt64)
  /// An envelope version, leaf or chunk that exists already, or a change to one that does not.
  case inconsistentCommit
  case full
  /// The file through which programs share the storage could not grow: there is no space left for it, or
  /// the disk fails. Which of the two, the storage is not told.
  case noSharedMemory
  case readOnly
  case permissionDenied(path: String)
  /// Sizes or counts over what the format allows.
  case tooLarge
  case networkFileSystem(path: String, kind: String)
  /// A file of the vault is owned by another account, is a link, or is open to others.
  case unsafeFile(path: String, reason: String)
  case io(code: Int32)
}
