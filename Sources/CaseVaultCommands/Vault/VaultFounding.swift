import AuditLog
import CaseVault
import Casework
import Keyring
import SQLiteStorage
import Sodium
import System

/// What founding a vault takes, asked for in the order in which a person can answer.
struct VaultFounding {
  private let session: Session
  private let folder: FilePath
  private let group: GroupID?
  private let name: String

  /// Looks whether the place is free before anything is asked for or made.
  init(at folder: FilePath?, group: String?, by name: String?, in session: Session) throws {
    self.session = session
    let named = (session.options.vault ?? session.environment["CASEVAULT_VAULT"]).map {
      FilePath($0)
    }
    self.folder = try (folder ?? named ?? session.places.standardVault).notEmpty()
    guard try !self.folder.appending("vault.db").exists() else {
      throw StorageError.alreadyExists(path: self.folder.string)
    }
    self.group = try group.map { try SharingGroup(named: $0).id }
    self.name = try session.questions.value(
      name, of: "your name", option: "--name NAME", standard: Account.name())
  }

  /// A practice of one, open at once.
  func solo() throws -> Answer {
    let identity = try keyOpenedOrMade()
    let device = identity.publicKeys.id.hexadecimal
    let memory = FolderMemory(nil)
    var made: SQLiteStorage?
    let vault = try Vault.foundSolo(
      by: name, with: identity, memory: memory, in: .ofThisMachine
    ) { id in
      let storage = try created(id, device: device, memory: memory)
      made = storage
      return storage
    }
    defer { vault.close() }
    try keeping(made) { try VaultChoice.remember(folder, session.places) }
    return Answer(facts(vault.id, preset: .solo)) { _ in
      """
      The vault lies at \(folder), and its key at \(session.key.file.path).
      Keep a copy of the key somewhere else: without it and its passphrase nobody can read a note.

      Next: casevault client add NAME
      """
    }
  }

  /// An agency, drawn up; it begins when the second founder has joined with the ticket.
  func agency(with request: InputFile, ticket file: String?) throws -> Answer {
    try TicketAnswer.check(file)
    let other = try EnrolmentRequest.parse(request.text(atMost: EnrolmentRequest.longest))
    try FingerprintCheck(of: other).passes(asking: session.questions)
    let identity = try keyOpenedOrMade()
    let device = identity.publicKeys.id.hexadecimal
    var made: SQLiteStorage?
    let ticket = try Vault.foundAgency(
      by: name, with: other, named: other.name, identity: identity, in: .ofThisMachine
    ) { id in
      let storage = try created(id, device: device, memory: nil)
      made = storage
      return storage
    }
    let memory = session.places.memory(ofVault: ticket.vault.hexadecimal, device: device)
    try keeping(made) {
      try KeptTicket(in: memory).keep(ticket)
      try VaultChoice.remember(folder, session.places)
    }
    return try TicketAnswer(ticket, file: file).answer(
      facts(ticket.vault, preset: .agency), beside: session.screen,
      next: """
        \(other.name) now joins with this ticket, and the agency begins:
          casevault vault join TICKET --at \(folder.quoted)
        """)
  }

  /// What comes after a vault was made, or the vault is taken away: a founding that fails leaves nothing.
  private func keeping(_ storage: SQLiteStorage?, _ rest: () throws -> Void) throws {
    do {
      try rest()
    } catch {
      try? storage?.discard()
      throw error
    }
  }

  private func keyOpenedOrMade() throws -> DeviceIdentity {
    try session.key.exists ? session.key.open() : session.key.create()
  }

  private func created(
    _ id: VaultID, device: String, memory: FolderMemory?
  ) throws -> SQLiteStorage {
    memory?.settle(in: session.places.memory(ofVault: id.hexadecimal, device: device))
    return try SQLiteStorage.create(
      at: folder.string, vaultID: ContentHash(digest: id.digest.span), group: group)
  }

  private func facts(_ id: VaultID, preset: Preset) -> JSONObject {
    JSONObject([
      ("vault", .string(id.hexadecimal)), ("folder", .string(folder.string)),
      ("key", .string(session.key.file.path.string)), ("preset", .string(preset.code)),
    ])
  }
}
