import AuditLog
import CaseVault
import Casework
import Keyring
import SQLiteStorage
import System

extension Session {
  /// Opens the vault that this is about, with the member's key.
  ///
  /// The storage is looked at first: nobody types a passphrase for a vault that is not there.
  func openVault() throws -> Vault {
    let storage = try SQLiteStorage.open(at: try vaultFolder().string)
    let vault = try storage.reading { try $0.identity().vaultID.hexadecimal }
    let identity = try key.open()
    let folder = places.memory(ofVault: vault, device: identity.publicKeys.id.hexadecimal)
    let memory = FolderMemory(folder)
    if try memory.load(.pin) == nil, let ticket = try KeptTicket(in: folder).load() {
      guard try storage.reading({ try $0.size() }) > 0 else {
        throw FoundingWaits(ticket: ticket)
      }
      return try Vault.join(
        storage, by: ticket, with: identity, memory: memory, in: .ofThisMachine)
    }
    return try Vault.open(storage, with: identity, memory: memory, in: .ofThisMachine)
  }
}

/// The ticket of an agency that its first founder drew up, kept until the second has signed: the first
/// opening after that is checked against it like any newcomer's.
struct KeptTicket {
  private let folder: PrivateFolder

  init(in folder: PrivateFolder) { self.folder = folder }

  private var file: PrivateFile { PrivateFile(folder.path.appending("ticket")) }

  func load() throws -> Ticket? {
    guard try folder.path.exists(), let bytes = try file.readIfThere(atMost: 1 << 16) else {
      return nil
    }
    return try Ticket(String(decoding: bytes, as: UTF8.self))
  }

  func keep(_ ticket: Ticket) throws {
    try folder.create()
    try file.replace(with: Array(try ticket.text().utf8))
  }
}

/// The agency was drawn up, and its second founder has not signed yet.
struct FoundingWaits: WordedError {
  /// What the second founder joins with, should it have been lost.
  let ticket: Ticket

  var wording: Wording {
    Wording(
      .refused, "founding-waits", "this vault waits for its second founder's signature",
      hint:
        "they run: casevault vault join TICKET --at FOLDER; the ticket once more: casevault vault ticket"
    )
  }
}
