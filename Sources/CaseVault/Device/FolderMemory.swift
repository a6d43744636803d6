import Synchronization
package import System

/// What a device keeps of a vault, as files in a folder of its owner's: `pin`, `state`, …, 0600.
///
/// Each is replaced whole, but for the pin, of which two are kept in one file and written over in turn
/// (`TwoRecords`): a crash leaves the old one or the new one. They are sealed before they come
/// here, so the folder says no more than which vaults this device knows. One folder for each vault and
/// device, and never on the medium that the vault's own database is copied back from: it would be put
/// back together with what it is there to check.
public final class FolderMemory: DeviceMemory {
  private let folder: Mutex<PrivateFolder?>

  /// Memory in a folder, which is made (0700) when something is first kept.
  public convenience init(at folder: String) {
    self.init(PrivateFolder(FilePath(folder)))
  }

  /// Without a folder for a vault that is only being founded, and has no id yet.
  package init(_ folder: PrivateFolder?) {
    self.folder = Mutex(folder)
  }

  /// Names the folder, once the vault has an id.
  package func settle(in folder: PrivateFolder) {
    self.folder.withLock { $0 = folder }
  }

  /// Nil where there is no such file. Throws where folder or file are open to others.
  public func load(_ item: MemoryItem) throws -> [UInt8]? {
    let bytes = try existing(item)?.read(atMost: Self.largest)
    // Where neither record is whole the file is handed on as it is: it opens under no key.
    return item == .pin ? bytes.map { TwoRecords($0)?.latest ?? $0 } : bytes
  }

  /// The file, kept open. Throws as ``load(_:)`` does.
  public func open(_ item: MemoryItem) throws -> (any KeptBytes)? {
    try existing(item).map { KeptFile(file: try $0.open(atMost: Self.largest)) }
  }

  private func existing(_ item: MemoryItem) throws -> PrivateFile? {
    guard let folder = folder.withLock({ $0 }), try folder.path.exists() else { return nil }
    try folder.check()
    let file = Self.file(item, in: folder)
    // Files are only ever replaced, never taken away: what is there now will be there to be read.
    return try file.path.exists() ? file : nil
  }

  /// Durable when it returns.
  public func save(_ bytes: [UInt8], as item: MemoryItem) throws {
    guard let folder = folder.withLock({ $0 }) else { throw UnsettledMemory() }
    try folder.create()
    let file = Self.file(item, in: folder)
    guard item == .pin else { return try file.replace(with: bytes) }
    let isWritten = try existing(.pin)?.overwrite(atMost: Self.largest) { all in
      TwoRecords(all)?.replacement(by: bytes)
    }
    if isWritten != true { try file.replace(with: TwoRecords.file(of: bytes)) }
  }

  /// Under a lock on a file `lock` in the folder, which the system releases however a program ends.
  public func alone<Answer>(_ body: () throws -> Answer) throws -> Answer {
    guard let folder = folder.withLock({ $0 }) else { throw UnsettledMemory() }
    try folder.create()
    let lock = try FileLock(
      .exclusive, on: PrivateFile(folder.path.appending("lock")),
      waitingAtMost: Self.patience)
    return try withExtendedLifetime(lock) { try body() }
  }

  /// In milliseconds. What is done alone takes two or three.
  private static let patience = 10_000

  private static func file(_ item: MemoryItem, in folder: PrivateFolder) -> PrivateFile {
    PrivateFile(folder.path.appending(item.rawValue))
  }

  /// The state of a vault with ten thousands of case files has a few megabytes.
  private static let largest = 1 << 28
}

private struct KeptFile: KeptBytes {
  let file: OpenPrivateFile
  var count: Int { file.count }
  func read(_ range: Range<Int>) throws -> [UInt8] { try file.read(range) }
}

/// Something was to be kept of a vault without an id: a fault of this program.
private struct UnsettledMemory: Error {}
