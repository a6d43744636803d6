import AuditLog
import CaseVault
import Casework
import Keyring
import SQLiteStorage
import System

/// In by the two sheets of a practice, where there is no key of the vault's yet.
struct SheetEntry {
  let executor: String?
  let at: String?
  let words: SheetWords
  let session: Session

  func answer() throws -> Answer {
    let folder = try at.map { try FilePath($0).notEmpty() } ?? session.vaultFolder()
    let storage = try SQLiteStorage.open(at: folder.string)
    let id = try storage.reading { try $0.identity().vaultID.hexadecimal }
    let owner = try executor.map { SheetsOwner.executor(named: try EnrolmentRequest.plainName($0)) }
    let first = try words.sheet("sheet 1", session.questions)
    let second = try words.sheet("sheet 2", session.questions)
    let identity = try session.key.open()
    let memory = FolderMemory(
      session.places.memory(ofVault: id, device: identity.publicKeys.id.hexadecimal))
    let vault: Vault
    do {
      vault = try Vault.recover(
        storage, as: owner ?? .practitioner, by: first, and: second, with: identity,
        memory: memory, in: .ofThisMachine
      ) { try $0.confirm(by: session.questions) }
    } catch let why as CannotRecover {
      throw RecoveryRefused(why: why, names: [:])
    }
    defer { vault.close() }
    try VaultChoice.remember(folder, session.places)
    return try welcome(to: vault, at: folder)
  }

  private func welcome(to vault: Vault, at folder: FilePath) throws -> Answer {
    let result = JSONObject([
      ("vault", .string(vault.id.hexadecimal)), ("folder", .string(folder.string)),
      ("member", .string(vault.member.hexadecimal)), ("executor", .bool(executor != nil)),
      ("entries", .integer(Int64(try vault.state.size))),
    ])
    guard executor != nil else {
      return Answer(
        result,
        """
        You are back, with a new key; the old one opens nothing any more, and the sheets are used up.

        Next, new sheets: casevault recovery set-up --sheets
        """)
    }
    return Answer(
      result,
      """
      You are let in as the executor of this practice, and the log says so. The sheets are used up.

      Next, what closing the practice takes: casevault recovery finish
      """)
  }
}
