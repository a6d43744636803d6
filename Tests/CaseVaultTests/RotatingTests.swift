import Casework
import Keyring
import SQLiteStorage
import Testing

@testable import CaseVault

@Suite struct RotatingTests {
  @Test func `a rotated file is read as before and its old slots are gone`() throws {
    let practice = try Practice()
    let vault = try practice.soloVault(Person("Ana Ruiz"))
    let file = try vault.addClient(named: try ClientName("Maria Lopez"))
    let id = try vault.write(try .free("Kept.", on: practice), in: file)
    let known = try #require(try vault.state.files[file])
    let old = try #require(try vault.state.compartments[known.compartment]?.current)
    try vault.rotate(known.compartment)
    #expect(try vault.state.compartments[known.compartment]?.current.epoch == 2)
    // Whoever has the old key alone finds nothing under it.
    let leaver = try vault.keyring(holding: old)
    let row = try #require(
      try vault.storage.reading { try $0.envelope(id, version: 1, parts: .whole) })
    var opener = try EnvelopeOpener(vault: ContentHash(vault.id), keyring: leaver)
    #expect(throws: EnvelopeError.notAddressed) {
      try opener.body(of: row, as: known.compartment)
    }
    #expect(try vault.read(id, to: .terminal).note.text == "Kept.")
    let later = try vault.write(try .free("Later.", on: practice), in: file)
    #expect(try vault.read(later, to: .terminal).note.text == "Later.")
    #expect(try vault.verify().firstFault == nil)
  }

  @Test func `a rotated vault compartment opens the whole log where nothing is remembered`() throws
  {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    let vault = try practice.soloVault(ana)
    let file = try vault.addClient(named: try ClientName("Maria Lopez"))
    let id = try vault.write(try .free("Kept.", on: practice), in: file)
    let compartment = try #require(try vault.state.vaultCompartment)
    try vault.rotate(compartment)
    let again = try practice.join(ana.forgetting(), by: try vault.ticket())
    #expect(try again.read(id, to: .terminal).note.text == "Kept.")
    #expect(try again.verify().firstFault == nil)
  }

  @Test func `a process compartment, oversight and the vault rotate again and again`() throws {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    let vault = try practice.soloVault(ana)
    let file = try vault.addClient(named: try ClientName("Maria Lopez"))
    let draft = NoteDraft(kind: .psychotherapy, text: "A dream.", event: nil)
    let id = try vault.write(try draft.validated(at: practice.clock.now), in: file)
    let state = try vault.state
    let process = try #require(state.files[file]?.processes[vault.member])
    let oversight = try #require(state.oversight)
    let whole = try #require(state.vaultCompartment)
    for _ in 0..<2 {
      #expect(try vault.rotate(process) == Rotation(renewed: 1))
      #expect(try vault.rotate(oversight) == Rotation())
      #expect(try vault.rotate(whole) == Rotation())
    }
    for compartment in [process, oversight, whole] {
      #expect(try vault.state.compartments[compartment]?.current.epoch == 3)
    }
    let again = try practice.open(ana)
    #expect(try again.read(id, to: .terminal).note.text == "A dream.")
    #expect(try again.verify().firstFault == nil)
  }

  // MARK: - The registry

  @Test func `after the registry has rotated every name is known under its new key alone`() throws {
    let practice = try Practice()
    let olga = Person("Olga Ott")
    let (officer, administrator) = try practice.agency(olga, Person("Adam Adler"))
    let clara = Person("Clara Klein")
    let clinician = try practice.enrol(clara, as: [.clinician], by: officer, and: administrator)
    // Sealed to the registry by somebody who does not hold it, opened by an import, and renamed.
    let first = try clinician.addClient(named: try ClientName("Maria Lopez"))
    _ = try clinician.importLines(#"{"client":"Juan Perez","text":"Imported."}"#)
    try clinician.renameClient(first, to: try ClientName("Maria Diaz"))
    try officer.journal.catchUp()
    let registry = try #require(try officer.state.registry)
    let old = try officer.journal.reading { reader in
      try officer.keys.open(registry, of: officer.state, in: reader, vault: officer.id)
    }
    // Two clients, one of them with two versions of the record.
    #expect(try officer.rotate(registry) == Rotation(renewed: 3))
    #expect(try officer.state.compartments[registry]?.current.epoch == 2)
    let later = try clinician.addClient(named: try ClientName("Nora Nagy"))
    #expect(try officer.names() == ["Juan Perez", "Maria Diaz", "Nora Nagy"])
    #expect(try clinician.names() == ["Juan Perez", "Maria Diaz", "Nora Nagy"])
    #expect(try practice.open(olga).names() == ["Juan Perez", "Maria Diaz", "Nora Nagy"])
    // What the old key opened it opens no more, in any row.
    let leaver = try officer.keyring(holding: old)
    for file in [first, later] {
      let record = try #require(try officer.state.files[file]?.record)
      let row = try officer.storage.reading { try officer.fetch(record, from: $0) }
      var opener = try EnvelopeOpener(vault: ContentHash(officer.id), keyring: leaver)
      #expect(throws: EnvelopeError.notAddressed) { try opener.header(of: row, as: registry) }
    }
    #expect(try officer.verify().firstFault == nil)
  }

  @Test func `a file and the registry rotate in turn, each its own slot of the record`() throws {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    let vault = try practice.soloVault(ana)
    let file = try vault.addClient(named: try ClientName("Maria Lopez"))
    let id = try vault.write(try .free("Kept.", on: practice), in: file)
    let compartment = try #require(try vault.state.files[file]?.compartment)
    let registry = try #require(try vault.state.registry)
    for round in 1...2 {
      #expect(try vault.rotate(compartment) == Rotation(renewed: 1 + round))
      #expect(try vault.verify().firstFault == nil)
      #expect(try vault.rotate(registry) == Rotation(renewed: round))
      #expect(try vault.verify().firstFault == nil)
      try vault.renameClient(file, to: try ClientName("Maria Lopez \(round)"))
      #expect(try vault.verify().firstFault == nil)
    }
    let again = try practice.open(ana)
    #expect(try again.names() == ["Maria Lopez 2"])
    #expect(try again.read(id, to: .terminal).note.text == "Kept.")
  }

  @Test func `a registry without clients rotates too`() throws {
    let practice = try Practice()
    let vault = try practice.soloVault(Person("Ana Ruiz"))
    #expect(try vault.rotate(try #require(try vault.state.registry)) == Rotation())
    #expect(try vault.verify().firstFault == nil)
  }

  @Test func `whoever does not hold the registry does not rotate it`() throws {
    let practice = try Practice()
    let (officer, administrator) = try practice.agency(Person("Olga Ott"), Person("Adam Adler"))
    let clinician = try practice.enrol(
      Person("Clara Klein"), as: [.clinician], by: officer, and: administrator)
    let registry = try #require(try clinician.state.registry)
    let before = try clinician.state.size
    #expect(throws: NotAHolder(compartment: registry)) { try clinician.rotate(registry) }
    #expect(try clinician.state.size == before)
  }

  // MARK: - A member's own compartment

  @Test func `a member's own compartment rotates, and everything that was wrapped to it opens`()
    throws
  {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    let vault = try practice.soloVault(ana)
    let file = try vault.addClient(named: try ClientName("Maria Lopez"))
    let id = try vault.write(try .free("Kept.", on: practice), in: file)
    let whole = try #require(try vault.state.vaultCompartment)
    let compartment = try #require(try vault.state.files[file]?.compartment)
    let dream = try NoteDraft(kind: .psychotherapy, text: "A dream.", event: nil)
      .validated(at: practice.clock.now)
    let process = try vault.write(dream, in: file)
    // In every order: what is wrapped to the epoch before, two before, and the one in force.
    for next in [vault.member, vault.member, compartment, whole, vault.member, whole] {
      try vault.rotate(next)
      #expect(try vault.verify().firstFault == nil)
      let again = try practice.open(ana)
      #expect(try again.read(id, to: .terminal).note.text == "Kept.")
      #expect(try again.read(process, to: .terminal).note.text == "A dream.")
      again.close()
      _ = try vault.addClient(named: try ClientName("Client \(try vault.state.files.count)"))
    }
    #expect(try vault.state.compartments[vault.member]?.current.epoch == 4)
    #expect(try vault.names().count == 7)
    // A machine that remembers nothing finds its way from its key alone.
    let ticket = try vault.ticket()
    let other = try practice.join(ana.forgetting(), by: ticket)
    #expect(try other.read(id, to: .terminal).note.text == "Kept.")
  }

  @Test func `nobody rotates another member's compartment`() throws {
    let practice = try Practice()
    let (officer, administrator) = try practice.agency(Person("Olga Ott"), Person("Adam Adler"))
    let before = try officer.state.size
    #expect(throws: NotAHolder(compartment: administrator.member)) {
      try officer.rotate(administrator.member)
    }
    #expect(try officer.state.size == before)
  }

  @Test func `what is wrapped after a member's rotation opens for that member`() throws {
    let practice = try Practice()
    let (olga, adam) = (Person("Olga Ott"), Person("Adam Adler"))
    let (officer, administrator) = try practice.agency(olga, adam)
    try administrator.rotate(administrator.member)
    // The log's key is wrapped anew to everybody, and a newcomer is let in by the one who rotated.
    try officer.rotate(try #require(try officer.state.vaultCompartment))
    let clinician = try practice.enrol(
      Person("Clara Klein"), as: [.clinician], by: officer, and: administrator)
    let file = try clinician.addClient(named: try ClientName("Maria Lopez"))
    #expect(try clinician.state.files[file] != nil)
    for person in [olga, adam] {
      #expect(try practice.open(person).verify().firstFault == nil)
    }
  }

  @Test(arguments: 1...3)
  func `a program that slept through rotations goes on`(rotations: Int) throws {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    let sleeper = try practice.soloVault(ana)
    let file = try sleeper.addClient(named: try ClientName("Maria Lopez"))
    let id = try sleeper.write(try .free("Kept.", on: practice), in: file)
    let other = try practice.open(ana)
    for _ in 0..<rotations {
      try other.rotate(try #require(try other.state.vaultCompartment))
      try other.rotate(other.member)
      try other.rotate(try #require(try other.state.files[file]?.compartment))
    }
    #expect(try sleeper.read(id, to: .terminal).note.text == "Kept.")
    let late = try sleeper.write(try .free("Late.", on: practice), in: file)
    #expect(try other.read(late, to: .terminal).note.text == "Late.")
    #expect(try other.verify().firstFault == nil)
  }

  @Test func `a vault that is open verifies what another program rotated meanwhile`() throws {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    let open = try practice.soloVault(ana)
    let other = try practice.open(ana)
    try other.rotate(try #require(try other.state.vaultCompartment))
    try other.rotate(other.member)
    _ = try other.addClient(named: try ClientName("Maria Lopez"))
    #expect(try open.verify().firstFault == nil)
  }

  @Test func `a rotation that comes to nothing leaves no key behind`() throws {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    let vault = try practice.soloVault(ana)
    let file = try vault.addClient(named: try ClientName("Maria Lopez"))
    let whole = try #require(try vault.state.vaultCompartment)
    let held = vault.keys.keyring.count
    // The last thing that is stored, so the keys are drawn and the entry is sealed by then.
    try practice.tamper("ALTER TABLE wrap RENAME TO elsewhere")
    for compartment in [whole, vault.member] {
      #expect(throws: StorageError.self) { try vault.rotate(compartment) }
      #expect(vault.keys.keyring.count == held)
    }
    try practice.tamper("ALTER TABLE elsewhere RENAME TO wrap")
    try vault.rotate(vault.member)
    let id = try vault.write(try .free("Kept.", on: practice), in: file)
    #expect(try vault.read(id, to: .terminal).note.text == "Kept.")
  }
}

extension Vault {
  fileprivate func names() throws -> [String] {
    try clients().compactMap { $0.name?.text }.sorted()
  }

  /// A keyring with the one epoch that this member holds.
  fileprivate func keyring(holding epoch: CompartmentEpoch) throws -> Keyring {
    let keyring = try Keyring()
    let kept = try keys.keyring.keptSecrets(of: [epoch], for: keys.held.identity)
    try keyring.take(keptSecrets: kept, of: keys.held.identity, facts: { _, _ in epoch })
    return keyring
  }
}
