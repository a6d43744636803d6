import CaseVault
import SQLiteStorage
import Testing

/// The library as a program outside of the package has it: by its public names alone.
@Suite struct FaceTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var storage: VaultStorage { .sqlite(at: folder.appending("vault")) }
  private var memory: FolderMemory { FolderMemory(at: folder.appending("memory")) }

  private func founded() throws -> Vault {
    try Vault.found(by: "Ana Ruiz", with: try DeviceKey(), in: storage, memory: memory)
  }

  @Test func `a key file opens with its passphrase to the same vault, and with no other`() throws {
    let words = Array("seven herons over a quiet weir".utf8)
    let key = try DeviceKey()
    let fingerprint = key.fingerprint
    var typed = words
    let file = try key.sealed(under: &typed)
    #expect(typed == [UInt8](repeating: 0, count: 30))
    let first = try Vault.found(by: "Ana Ruiz", with: key, in: storage, memory: memory)
    let note = try first.write("Kept.", for: try first.addClient(named: "Maria Lopez"))
    first.close()
    var wrong = Array("seven herons over a quiet pond".utf8)
    #expect(throws: VaultError.wrongPassphrase) { _ = try DeviceKey(opening: file, with: &wrong) }
    #expect(wrong == [UInt8](repeating: 0, count: 30))
    typed = words
    let opened = try DeviceKey(opening: file, with: &typed)
    #expect(opened.fingerprint == fingerprint)
    let vault = try Vault.open(storage, with: opened, memory: memory)
    #expect(try vault.read(note).text == "Kept.")
    #expect(try vault.listedClients().map(\.number) == ["C-1"])
  }

  @Test func `a passphrase that is tried first is refused and wiped`() throws {
    let key = try DeviceKey()
    var short = Array("hunter2".utf8)
    #expect(throws: VaultError.unfitPassphrase(.tooShort(characters: 7, atLeast: 15))) {
      _ = try key.sealed(under: &short)
    }
    #expect(short == [UInt8](repeating: 0, count: 7))
    #expect(throws: VaultError.unusableKeyFile(.notAKeyFile)) {
      var typed = Array("seven herons over a quiet weir".utf8)
      _ = try DeviceKey(opening: Array("no key".utf8), with: &typed)
    }
  }

  @Test func `a signed note takes an addendum and nothing else`() throws {
    let vault = try founded()
    let note = try vault.write("One.", for: try vault.addClient(named: "Maria Lopez"))
    #expect(throws: VaultError.noteRefused(.notSigned)) { try vault.addAddendum("No.", to: note) }
    try vault.revise(note, to: "Two.")
    try vault.sign(note)
    #expect(throws: VaultError.noteRefused(.locked)) { try vault.revise(note, to: "Three.") }
    #expect(throws: VaultError.noteRefused(.locked)) { try vault.sign(note) }
    let addendum = try vault.addAddendum("Corrected.", to: note)
    let read = try vault.read(note)
    #expect(read.text == "Two.")
    #expect(read.isLocked)
    #expect(read.addenda.map(\.text) == ["Corrected."])
    #expect(read.addenda.map(\.reference) == [addendum])
  }

  @Test func `a search shows the line around what it finds`() throws {
    let vault = try founded()
    let maria = try vault.addClient(named: "Maria Lopez")
    let note = try vault.write("Talked about the Landlord.", for: maria)
    let found = try vault.search(for: "landlord")
    #expect(found.total == 1)
    #expect(found.shown.map(\.note) == [note])
    #expect(found.shown.map(\.excerpt) == ["Talked about the Landlord."])
    #expect(throws: VaultError.unfitText(.empty)) { try vault.search(for: "") }
  }

  @Test func `what cannot be kept is refused by its place`() throws {
    let vault = try founded()
    let maria = try vault.addClient(named: "Maria Lopez")
    #expect(throws: VaultError.unfitText(.empty)) { try vault.write(" \n", for: maria) }
    #expect(throws: VaultError.unfitText(.forbidden(offset: 3))) {
      try vault.write("bad\u{0}", for: maria)
    }
    #expect(throws: VaultError.noSuchNote) { try NoteReference(hexadecimal: "12") }
    let stranger = try NoteReference(hexadecimal: String(repeating: "0", count: 32))
    #expect(throws: VaultError.noSuchNote) { try vault.read(stranger) }
    let report = try vault.verification()
    #expect(report.isWhole)
    #expect(report.fault == nil)
  }

  @Test func `a device without memory of the vault needs a ticket, and a memory serves one vault`()
    throws
  {
    let vault = try founded()
    #expect(throws: VaultError.notJoined) {
      try Vault.open(storage, with: try DeviceKey(), memory: TransientMemory())
    }
    #expect(throws: VaultError.unusableTicket) {
      try Vault.join(storage, by: "no ticket", with: try DeviceKey(), memory: TransientMemory())
    }
    let ticket = try vault.issuedTicket()
    #expect(throws: VaultError.notEnrolled) {
      try Vault.join(storage, by: ticket, with: try DeviceKey(), memory: TransientMemory())
    }
    #expect(throws: VaultError.memoryInUse) { try founded() }
    #expect(throws: VaultError.storage(.alreadyExists(path: folder.appending("vault")))) {
      try Vault.found(
        by: "Ana Ruiz", with: try DeviceKey(), in: storage, memory: TransientMemory())
    }
  }
}
