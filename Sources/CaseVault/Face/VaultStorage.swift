package import Casework

/// Where a vault keeps its bytes, or will: a value that each kind of storage makes in its own way.
///
/// A storage is trusted with nothing but keeping bytes: it never sees a key or a name, and whatever it
/// returns is checked against the log. `import SQLiteStorage` brings `.sqlite(at:)`, a folder on a disk
/// of this machine.
public struct VaultStorage: Sendable {
  /// By the vault's id.
  package let create: @Sendable (ContentHash) throws -> any Storage
  package let open: @Sendable () throws -> any Storage

  /// - Parameters:
  ///   - create: makes an empty storage for a vault, and refuses where there is one already.
  ///   - open: opens the storage that is there.
  package init(
    create: @escaping @Sendable (ContentHash) throws -> any Storage,
    open: @escaping @Sendable () throws -> any Storage
  ) {
    self.create = create
    self.open = open
  }
}
