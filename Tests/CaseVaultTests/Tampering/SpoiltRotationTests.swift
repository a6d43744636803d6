import AuditLog
import Casework
import Keyring
import Sodium
import Synchronization
import Testing

@testable import CaseVault

/// Rotations by a holder with a changed program that seals noise, and the next holder's program, which tries
/// everything at once.
@Suite struct SpoiltRotationTests {
  private var team: Team
  private let file: CaseFileID
  private let note: NoteID
  private let compartment: CompartmentID

  init() throws {
    let scene = try SupervisedFile()
    (team, file, note, compartment) = (scene.team, scene.file, scene.note, scene.compartment)
  }

  private func words(_ name: Team.Name) throws -> String {
    try team[name].read(note, to: .terminal).note.text
  }

  @Test func `noise is found with another holder's next command, and the notes are read again`()
    throws
  {
    var team = team
    try team[.clinician].spoil(note, of: file)
    let entry = try team[.officer].state.size - 1
    // Nobody but who holds the file can tell.
    #expect(try team[.officer].verify().firstFault == nil)
    try team.comesBack(.officer)
    #expect(try team[.officer].done.spoilt.isEmpty)
    try team.comesBack(.supervisor)
    let found = SpoiltRotation(
      compartment: compartment, sequence: entry, member: try team.member(.clinician),
      found: team.practice.clock.now, closed: 1, restored: 1, keptNothing: false)
    #expect(try team[.supervisor].done.spoilt == [found])
    #expect(found.isRepaired)
    #expect(try team[.supervisor].read(note, to: .terminal).note.text == "Said in confidence.")
    #expect(try team[.clinician].read(note, to: .terminal).note.text == "Said in confidence.")
    #expect(try team[.officer].verify().firstFault == nil)
    #expect(try team[.officer].verify().violations == [])
    // It is told for some days, found no second time, and is nothing to whoever did it.
    try team.comesBack(.supervisor)
    #expect(try team[.supervisor].done.spoilt.isEmpty)
    #expect(try team[.supervisor].spoiltRotations() == [found])
    try team.comesBack(.clinician)
    #expect(try team[.clinician].spoiltRotations().isEmpty)
  }

  @Test func `what a colleague rotated rightly is tried once, and nothing is said of it`() throws {
    var team = team
    try team[.clinician].rotate(compartment)
    let size = try team[.officer].state.size
    let supervisor = try #require(team.people[.supervisor])
    for expected in [1, 0] {
      let asked = Mutex<[Int]>([])
      let vault = try Vault.open(
        try team.practice.storage(), with: try supervisor.identity(), memory: supervisor.memory,
        in: Surroundings(
          now: { .earliest },
          trying: { count in
            asked.withLock { $0.append(count) }
            return nil
          }))
      #expect(asked.withLock(\.count) == expected)
      let (done, known, untried) = (
        vault.done, try vault.spoiltRotations(), try vault.journal.log().trials.untried
      )
      #expect(done == SettledWork() && known.isEmpty && untried.isEmpty)
    }
    #expect(try team[.officer].state.size == size)
    // Nor does whoever rotated try their own: each slot was opened before it was stored.
    try team.comesBack(.clinician)
    #expect(try team[.clinician].journal.log().trials == SlotTrials())
  }

  @Test(arguments: [false, true])
  func `a crash between taking it in and trying it leaves it to the next command`(isKept: Bool)
    throws
  {
    var team = team
    try team[.clinician].spoil(note, of: file)
    // Taken in, and with a pin that says so; then nothing more.
    let vault = try team[.supervisor]
    #expect(try vault.journal.log().trials.untried == [compartment])
    if isKept { try vault.journal.keepTrials({ _ in }, durably: true) }
    vault.close()
    try team.comesBack(.supervisor)
    #expect(try team[.supervisor].done.spoilt.map(\.restored) == [1])
    #expect(try team[.supervisor].read(note, to: .terminal).note.text == "Said in confidence.")
  }

  @Test func `a device that lost what it remembered tries everything anew`() throws {
    var team = team
    let supervisor = try #require(team.people[.supervisor])
    try team[.clinician].spoil(note, of: file)
    supervisor.memory.save([], as: .state)
    try team.comesBack(.supervisor)
    #expect(try team[.supervisor].done.spoilt.map(\.restored) == [1])
  }

  @Test func `noise twice in a row is repaired, as each kept what it replaced`() throws {
    var team = team
    try team[.clinician].spoil(note, of: file)
    let entry = try team[.officer].state.size - 1
    try team[.clinician].spoilOnceMore(note, of: file)
    try team.comesBack(.supervisor)
    // It is said of the rotation that had a slot that opened, and made it noise.
    let found = try team[.supervisor].done.spoilt
    #expect(found.map(\.sequence) == [entry])
    #expect(found.map(\.restored) == [1])
    #expect(try team[.supervisor].read(note, to: .terminal).note.text == "Said in confidence.")
    #expect(try team[.officer].verify().firstFault == nil)
  }

  @Test func `a slot that the list passes over is found, and renewed`() throws {
    var team = team
    let known = try #require(try team[.clinician].state.files[file])
    try team[.clinician].rotate(compartment, rows: [known.record.key]) { _, _ in }
    #expect(try team[.officer].verify().firstFault?.kind == .slotsChanged)
    try team.comesBack(.supervisor)
    #expect(try team[.supervisor].done.spoilt.map(\.closed) == [1])
    #expect(try team[.supervisor].read(note, to: .terminal).note.text == "Said in confidence.")
    #expect(try team[.officer].verify().firstFault == nil)
  }

  @Test func `a holder's due rotation finds it first, and renews it from what was kept`() throws {
    var team = team
    try team[.clinician].spoil(note, of: file)
    try team.leaves(.clinician)
    try team.comesBack(.supervisor)
    #expect(try team[.supervisor].done.spoilt.map(\.restored) == [1])
    #expect(try team.holders(of: file) == [.supervisor])
    #expect(try team[.supervisor].read(note, to: .terminal).note.text == "Said in confidence.")
  }

  @Test func `whoever gets the key later tries what was rotated before`() throws {
    var team = team
    let (own, note) = try team.openFile(of: .colleague)
    try team[.colleague].spoil(note, of: own)
    try team.comesBack(.clinician)
    #expect(try team[.clinician].journal.log().trials.untried.isEmpty)
    try team[.colleague].handOver(own, to: try team.member(.clinician))
    try team.comesBack(.clinician)
    #expect(try team[.clinician].done.spoilt.map(\.restored) == [1])
    #expect(try team[.clinician].read(note, to: .terminal).note.text == "Said in confidence.")
  }

  @Test func `the list of clients is tried like a case file`() throws {
    var team = team
    let registry = try #require(try team[.officer].state.registry)
    let known = try #require(try team[.officer].state.files[file])
    try team[.officer].rotate(registry, rows: [known.record.key]) { slots, list in
      try Vault.spoil(&slots[0], &list[0], at: 1)
    }
    try team.comesBack(.supervisor)
    #expect(try team[.supervisor].done.spoilt.map(\.compartment) == [registry])
    #expect(try team[.supervisor].done.spoilt.map(\.restored) == [1])
    #expect(try team[.officer].clients().map(\.name?.text) == ["Maria Lopez"])
    #expect(try team[.officer].verify().firstFault == nil)
  }

  // MARK: - What was kept

  // The limit that SECURITY.md names.
  @Test(arguments: Noise.allCases)
  func `who keeps noise as well is found at once, and only a backup from before opens`(noise: Noise)
    throws
  {
    var team = team
    for vault in try Team.Name.allCases.map({ try team[$0] }) { vault.close() }
    let whole = try team.practice.copyOfDatabase()
    let supervisor = try #require(team.people[.supervisor])
    let memory = supervisor.memory.copy()
    try team.comesBack(.clinician)
    try team[.clinician].spoil(note, of: file, keeping: noise)
    let entry = try team[.clinician].state.size - 1
    try team.comesBack(.supervisor)
    let found = try #require(try team[.supervisor].done.spoilt.first)
    #expect(found.sequence == entry && found.keptNothing)
    #expect(found.closed == 1 && found.restored == 0 && !found.isRepaired)
    let fault = try #require(throws: IntegrityFault.self) {
      _ = try team[.supervisor].read(note, to: .terminal)
    }
    #expect(fault.kind == .textDamaged)
    // It stays in what this device knows, and nobody rotates in vain.
    let size = try team[.supervisor].state.size
    try team.comesBack(.supervisor)
    #expect(try team[.supervisor].spoiltRotations() == [found])
    #expect(try team[.supervisor].state.size == size)
    try team[.supervisor].close()
    try team.practice.putBack(whole)
    supervisor.memory.replace(with: memory)
    try team.comesBack(.supervisor)
    #expect(try team[.supervisor].read(note, to: .terminal).note.text == "Said in confidence.")
  }

  @Test(arguments: Noise.allCases)
  func `noise in the place of what was kept is found though everything opens`(noise: Noise) throws {
    var team = team
    try team[.clinician].rotate(compartment, keeping: noise, rows: team.rows(of: file, note))
    let size = try team[.officer].state.size
    try team.comesBack(.supervisor)
    let found = try #require(try team[.supervisor].done.spoilt.first)
    #expect(found.closed == 0 && found.keptNothing && found.isRepaired)
    #expect(try team[.officer].state.size == size)
    #expect(try team[.supervisor].read(note, to: .terminal).note.text == "Said in confidence.")
  }

  @Test func `what was kept and is no such thing is a fault to everybody`() throws {
    let size = try team[.clinician].state.size
    try team[.clinician].rotate(
      compartment, rows: team.rows(of: file, note), sealing: { $0[0] = 9 }, changing: { _, _ in })
    let fault = IntegrityFault(.slotsChanged, at: .entry(size))
    #expect(try team[.officer].verify().firstFault == fault)
  }

  @Test func `with the old secret and the new database a leaver opens nothing of what was kept`()
    throws
  {
    var team = team
    let (clinician, officer) = (try team[.clinician], try team[.officer])
    let old = try #require(try clinician.state.compartments[compartment]?.current)
    let slots = try team.rows(of: file, note).map { try clinician.slots(of: $0) }
    _ = try clinician.journal.reading {
      try clinician.keys.open(compartment, of: clinician.state, in: $0, vault: clinician.id)
    }
    try team.leaves(.clinician)
    try team.comesBack(.supervisor)
    try officer.journal.catchUp()
    let text = try officer.keptText(of: compartment)
    let new = try #require(try officer.state.compartments[compartment]?.current)
    let keyring = clinician.keys.keyring
    #expect(keyring.holds(old))
    #expect(throws: KeyringError.self) {
      try keyring.openKeptSlots(text, from: new, in: ContentHash(clinician.id))
    }
    // Not under the key that they have either, and none of the slots lies there for that to open.
    #expect(throws: ChainError.misplaced) {
      try keyring.openKeptSlots(text, from: old, in: ContentHash(clinician.id))
    }
    for row in slots {
      let slot = Array(row[18..<78])
      #expect(!text.indices.dropLast(60).contains { Array(text[$0..<$0 + 60]) == slot })
    }
    let opened = try team[.supervisor].openedKept(of: compartment)
    #expect(opened.epoch == old)
    #expect(Set(opened.slots) == Set(slots.map { Array($0[1..<78]) }))
  }

  @Test func `what was kept is a part of the log, missing, changed or planted`() throws {
    var team = team
    try team[.clinician].rotate(compartment)
    let officer = try team[.officer]
    let address = try officer.keptAddress(of: compartment)
    let place = IntegrityFault.Place.chunk(address)
    let name = "x'\(address.hexadecimal)'"
    try team.practice.tamper("UPDATE chunk SET bytes = zeroblob(900) WHERE address = \(name)")
    #expect(try officer.verify().firstFault == IntegrityFault(.chunkDamaged, at: place))
    try team.practice.tamper("DELETE FROM chunk WHERE address = \(name)")
    #expect(try officer.verify().firstFault == IntegrityFault(.chunkMissing, at: place))
    // Who works on is not kept from it, is told without anybody being blamed, and does not try it again.
    try team.comesBack(.supervisor)
    let found = try #require(try team[.supervisor].done.spoilt.first)
    #expect(found.isKeptMissing && !found.keptNothing && found.closed == 0)
    #expect(try team[.supervisor].journal.log().trials.untried.isEmpty)
    #expect(try team[.supervisor].read(note, to: .terminal).note.text == "Said in confidence.")
    try team[.supervisor].rotate(compartment)
    #expect(try team[.supervisor].read(note, to: .terminal).note.text == "Said in confidence.")
  }

  @Test func `a second thing kept that no entry names is a fault`() throws {
    try team[.clinician].rotate(compartment)
    let officer = try team[.officer]
    try team.practice.tamper(
      """
      INSERT INTO chunk (address, bytes) SELECT zeroblob(32), bytes FROM chunk
      WHERE address = x'\(try officer.keptAddress(of: compartment).hexadecimal)'
      """)
    #expect(try officer.verify().firstFault?.kind == .chunkUnnamed)
  }

  @Test func `what whoever keeps the database did to a slot is not said of who rotated`() throws {
    var team = team
    let before = try team[.clinician].slots(of: EnvelopeKey(id: note, version: 1))
    try team[.clinician].rotate(compartment)
    for slots in [before, [UInt8](repeating: 0, count: 90)] {
      try team.practice.tamper(
        """
        UPDATE envelope SET slots = x'\(Hexadecimal.text(of: slots))'
        WHERE id = x'\(note.hexadecimal)'
        """)
      try team[.supervisor].journal.keepTrials({ _ in }, durably: false)
      let person = try #require(team.people[.supervisor])
      person.memory.save([], as: .state)
      try team.comesBack(.supervisor)
      #expect(try team[.supervisor].done.spoilt.isEmpty)
      #expect(try team[.supervisor].journal.log().trials.untried.isEmpty)
      let place = IntegrityFault.Place.envelope(note, version: 1)
      #expect(try team[.officer].verify().firstFault == IntegrityFault(.slotsChanged, at: place))
    }
  }
}
