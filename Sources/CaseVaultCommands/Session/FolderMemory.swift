import CaseVault
import Synchronization
import System

/// What a device keeps of a vault, as files in a folder of its owner's: `pin`, `state`, …, 0600.
///
/// Each is replaced whole: a crash leaves the old one or the new one. They are sealed before they come
/// here, so the folder says no more than which vaults this device knows.
final class FolderMemory: DeviceMemory {
  private let folder: Mutex<PrivateFolder?>

  /// Without a folder for a vault that is only being founded, and has no id yet.
  init(_ folder: PrivateFolder?) {
    self.folder = Mutex(folder)
  }

  /// Names the folder, once the vault has an id.
  func settle(in folder: PrivateFolder) {
    self.folder.withLock { $0 = folder }
  }

  func load(_ item: MemoryItem) throws -> [UInt8]? {
    guard let folder = folder.withLock({ $0 }), try folder.path.exists() else { return nil }
    try folder.check()
    return try Self.file(item, in: folder).readIfThere(atMost: Self.largest)
  }

  func save(_ bytes: [UInt8], as item: MemoryItem) throws {
    guard let folder = folder.withLock({ $0 }) else { throw UnsettledMemory() }
    try folder.create()
    try Self.file(item, in: folder).replace(with: bytes)
  }

  private static func file(_ item: MemoryItem, in folder: PrivateFolder) -> PrivateFile {
    PrivateFile(folder.path.appending(item.rawValue))
  }

  /// The state of a vault with ten thousands of case files has a few megabytes.
  private static let largest = 1 << 28
}

/// Something was to be kept of a vault without an id: a fault of this program.
private struct UnsettledMemory: Error {}
