import Casework
import SQLiteStorage
import Testing

@testable import CaseVault

/// Another program that gives a compartment a new key between our entry and our reading.
@Suite struct RotatedMeanwhileTests {
  private typealias Reading = @Sendable (Vault, CaseFileID, NoteID) throws -> Void
  private static let readings: [Reading] = [
    { vault, _, note in _ = try vault.read(note, to: .terminal) },
    { vault, file, _ in
      let faults = try vault.notes(of: file).map(\.fault)
      #expect(faults == [nil])
    },
    { vault, _, _ in
      let faults = try vault.clients().map(\.fault)
      #expect(faults == [nil])
    },
    { vault, _, _ in
      _ = try vault.importLines(#"{"client":"Maria Lopez","text":"Imported."}"#)
    },
  ]

  @Test(arguments: [false, true])
  func `a key that was changed meanwhile is no fault`(isOpenAlready: Bool) throws {
    let practice = try Practice()
    // Not a privacy officer, who would know the clients by the registry.
    let (officer, administrator) = try practice.agency(Person("Olga Ott"), Person("Adam Adler"))
    let clara = Person("Clara Klein")
    let first = try practice.enrol(clara, as: [.clinician], by: officer, and: administrator)
    let file = try first.addClient(named: try ClientName("Maria Lopez"))
    let note = try first.write(try .free("One.", on: practice), in: file)
    let compartment = try #require(try first.state.files[file]?.compartment)
    let (path, clock) = (practice.vaultPath, practice.clock)
    for reading in Self.readings {
      let memory = SlowMemory(clara.memory)
      let vault = try Vault.open(
        try practice.storage(), with: try clara.identity(), memory: memory, in: clock.surroundings)
      if isOpenAlready { _ = try vault.read(note, to: .terminal) }
      memory.before {
        let other = try Vault.open(
          try SQLiteStorage.open(at: path), with: try clara.identity(), memory: clara.memory,
          in: clock.surroundings)
        try other.rotate(compartment)
        other.close()
      }
      try reading(vault, file, note)
      vault.close()
    }
  }

  /// The key of a file that exists already, and that to which the names of new clients are sealed.
  @Test(arguments: ["Maria Lopez", "Juan Perez"])
  func `an import whose keys were changed before it came to write is told to begin again`(
    client: String
  ) throws {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    let first = try practice.soloVault(ana)
    let file = try first.addClient(named: try ClientName("Maria Lopez"))
    let known = try first.state
    let compartment = try #require(
      client == "Maria Lopez" ? known.files[file]?.compartment : known.registry)
    let (path, clock) = (practice.vaultPath, practice.clock)
    let rotate: @Sendable () throws -> Void = {
      let other = try Vault.open(
        try SQLiteStorage.open(at: path), with: try ana.identity(), memory: ana.memory,
        in: clock.surroundings)
      try other.rotate(compartment)
      other.close()
    }
    let memory = SlowMemory(ana.memory)
    let vault = try Vault.open(
      try practice.storage(), with: try ana.identity(), memory: memory, in: clock.surroundings)
    // Once behind the import's first entry, and once more while it looks its keys up.
    memory.before {
      try rotate()
      memory.before(rotate)
    }
    let lines = #"{"client":"\#(client)","text":"Imported."}"#
    #expect(throws: StorageError.self) { _ = try vault.importLines(lines) }
    #expect(try vault.importLines(lines).imported == 1)
    let faults = try vault.notes(of: file).map(\.fault)
    #expect(faults == (client == "Maria Lopez" ? [nil] : []))
    #expect(try vault.clients().map(\.fault).allSatisfy { $0 == nil })
    #expect(try vault.verify().firstFault == nil)
  }
}
