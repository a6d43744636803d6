import Casework
import Keyring
import SQLiteStorage
import Testing

@testable import CaseVault

/// A key that somebody may know is exchanged for a new one: at every moment one of the two opens the vault, and
/// afterwards only the new one opens what is written.
@Suite struct ExchangedDeviceTests {
  @Test func `whoever works alone exchanges their key, and the old one opens nothing any more`()
    throws
  {
    let practice = try Practice()
    let (old, new) = (Person("Ana Ruiz"), Person("Ana Ruiz"))
    let vault = try practice.soloVault(old)
    let file = try vault.addClient(named: try ClientName("Maria Lopez"))
    let note = try vault.write(try .free("Said in confidence.", on: practice), in: file)
    let thought = try NoteDraft(kind: .psychotherapy, text: "A thought of mine.", event: nil)
      .validated(at: practice.clock.now)
    try vault.write(thought, in: file)
    let backup = practice.folder.appending("backup.db")
    try vault.storage.copy(to: backup) { _ in }
    let size = try vault.state.size
    try vault.exchangeDevice(for: try new.identity(), remembering: new.memory)
    #expect(try vault.state.size == size + 2)
    let renewed = try practice.open(new)
    #expect(try renewed.read(note, to: .terminal).note.text == "Said in confidence.")
    let state = try renewed.state
    #expect(state.members[renewed.member]?.devices == [renewed.device])
    #expect(state.unsettled.isEmpty && state.exposed.isEmpty && state.vaultEpoch == 2)
    for compartment in state.compartments.values { #expect(compartment.current.epoch == 2) }
    try renewed.write(try .free("Afterwards.", on: practice), in: file)
    #expect(throws: OpensNoLonger()) { try practice.open(old) }
    #expect(try vault.opensAnything(in: file) == 0)
    let report = try renewed.verify()
    #expect(report.firstFault == nil && report.violations.isEmpty)
    // What was there before opens with the old key alone: that is why its file stays.
    #expect(try vault.opensAnything(in: file, of: try SQLiteStorage.open(copy: backup)) == 2)
    let fresh = try practice.open(new)
    #expect(try fresh.opensAnything(in: file, of: try SQLiteStorage.open(copy: backup)) == 0)
  }

  @Test func `until the vault has taken the new key in, the old one opens it as ever`() throws {
    let practice = try Practice()
    let (old, new) = (Person("Ana Ruiz"), Person("Ana Ruiz"))
    let vault = try practice.soloVault(old)
    let full = FullMemory()
    // Stopped before the commit: where the new device is to remember the vault, nothing can be written.
    #expect(throws: FullMemory.Full.self) {
      try vault.exchangeDevice(for: try new.identity(), remembering: full)
    }
    #expect(try vault.state.size == 1)
    #expect(throws: (any Error).self) { try practice.open(new) }
    #expect(try practice.open(old).clients().isEmpty)
  }

  @Test func `stopped directly behind the commit, the new key finds all and exchanges the rest`()
    throws
  {
    let practice = try Practice()
    let (old, new) = (Person("Ana Ruiz"), Person("Ana Ruiz"))
    let vault = try practice.soloVault(old)
    let file = try vault.addClient(named: try ClientName("Maria Lopez"))
    try vault.exchangeDevice(for: try new.identity(), remembering: new.memory)
    // Nothing is exchanged yet: the old key is refused all the same.
    #expect(throws: DeviceIsRevoked()) { try practice.open(old) }
    #expect(throws: (any Error).self) {
      try vault.write(try .free("With the old key.", on: practice), in: file)
    }
    let renewed = try practice.open(new)
    #expect(try renewed.state.exposed.isEmpty)
    #expect(try renewed.clients().count == 1)
    // And once more, with the next one.
    let third = Person("Ana Ruiz")
    try renewed.exchangeDevice(for: try third.identity(), remembering: third.memory)
    #expect(try practice.open(third).clients().count == 1)
    #expect(throws: OpensNoLonger()) { try practice.open(new) }
  }

  @Test func `in an agency colleagues hand the keys on anew, and what the old key signs is void`()
    throws
  {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team.comesBack(.supervisor)
    let clinician = try team[.clinician]
    let new = Person("Clara Klein")
    try clinician.exchangeDevice(for: try new.identity(), remembering: new.memory)
    let stolen = try clinician.encoded(
      CheckpointIssued(size: 2, root: ContentHash(hexadecimal: String(repeating: "11", count: 32))),
      by: clinician.device)
    try clinician.enterUnchecked(stolen)
    let renewed = try team.practice.open(new)
    #expect(try renewed.read(note, to: .terminal).note.text == "Said in confidence.")
    #expect(try renewed.state.exposed.isEmpty)
    #expect(try team.holders(of: file) == [.supervisor, .clinician])
    let report = try team[.officer].verify()
    #expect(report.firstFault == nil)
    #expect(report.violations.map(\.violation) == [.refused(.notAMember)])
    try team.comesBack(.supervisor)
    let later = try renewed.write(try .free("Afterwards.", on: team.practice), in: file)
    #expect(try team[.supervisor].read(later, to: .terminal).note.text == "Afterwards.")
  }
}

/// Where nothing can be kept.
private final class FullMemory: DeviceMemory {
  struct Full: Error {}

  func load(_ item: MemoryItem) -> [UInt8]? { nil }
  func save(_ bytes: [UInt8], as item: MemoryItem) throws { throw Full() }
}
