import CaseVault
import Casework
import Foundation
import Keyring
import SQLiteStorage
import Sodium

/// An agency's vault with whatever can stand in one: proposals, wraps added later, and rotations of every
/// kind of compartment between all the rest. For programs in other languages that read vaults.
struct SampleVault {
  private let folder: String

  /// Makes `vault` and `key-olga`, `key-adam`, `key-clara`, `key-aud` in a folder, the keys under one
  /// passphrase.
  static func make(in folder: String, passphrase: [UInt8]) throws {
    try SampleVault(folder: folder).make(passphrase: passphrase)
  }

  private func make(passphrase: [UInt8]) throws {
    let (olga, adam) = (Person("Olga Ott", in: folder), Person("Adam Adler", in: folder))
    let (clara, aud) = (Person("Clara Klein", in: folder), Person("Aud Itor", in: folder))
    for person in [olga, adam, clara, aud] { try person.keepKey(under: passphrase) }
    let ticket = try Vault.foundAgency(
      by: olga.name, with: try adam.request(), named: adam.name, identity: try olga.identity(),
      in: .ofThisMachine
    ) { try SQLiteStorage.create(at: "\(folder)/vault", vaultID: ContentHash($0)) }
    let administrator = try join(adam, by: ticket)
    let officer = try join(olga, by: ticket)
    let clinician = try enrol(clara, as: [.clinician], by: officer, and: administrator)
    try officer.withdraw(
      try officer.proposeMember(
        try Person("Eve", in: folder).request(), named: "Eve", as: [.clinician]))
    // Whoever holds oversight hands it on to the auditor, whom somebody else let in.
    try administrator.rotate(administrator.member)
    let auditor = try enrol(aud, as: [.auditor], by: officer, and: administrator)
    officer.close()
    let again = try open(olga)
    try work(of: clinician)
    try rotations(by: again)
    try moreWork(of: clinician)
    try auditor.rotate(auditor.member)
    _ = try auditor.checkpoint()
  }

  private func work(of clinician: Vault) throws {
    let file = try clinician.addClient(named: try ClientName("Maria Lopez"))
    let note = try clinician.write(try Self.note("She slept four nights."), in: file)
    try clinician.revise(note, to: try Self.note("She slept four nights of seven."))
    try clinician.sign(note)
    try clinician.addAddendum(try Self.note("Five nights."), to: note)
    try clinician.write(try Self.note("A dream.", kind: .psychotherapy), in: file)
    try clinician.discard(try clinician.write(try Self.note("No."), in: file))
    try importNotes(#"{"id":"1","client":"Juan Perez","text":"Imported."}"#, into: clinician)
    try clinician.renameClient(file, to: try ClientName("Maria Diaz"))
    try clinician.rotate(clinician.member)
    try rotateFiles(of: clinician)
  }

  private func rotations(by officer: Vault) throws {
    try officer.journal.catchUp()
    let state = try officer.state
    for compartment in [
      state.registry, state.vaultCompartment, state.oversight, officer.member, state.registry,
      state.vaultCompartment,
    ].compactMap(\.self) {
      try officer.rotate(compartment)
    }
  }

  private func moreWork(of clinician: Vault) throws {
    let file = try clinician.addClient(named: try ClientName("Nora Nagy"))
    try clinician.write(try Self.note("Written under a later key."), in: file)
    try importNotes(
      #"{"id":"2","client":"Juan Perez","text":"Imported later."}"#, into: clinician)
    try rotateFiles(of: clinician)
  }

  private func rotateFiles(of clinician: Vault) throws {
    for file in try clinician.state.files.values.sorted(by: { $0.number < $1.number }) {
      try clinician.rotate(file.compartment)
      for process in file.processes.values { try clinician.rotate(process) }
    }
  }

  // MARK: - How it is done

  private func join(_ person: Person, by ticket: Ticket) throws -> Vault {
    try Vault.join(
      try storage(), by: ticket, with: try person.identity(), memory: person.memory,
      in: .ofThisMachine)
  }

  private func open(_ person: Person) throws -> Vault {
    try Vault.open(
      try storage(), with: try person.identity(), memory: person.memory, in: .ofThisMachine)
  }

  private func storage() throws -> SQLiteStorage { try SQLiteStorage.open(at: "\(folder)/vault") }

  private func enrol(
    _ person: Person, as roles: [Role], by proposer: Vault, and approver: Vault
  ) throws -> Vault {
    try approver.approve(
      try proposer.proposeMember(try person.request(), named: person.name, as: roles))
    return try join(person, by: try approver.ticket())
  }

  private func importNotes(_ lines: String, into vault: Vault) throws {
    var chunks = [Array(lines.utf8)]
    _ = try vault.importNotes(from: { chunks.popLast() }, reading: ImportOptions())
  }

  private static func note(_ text: String, kind: NoteKind = .progress) throws -> Note {
    try NoteDraft(kind: kind, text: text, event: nil)
      .validated(at: Surroundings.ofThisMachine.now())
  }
}

/// Somebody with one device, which keeps its memory in the sample's folder.
private struct Person {
  let name: String
  let memory: FolderMemory
  private let seed = RandomBytes.array(count: 32)
  private let keyFile: String

  init(_ name: String, in folder: String) {
    self.name = name
    let short = name.prefix { $0 != " " }.lowercased()
    memory = FolderMemory(at: "\(folder)/memory-\(short)")
    keyFile = "\(folder)/key-\(short)"
  }

  func identity() throws -> DeviceIdentity {
    var copy = seed
    return try DeviceIdentity(seed: SecretBytes(wiping: &copy))
  }

  func request() throws -> VerifiedRequest {
    try EnrolmentRequest.parse(
      EnrolmentRequest.make(
        for: try identity(), name: name, at: Surroundings.ofThisMachine.now(), in: try Keyring()))
  }

  func keepKey(under passphrase: [UInt8]) throws {
    let chosen = try ChosenPassphrase(typed: passphrase.span)
    // The least that a key file may have been made with: whoever reads it waits as long.
    let cost = try KeyFileCost(operations: 3, memory: KeyFileCost.leastMemory)
    let bytes = try KeyFile.seal(try identity(), under: chosen, cost: cost)
    try Data(bytes).write(to: URL(fileURLWithPath: keyFile))
  }
}
