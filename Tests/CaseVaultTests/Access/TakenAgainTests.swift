import Casework
import Foundation
import Keyring
import SQLiteStorage
import Testing

@testable import CaseVault

/// Yesterday's copy is put back, by two officers and by others: what was taken away since stays taken away.
@Suite struct TakenAgainTests {
  @Test func `a stolen device that was revoked since is revoked again, and its keys exchanged`()
    throws
  {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team.comesBack(.supervisor)
    let laptop = Person("Clara Klein")
    let stolen = try team.addDevice(laptop, to: .clinician)
    _ = try stolen.read(note, to: .terminal)
    let yesterday = try team.practice.copyOfDatabase()
    try team[.clinician].revokeDevice(stolen.device)
    try team.takeIn(.administrator, .officer)
    let told = try team.restore(yesterday, by: .administrator)
    let revoked = Taking.device(stolen.device, of: try team.member(.clinician))
    #expect(told.named.takings == [revoked] && told.byHand == [] && told.closed == [])
    // The thief comes along too, with a program that asks nobody.
    let thief = try Vault.accept(
      try team.practice.storage(), with: try laptop.identity(), memory: laptop.memory,
      in: team.practice.clock.surroundings)
    #expect(try thief.read(note, to: .terminal).note.text == "Said in confidence.")
    #expect(try thief.opensAnything(in: file) > 0)
    try team.approveRestoring(by: .officer)
    try team.accepts(.clinician)
    try team.comesBack(.clinician)
    let state = try team[.clinician].state
    #expect(state.members[stolen.member]?.devices == [try team[.clinician].device])
    #expect(state.exposed.isEmpty && state.generation == 2)
    // An entry of its own, made before it hears of it, is void; and afterwards it finds no key.
    try team[.clinician].write(try .free("Afterwards.", on: team.practice), in: file)
    #expect(try thief.opensAnything(in: file) == 0)
    #expect(throws: OpensNoLonger()) { try team.practice.open(laptop) }
    #expect(try team[.clinician].read(note, to: .terminal).note.text == "Said in confidence.")
    #expect(try team[.officer].verify().firstFault == nil)
    #expect(try team[.officer].verify().violations == [])
  }

  @Test func `who has left since does not read what is written afterwards`() throws {
    var team = try Team()
    let (file, _) = try team.openFile()
    try team.comesBack(.supervisor)
    let compartment = try team.compartment(of: file)
    try team[.supervisor].assign(file, to: try team.member(.colleague))
    let colleague = try team[.colleague]
    #expect(try colleague.clients().count == 1)
    #expect(try colleague.opensAnything(in: file) > 0)
    let yesterday = try team.practice.copyOfDatabase()
    try team.letGo(.colleague)
    try team.takeIn(.administrator)
    let told = try team.restore(yesterday, by: .administrator)
    #expect(told.named.takings == [.member(colleague.member)] && told.closed == [])
    let leaver = try #require(team.people[.colleague])
    let back = try Vault.accept(
      try team.practice.storage(), with: try leaver.identity(), memory: leaver.memory,
      in: team.practice.clock.surroundings)
    #expect(try back.clients().count == 1)
    #expect(try back.opensAnything(in: file) > 0)
    try team.accepts(.officer)
    try team.approveRestoring(by: .officer)
    try team.accepts(.clinician)
    try team.comesBack(.clinician)
    #expect(try team[.clinician].state.compartment(compartment)?.isHeld(by: back.member) == false)
    try team[.clinician].write(try .free("Afterwards.", on: team.practice), in: file)
    #expect(try back.opensAnything(in: file) == 0)
    #expect(throws: (any Error).self) { _ = try team.practice.open(leaver) }
    #expect(try team[.officer].verify().firstFault == nil)
  }

  @Test func `a grant that was taken back since opens nothing new, and its key is gone`() throws {
    var team = try Team()
    let (file, _) = try team.openFile()
    try team.comesBack(.supervisor)
    let grant = try team.grant(file)
    let note = try team.note("While it ran.", in: file)
    #expect(try team.text(of: note) == "While it ran.")
    let yesterday = try team.practice.copyOfDatabase()
    try team[.supervisor].endGrant(grant.number)
    try team.takeIn(.administrator)
    let told = try team.restore(yesterday, by: .administrator)
    #expect(told.named.takings == [.grant(grant.number, on: file)])
    try team.accepts(.officer)
    try team.approveRestoring(by: .officer)
    for name in [Team.Name.colleague, .clinician] { try team.accepts(name) }
    #expect(throws: Refusal.self) { try team.text(of: note) }
    let later = try team.note("Afterwards.", in: file)
    #expect(throws: Refusal.self) { try team.text(of: later) }
    let opened = try team[.colleague].opensByGrants()
    #expect(opened.isEmpty)
    #expect(try team[.officer].verify().firstFault == nil)
  }

  // A limit: until two have said that the copy counts, all in it stands as it stood.
  @Test func `until the restoring is approved, a grant that was taken back since opens`() throws {
    var team = try Team()
    let (file, _) = try team.openFile()
    try team.comesBack(.supervisor)
    let grant = try team.grant(file)
    let note = try team.note("While it ran.", in: file)
    let yesterday = try team.practice.copyOfDatabase()
    try team[.supervisor].endGrant(grant.number)
    #expect(throws: Refusal.self) { try team.text(of: note) }
    try team.takeIn(.administrator)
    try team.restore(yesterday, by: .administrator)
    try team.accepts(.colleague)
    #expect(try team.text(of: note) == "While it ran.")
    try team.approveRestoring(by: .officer)
    #expect(throws: Refusal.self) { try team.text(of: note) }
  }

  @Test func `a conflict that was declared since keeps them out`() throws {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team.comesBack(.supervisor)
    let yesterday = try team.practice.copyOfDatabase()
    let clinician = try team.member(.clinician)
    try team[.officer].declareConflict(of: clinician, with: file, because: "A cousin of hers.")
    try team.takeIn(.administrator)
    let told = try team.restore(yesterday, by: .administrator)
    #expect(told.named.takings == [.conflict(of: clinician, with: file)])
    try team.accepts(.officer)
    try team.approveRestoring(by: .officer)
    for name in [Team.Name.clinician, .supervisor] { try team.accepts(name) }
    try team.comesBack(.supervisor)
    #expect(throws: Refusal.self) { try team[.clinician].read(note, to: .terminal) }
    #expect(try team.holders(of: file) == [.supervisor])
  }

  // An officer with a changed program names less than they know; here they have lost what they knew.
  @Test func `another device tells what a restoring leaves out`() throws {
    var team = try Team()
    _ = try team.openFile()
    let stolen = try team.addDevice(Person("Clara Klein"), to: .clinician)
    let yesterday = try team.practice.copyOfDatabase()
    try team[.clinician].revokeDevice(stolen.device)
    try team.letGo(.colleague)
    try team.takeIn(.administrator, .officer, .supervisor)
    let memory = try #require(team.people[.administrator]).memory
    memory.save([], as: .state)
    let told = try team.restore(yesterday, by: .administrator)
    #expect(told == TakenByRestoring(named: TakenAgain(), byHand: nil, closed: []))
    let left: [Taking] = [
      .member(try team.member(.colleague)),
      .device(stolen.device, of: try team.member(.clinician)),
    ]
    #expect(try team.accepts(.officer)?.givenBack == left)
    try team.approveRestoring(by: .officer)
    #expect(try team.accepts(.supervisor)?.givenBack == left)
    // What somebody has taken away since is not told any more.
    try team.accepts(.clinician)
    try team[.clinician].revokeDevice(stolen.device)
    #expect(try team[.clinician].state.giveBack(what: team[.clinician].state) == [])
  }

  @Test func `who accepts is told nothing of what the restoring takes away again`() throws {
    var team = try Team()
    let yesterday = try team.practice.copyOfDatabase()
    try team.letGo(.colleague)
    try team.takeIn(.administrator, .officer, .supervisor)
    try team.restore(yesterday, by: .administrator)
    #expect(try team.accepts(.officer)?.givenBack == [])
    try team.approveRestoring(by: .officer)
    #expect(try team.accepts(.supervisor)?.givenBack == [])
  }

  @Test func `files that nobody else has are not closed without a word`() throws {
    var team = try Team()
    let file = try team[.colleague].addClient(named: try ClientName("Ben Bauer"))
    let yesterday = try team.practice.copyOfDatabase()
    try team[.colleague].handOver(file, to: try team.member(.clinician))
    try team.letGo(.colleague)
    try team.takeIn(.administrator)
    let number = try #require(ClientNumber(1))
    #expect(throws: RestoringClosesFiles(files: [number], hasRecovery: false)) {
      try team.restore(yesterday, by: .administrator)
    }
    // Nothing has happened: the copy is put back anew, and the device still knows.
    let kept = try team.restore(yesterday, by: .administrator, closing: .membersKept)
    #expect(kept.named.isEmpty && kept.closed == [])
    #expect(kept.byHand == [.member(try team.member(.colleague))])
    team = try Team()
    let other = try team[.colleague].addClient(named: try ClientName("Ben Bauer"))
    let copy = try team.practice.copyOfDatabase()
    try team[.colleague].handOver(other, to: try team.member(.clinician))
    try team.letGo(.colleague)
    try team.takeIn(.administrator)
    let closed = try team.restore(copy, by: .administrator, closing: .leftClosed)
    #expect(closed.named.takings == [.member(try team.member(.colleague))])
    #expect(closed.closed == [number] && closed.byHand == [])
    try team.accepts(.officer)
    let waiting = try #require(try team[.officer].waitingActs().first)
    #expect(waiting.closed == [number])
    try team.approveRestoring(by: .officer)
    #expect(try team[.officer].state.dueKeys(of: team.member(.officer)).withoutReader == 1)
  }

  @Test func `a practice of one takes it away at once, and exchanges the keys`() throws {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    let vault = try practice.soloVault(ana)
    let file = try vault.addClient(named: try ClientName("Maria Lopez"))
    let note = try vault.write(try .free("Said in confidence.", on: practice), in: file)
    let laptop = Person("Ana Ruiz")
    try vault.addDevice(try EnrolmentRequest.parse(laptop.request(at: practice.clock.now)))
    let stolen = try practice.join(laptop, by: try vault.ticket())
    #expect(try stolen.read(note, to: .terminal).note.text == "Said in confidence.")
    #expect(try stolen.opensAnything(in: file) > 0)
    let yesterday = try practice.copyOfDatabase()
    try vault.revokeDevice(stolen.device)
    vault.close()
    try practice.putBack(yesterday)
    var told: TakenByRestoring?
    let restored = try Vault.restore(
      try practice.storage(), accepting: true, with: try ana.identity(), memory: ana.memory,
      in: practice.clock.surroundings, telling: { told = $0 })
    #expect(told?.named.takings == [.device(stolen.device, of: restored.member)])
    let state = try restored.state
    #expect(state.generation == 2 && state.exposed.isEmpty && state.vaultEpoch == 2)
    try restored.write(try .free("Afterwards.", on: practice), in: file)
    #expect(try stolen.opensAnything(in: file) == 0)
    #expect(try restored.verify().firstFault == nil)
    restored.close()
    #expect(try practice.open(ana).state.generation == 2)
  }

  @Test func `who has left, and a device that was revoked, restore nothing`() throws {
    let team = try Team()
    let tablet = Person("Adam Adler")
    let stolen = try team.addDevice(tablet, to: .administrator)
    let third = Person("Dora Dahl")
    let dora = try team.practice.enrol(
      third, as: [.administrator], by: try team[.officer], and: try team[.administrator])
    let yesterday = try team.practice.copyOfDatabase()
    try team[.administrator].revokeDevice(stolen.device)
    let number = try team[.officer].proposeOffboarding(of: dora.member)
    try team[.administrator].approve(number)
    // Both have seen it before their keys were exchanged.
    try team.remember(like: .officer, tablet, third)
    try team.practice.putBack(yesterday)
    for (person, error) in [(tablet, "DeviceIsRevoked"), (third, "HasLeft")] {
      let refused = #expect(throws: (any Error).self) {
        _ = try Vault.restore(
          try team.practice.storage(), accepting: true, with: try person.identity(),
          memory: person.memory, in: team.practice.clock.surroundings)
      }
      #expect(refused.map { "\(type(of: $0))" } == error)
    }
  }

  // MARK: - What a device remembers

  @Test func `what takes something away is kept at once, whatever came before it`() throws {
    var team = try Team()
    try team.comesBack(.officer)
    let stolen = try team.addDevice(Person("Clara Klein"), to: .clinician)
    try team.comesBack(.officer)
    let memory = try #require(team.people[.officer]).memory
    let before = memory.load(.state)
    _ = try team[.officer].checkpoint()
    #expect(memory.load(.state) == before)
    let pinned = memory.load(.pin)
    try team[.clinician].revokeDevice(stolen.device)
    #expect(memory.load(.pin) == pinned)
    try team.comesBack(.officer)
    #expect(memory.load(.state) != before)
    let officer = try team[.officer]
    let kept = try #require(
      try VerifiedLog.remembered(of: officer.id, from: memory, with: officer.keys))
    #expect(kept.size == (try officer.state.size))
    // And by the one who did it.
    let own = try #require(team.people[.clinician]).memory
    let clinician = try team[.clinician]
    let remembered = try #require(
      try VerifiedLog.remembered(of: clinician.id, from: own, with: clinician.keys))
    #expect(remembered.members[clinician.member]?.devices == [clinician.device])
  }

  // The first restoring is never approved: somebody puts the copy back once more.
  @Test func `what was named once is named again, until the log says so`() throws {
    var team = try Team()
    let yesterday = try team.practice.copyOfDatabase()
    try team.letGo(.colleague)
    try team.takeIn(.administrator, .officer)
    let left = [Taking.member(try team.member(.colleague))]
    #expect(try team.restore(yesterday, by: .administrator).named.takings == left)
    #expect(try team.accepts(.officer)?.givenBack == [])
    #expect(try team.restore(yesterday, by: .administrator).named.takings == left)
    // Nor does the other officer's device forget it by having accepted.
    #expect(try team.restore(yesterday, by: .officer).named.takings == left)
    try team.accepts(.administrator)
    try team.approveRestoring(by: .administrator)
    try team.takeIn(.officer)
    let memory = try #require(team.people[.officer]).memory
    #expect(memory.load(.takings) == [])
    let approved = try team.practice.copyOfDatabase()
    _ = try team[.officer].checkpoint()
    #expect(try team.restore(approved, by: .officer).named.isEmpty)
  }

  @Test(arguments: [MemoryItem.pin, .state])
  func `a restoring that a crash interrupts forgets nothing`(crash: MemoryItem) throws {
    var team = try Team()
    let yesterday = try team.practice.copyOfDatabase()
    try team.letGo(.colleague)
    try team.takeIn(.administrator)
    try team.practice.putBack(yesterday)
    let adam = try #require(team.people[.administrator])
    let failing = FailingMemory(adam.memory, at: crash)
    #expect(throws: FailingMemory.Full.self) {
      _ = try Vault.restore(
        try team.practice.storage(), accepting: true, with: try adam.identity(), memory: failing,
        in: team.practice.clock.surroundings)
    }
    if crash == .pin {
      #expect(throws: IntegrityFault.self) { _ = try team.practice.open(adam) }
    } else {
      #expect(try team.practice.open(adam).state.generation == 1)
    }
    let told = try team.restore(yesterday, by: .administrator)
    #expect(told.named.takings == [.member(try team.member(.colleague))])
  }
}

/// A memory that is full when something is to be kept, and works as before otherwise.
private final class FailingMemory: DeviceMemory {
  struct Full: Error {}
  private let memory: any DeviceMemory
  private let item: MemoryItem

  init(_ memory: any DeviceMemory, at item: MemoryItem) {
    (self.memory, self.item) = (memory, item)
  }

  func load(_ item: MemoryItem) throws -> [UInt8]? { try memory.load(item) }

  func save(_ bytes: [UInt8], as item: MemoryItem) throws {
    if item == self.item { throw Full() }
    try memory.save(bytes, as: item)
  }
}
