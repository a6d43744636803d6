import Casework
import Keyring
import Testing

@testable import CaseVault

/// A receipt opens what it says was recorded, and nothing else. That nothing opens without one is the
/// compiler's (Tests/MustNotCompile).
@Suite struct ReceiptTests {
  private let practice: Practice
  private let vault: Vault
  private let file: CaseFileID
  private let note: NoteID

  init() throws {
    practice = try Practice()
    vault = try practice.soloVault(Person("Ana Ruiz"))
    file = try vault.addClient(named: try ClientName("Maria Lopez"))
    note = try vault.write(try .free("She slept.", on: practice), in: file)
  }

  private func stored(_ id: NoteID) throws -> (envelope: StoredEnvelope, as: CompartmentID) {
    let known = try vault.known(file, in: try vault.state)
    return try vault.storage.reading { reader in
      let notice = try #require(vault.history(of: known, in: reader)[id]?.latest.notice)
      return (try vault.fetch(notice, from: reader), known.compartment)
    }
  }

  private func reading(_ id: NoteID, version: UInt32 = 1) -> NotesRead.Read {
    NotesRead.Read(file: file, note: id, version: version, kind: .progress)
  }

  @Test func `a receipt for one note opens no other, and no other version`() throws {
    let other = try vault.write(try .free("He did not.", on: practice), in: file)
    let receipt = try vault.journal.record(NotesRead([reading(note)], to: .terminal))
    let (envelope, compartment) = try stored(note)
    let texts = try vault.texts(
      of: reading(note), in: envelope, as: compartment, showing: receipt)
    #expect(String(decoding: texts.body, as: UTF8.self) == "She slept.")
    // Another note under this one's name, another note by its own, this note's next version.
    let (foreign, _) = try stored(other)
    #expect(throws: MisusedPermit.self) {
      try vault.texts(of: reading(note), in: foreign, as: compartment, showing: receipt)
    }
    #expect(throws: MisusedPermit.self) {
      try vault.texts(of: reading(other), in: foreign, as: compartment, showing: receipt)
    }
    try vault.revise(note, to: try .free("She slept well.", on: practice))
    let (revised, _) = try stored(note)
    #expect(throws: MisusedPermit.self) {
      try vault.texts(of: reading(note), in: revised, as: compartment, showing: receipt)
    }
    #expect(throws: MisusedPermit.self) {
      try vault.texts(
        of: reading(note, version: 2), in: revised, as: compartment, showing: receipt)
    }
    #expect(throws: MisusedPermit.self) {
      try vault.header(of: envelope, in: file, as: compartment, showing: receipt)
    }
  }

  @Test func `a receipt for a list opens headers of its file, and no words`() throws {
    let another = try vault.addClient(named: try ClientName("Bo Wu"))
    let receipt = try vault.journal.record(FilesListed(file: another))
    let (envelope, compartment) = try stored(note)
    #expect(throws: MisusedPermit.self) {
      try vault.header(of: envelope, in: file, as: compartment, showing: receipt)
    }
    let own = try vault.journal.record(FilesListed(file: file))
    let header = try vault.header(of: envelope, in: file, as: compartment, showing: own)
    #expect(try NoteHeader(reading: header).file == file)
    #expect(throws: MisusedPermit.self) {
      try vault.texts(of: reading(note), in: envelope, as: compartment, showing: own)
    }
  }

  @Test func `what opens records opens no note`() throws {
    let (envelope, compartment) = try stored(note)
    let damaged = IntegrityFault(.textDamaged, at: .envelope(note, version: 1))
    for kind in [RecordText.Kind.client, .member, .checkpointKey] {
      #expect(throws: damaged) {
        try vault.body(ofRecord: kind, envelope, as: compartment)
      }
      #expect(throws: damaged) {
        try vault.name(inRecord: kind, envelope, as: compartment)
      }
    }
  }
}
