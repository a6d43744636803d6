package import System

extension SQLiteStorage {
  /// Puts a copy of this storage, mostly a backup, into a new or empty folder, and opens it there.
  ///
  /// The database gets its name only once it is whole. Throws ``StorageError/alreadyExists(path:)``
  /// when the folder holds a vault.
  package func restore(to folder: String, group: GroupID? = nil) throws -> SQLiteStorage {
    let place = VaultPlace(folder: folder, sharing: group.map(Sharing.group) ?? .ownerOnly)
    try place.make()
    try copy(into: place)
    return try SQLiteStorage.open(at: folder)
  }

  /// Takes away a vault that was only just put in place and must not stay. Its folder remains.
  package func discard() throws {
    try place.removeFiles()
  }
}
