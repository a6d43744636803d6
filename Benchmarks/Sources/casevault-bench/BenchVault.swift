import CaseVault
import Casework
import Foundation
import Keyring
import SQLiteStorage
import Sodium

/// A folder with a vault made for measuring, what a device keeps of it, and the device's bare seed,
/// which is what makes it open without Argon2id and useless for anything else.
struct BenchVault {
  private let folder: String

  init(in folder: String) { self.folder = folder }

  var vaultPath: String { "\(folder)/vault" }
  private var shownNotePath: String { "\(folder)/shown-note" }
  var databasePath: String { "\(vaultPath)/vault.db" }
  var seedPath: String { "\(folder)/seed" }

  var memory: FolderMemory { FolderMemory(at: "\(folder)/memory") }

  /// Founds a solo practice in the empty folder.
  func found() throws -> Vault {
    try owner.drawSeed()
    return try Vault.foundSolo(
      by: "Bench", with: try identity(), memory: memory, in: .ofThisMachine
    ) { try SQLiteStorage.create(at: vaultPath, vaultID: ContentHash($0)) }
  }

  /// Opens it, by default with the memory that lies beside it.
  func open(memory: (any DeviceMemory)? = nil) throws -> Vault {
    try Vault.open(
      try SQLiteStorage.open(at: vaultPath), with: try identity(), memory: memory ?? self.memory,
      in: .ofThisMachine)
  }

  /// What lies in the folder's memory, in a memory that writes nothing.
  func memoryThatForgets() throws -> TransientMemory {
    let (kept, copy) = (memory, TransientMemory())
    for item in MemoryItem.allCases {
      if let bytes = try kept.load(item) { copy.save(bytes, as: item) }
    }
    return copy
  }

  func identity() throws -> DeviceIdentity { try owner.identity() }

  private var owner: BenchPerson { BenchPerson(seed: seedPath, memory: memory) }

  /// The same folder as that of an agency.
  var agency: BenchAgency { BenchAgency(in: folder) }

  /// Remembers a note that ``shownNote()`` gives to whoever wants to show one.
  func keepShownNote(of vault: Vault) throws {
    for client in try vault.clients() {
      guard let note = try vault.notes(of: client.file).first else { continue }
      try Data(note.id.hexadecimal.utf8).write(to: URL(fileURLWithPath: shownNotePath))
      return
    }
  }

  func shownNote() throws -> NoteID {
    try NoteID(hexadecimal: String(contentsOfFile: shownNotePath, encoding: .utf8))
  }
}
