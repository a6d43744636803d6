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
  ///
  /// Wrong passphrases that were tried before are in the log before anything else is done here.
  func openVault() throws -> Vault {
    let vault = try openedVault()
    do {
      try key.counter().settle { try vault.recordUnlock(after: $0) }
    } catch {
      vault.close()
      throw error
    }
    return vault
  }

  /// This machine's, with a bar for keys that are exchanged.
  private var surroundings: Surroundings {
    let environment = environment
    return Surroundings.ofThisMachine.telling {
      KeyBar("exchanging keys", for: $0, in: environment)
    } trying: {
      KeyBar("trying new keys", for: $0, in: environment)
    }
  }

  private func openedVault() throws -> Vault {
    let storage = try SQLiteStorage.open(at: try vaultFolder().string)
    let vault = try storage.reading { try $0.identity().vaultID.hexadecimal }
    if let old = try KeyExchange.finishBegun(of: key.file, in: vault, by: storage) {
      screen.remark("The exchange of your key is finished. The old one lies at \(old).")
    }
    let identity = try key.open()
    let folder = places.memory(ofVault: vault, device: identity.publicKeys.id.hexadecimal)
    let memory = FolderMemory(folder)
    if try memory.load(.pin) == nil, let ticket = try KeptTicket(in: folder).load() {
      guard try storage.reading({ try $0.size() }) > 0 else {
        throw FoundingWaits(ticket: ticket)
      }
      return try Vault.join(
        storage, by: ticket, with: identity, memory: memory, in: surroundings)
    }
    do {
      return try Vault.open(storage, with: identity, memory: memory, in: surroundings)
    } catch {
      throw DamagedPin.named(by: error, in: folder)
    }
  }
}

/// The one file of a device's memory that is not simply made anew when it does not open.
///
/// The folder is named after vault and device, so what opens under no key of this device's was changed
/// there. Joining looks at it too, since an old ticket must be no way around a newer pin: it has to be
/// moved away by hand.
struct DamagedPin: WordedError {
  let file: FilePath

  /// The same error, unless it is about the pin.
  static func named(by error: any Error, in folder: PrivateFolder) -> any Error {
    guard error is DeviceSealingError || error is MalformedPin else { return error }
    return DamagedPin(file: folder.path.appending("pin"))
  }

  var wording: Wording {
    Wording(
      .integrity, "memory-damaged",
      "what this device remembers of the vault is damaged: \(file)",
      hint: "move that file away; \(Wording.joining)")
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
