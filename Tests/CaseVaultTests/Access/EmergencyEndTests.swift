import Casework
import Keyring
import Sodium
import Testing

@testable import CaseVault

/// The end of an emergency, by its time, by word and by what it rested on; and what an end, a change of the
/// roster and a leaving take away, or cannot.
@Suite struct EmergencyEndTests {
  @Test func `when it is over the file's key is exchanged, by its own people and nobody else`()
    throws
  {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team.puts(onDuty: [.colleague])
    try team.emergency(on: file)
    _ = try team.text(of: note)
    let before = try team.compartmentEpoch(of: file)
    let held = try #require(team.vaults[.colleague])
    try held.closeEmergency(1)
    try team.comesBack(.colleague)
    // Whoever opened it does not draw its next key.
    #expect(try team.compartmentEpoch(of: file) == before)
    try team.comesBack(.clinician)
    #expect(try team.compartmentEpoch(of: file) == before + 1)
    #expect(throws: Refusal.self) { try team.text(of: note) }
    #expect(try held.opensAnything(in: file) == 0)
    // Those on duty can get in again: with another emergency, and another review.
    try team.emergency(on: file)
    #expect(try team.text(of: note) == "Said in confidence.")
    #expect(try team[.officer].state.unreviewedEmergencies.count == 2)
    #expect(try team.isSound())
  }

  @Test func `it ends by its time, four hours at most`() throws {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team.puts(onDuty: [.colleague])
    #expect(throws: CannotOpenEmergency.tooLong) {
      try team.emergency(on: file, lasting: TimeSpan(milliseconds: 4 * 3_600_000 + 1))
    }
    #expect(throws: CannotOpenEmergency.endIsPast) {
      try team.emergency(on: file, lasting: TimeSpan(milliseconds: 0))
    }
    try team.emergency(on: file)
    #expect(throws: CannotOpenEmergency.isOpenAlready(1)) { try team.emergency(on: file) }
    team.practice.clock.advance(by: TimeSpan(milliseconds: 4 * 3_600_000 - 1))
    #expect(try team.text(of: note) == "Said in confidence.")
    team.practice.clock.advance(by: TimeSpan(milliseconds: 1))
    #expect(throws: Refusal.self) { try team.text(of: note) }
    #expect(throws: Refusal.self) { try team.note("Too late.", in: file, by: .colleague) }
    // Anybody's next command puts it down.
    try team.comesBack(.administrator)
    guard case .ended(let by, _) = try #require(try team[.officer].state.emergency(1)).stage else {
      Issue.record("its end is not in the log")
      return
    }
    #expect(try by == team.member(.administrator))
    #expect(try team.isSound())
  }

  /// Design §5's rule for an end, one case after the other.
  @Test func `clocks set forward end it, and clocks set back are flagged and not prevented`() throws
  {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team.puts(onDuty: [.colleague])
    try team.emergency(on: file)
    // The opener's own clock, an entry at the end: over by their own word, whatever it says next.
    team.practice.clock.advance(by: .hours(4))
    _ = try? team.text(of: note)
    team.practice.clock.advance(by: .hours(-4))
    #expect(throws: Refusal.self) { try team.text(of: note) }
    #expect(try team[.officer].state.emergency(1)?.isOpen(at: nil) == false)
    // A colleague's clock that is ahead ends the next one early: nobody's secrets suffer.
    try team.emergency(on: file)
    team.practice.clock.advance(by: .hours(5))
    try team.comesBack(.administrator)
    team.practice.clock.advance(by: .hours(-5))
    #expect(throws: Refusal.self) { try team.text(of: note) }
    // Set back behind the beginning: over, or whoever opens with a clock ahead would have days.
    try team.emergency(on: file)
    team.practice.clock.advance(by: .hours(-1))
    #expect(throws: Refusal.self) { try team.text(of: note) }
    team.practice.clock.advance(by: .hours(1))
    // The opener's clock set back before it ends, and nobody else there: they read on, and it is flagged.
    try team.emergency(on: file)
    team.practice.clock.advance(by: .hours(3))
    _ = try team.text(of: note)
    let flagged = try team[.officer].state.stepsBack.count
    team.practice.clock.advance(by: .hours(-3))
    #expect(try team.text(of: note) == "Said in confidence.")
    #expect(try team[.officer].state.stepsBack.count == flagged + 1)
  }

  @Test
  func `one that was opened by a clock ahead is put down by its review, or by two who see it`()
    throws
  {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team.puts(onDuty: [.colleague])
    func openedAhead() throws -> Emergency {
      team.practice.clock.advance(by: .days(10))
      defer { team.practice.clock.advance(by: .days(-10)) }
      return try team.emergency(on: file)
    }
    _ = try openedAhead()
    try team[.officer].reviewEmergency(1, finding: .notAppropriate, saying: "Not at that hour.")
    #expect(try team[.officer].state.emergency(1)?.isOpen(at: nil) == false)
    // By itself it ends once somebody has told the time, and somebody else has the same.
    let second = try openedAhead()
    try team.comesBack(.administrator)
    #expect(try team[.officer].state.emergency(second.number)?.stage == .open)
    _ = try team[.officer].clients()
    try team.comesBack(.officer)
    #expect(try team[.officer].state.emergency(second.number)?.stage == .open)
    try team.comesBack(.administrator)
    #expect(try team[.officer].state.emergency(second.number)?.isOpen(at: nil) == false)
    team.practice.clock.advance(by: .days(10))
    #expect(throws: Refusal.self) { try team.text(of: note) }
    #expect(try team.isSound())
  }

  @Test func `one slow clock ends nobody's emergency`() throws {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team.puts(onDuty: [.colleague])
    try team.emergency(on: file)
    team.practice.clock.advance(by: .minutes(-6))
    _ = try team[.officer].clients()
    try team.comesBack(.officer)
    team.practice.clock.advance(by: .minutes(6))
    #expect(try team.text(of: note) == "Said in confidence.")
  }

  @Test func `off duty, left, or without their device's word, it is over`() throws {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team.puts(onDuty: [.colleague])
    try team.emergency(on: file)
    try team[.officer].setRoster([try team.member(.supervisor)])
    #expect(throws: Refusal.self) { try team.text(of: note) }
    #expect(try team[.officer].state.emergency(1)?.isOpen(at: nil) == false)
    try team[.officer].setRoster([try team.member(.colleague)])
    try team.comesBack(.colleague)
    try team.emergency(on: file)
    // Who supervises or works in the file and thinks otherwise ends it; somebody else does not.
    #expect(throws: Refusal.self) { try team[.administrator].closeEmergency(2) }
    try team[.supervisor].closeEmergency(2)
    #expect(throws: Refusal.self) { try team.text(of: note) }
    #expect(throws: CannotOpenEmergency.isClosed) { try team[.colleague].closeEmergency(2) }
    try team.emergency(on: file)
    try team[.clinician].closeEmergency(3)
    #expect(throws: Refusal.self) { try team.text(of: note) }
  }

  @Test func `who comes on duty reaches every file at once, by the key of those before`() throws {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team.puts(onDuty: [.colleague])
    try team[.officer].setRoster([
      try team.member(.colleague), try team.member(.supervisor),
    ])
    let other = try team[.colleague].addClient(named: try ClientName("Juan Perez"))
    let theirs = try team.note("Of somebody else's client.", in: other, by: .colleague)
    try team.comesBack(.colleague)
    // The colleague goes off duty, and the supervisor exchanges the key with her next command.
    try team[.officer].setRoster([try team.member(.supervisor)])
    try team.comesBack(.supervisor)
    let state = try team[.officer].state
    let duty = try #require(state.emergency.flatMap { state.compartments[$0] })
    #expect(duty.current.epoch == 2)
    #expect(duty.holders == [HolderID(try team.member(.supervisor))])
    // What the colleague sealed to the first epoch opens by the chain.
    try team.emergency(on: other, by: .supervisor)
    #expect(try team.text(of: theirs, for: .supervisor) == "Of somebody else's client.")
    #expect(try team.text(of: note, for: .supervisor) == "Said in confidence.")
    _ = file
    #expect(try team.isSound())
  }

  @Test func `who was on duty hands the key on to those who are, and does nothing else with it`()
    throws
  {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team.puts(onDuty: [.colleague])
    let fifth = Person("Fritz Falk")
    let fritz = try team.practice.enrol(
      fifth, as: [.clinician], by: team[.officer], and: team[.administrator])
    try team[.officer].setRoster([fritz.member])
    // Before the colleague's next command nobody on duty has it.
    #expect(try team[.officer].roster().holders.isEmpty)
    try team.comesBack(.colleague)
    #expect(try team[.officer].roster().holders == [fritz.member])
    let his = try team.practice.open(fifth)
    try his.openEmergency(on: file, for: .violence, lasting: .hours(1), because: "x")
    #expect(try his.read(note, to: .terminal).note.text == "Said in confidence.")
    let state = try team[.officer].state
    #expect(
      state.emergency.flatMap { state.compartments[$0] }?.holders == [HolderID(fritz.member)])
    #expect(try team.isSound())
  }

  /// The limit that SECURITY.md names.
  @Test func `somebody on duty with a changed program reads any file, and leaves no entry`() throws
  {
    var team = try Team()
    let (file, _) = try team.openFile()
    try team.puts(onDuty: [.colleague])
    let size = try team[.officer].state.size
    #expect(try team[.colleague].opensByDutySilently(in: file) == 2)
    #expect(try team[.officer].state.size == size)
    #expect(try team[.officer].state.emergencies.isEmpty)
  }

  /// The limit that SECURITY.md names, and what ends it.
  @Test
  func `who was on duty and kept the key opens what was sealed to it, until nobody is on duty`()
    throws
  {
    var team = try Team()
    let (file, _) = try team.openFile()
    try team.puts(onDuty: [.colleague, .supervisor])
    try team.comesBack(.supervisor)
    // A changed program keeps it, and tries nothing yet.
    let kept = try #require(team.vaults[.colleague])
    let duty = try #require(try kept.state.emergency)
    try kept.storage.reading { reader in
      _ = try kept.keys.open(duty, of: try kept.state, in: reader, vault: kept.id)
    }
    try team[.officer].setRoster([try team.member(.supervisor)])
    try team.comesBack(.supervisor)
    // Off duty, with the vault as it is: the file's wrap is sealed to the epoch that they kept.
    try kept.journal.catchUp()
    #expect(try kept.opensByKeptDutyKey(in: file) == 2)
    // With nobody on duty each file's people exchange its key, and what was kept opens nothing new.
    try team[.officer].setRoster([])
    try team.comesBack(.clinician)
    let later = try team.note("Written after.", in: file)
    try team.puts(onDuty: [.supervisor])
    try kept.journal.catchUp()
    kept.keys.keyring.forget(try team.compartment(of: file))
    #expect(try kept.opensByKeptDutyKey(in: file) == 0)
    #expect(try team.text(of: later, for: .clinician) == "Written after.")
    #expect(try team.isSound())
  }

  @Test func `when somebody on duty leaves, every file that they could open gets another key`()
    throws
  {
    var team = try Team()
    let (file, _) = try team.openFile()
    try team.puts(onDuty: [.colleague, .supervisor])
    try team.comesBack(.supervisor)
    let kept = try #require(team.vaults[.colleague])
    let exposure = try team[.officer].exposure(of: try team.member(.colleague))
    #expect(exposure.canOpen.map(\.text) == ["C-1"])
    #expect(exposure.couldOpen.map(\.text) == ["C-1"])
    _ = try kept.opensByDutySilently(in: file)
    let before = try team.compartmentEpoch(of: file)
    let number = try team[.officer].proposeOffboarding(
      of: try team.member(.colleague), leavingClosed: true)
    try team[.administrator].approve(number)
    #expect(try team[.officer].state.roster == [try team.member(.supervisor)])
    try team.comesBack(.supervisor)
    try team.comesBack(.clinician)
    #expect(try team.compartmentEpoch(of: file) > before)
    let later = try team.note("Written after.", in: file)
    let present = try team.practice.storage()
    #expect(try kept.opensAnything(in: file, of: present) == 0)
    // The supervisor, who is left on duty, still reaches it.
    #expect(try team[.officer].roster().beyondReach == 0)
    #expect(try team.text(of: later, for: .supervisor) == "Written after.")
    #expect(try team.isSound())
  }

  @Test
  func `when the last one on duty leaves, the key is given up and the next one draws another`()
    throws
  {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team.puts(onDuty: [.colleague])
    let first = try #require(try team[.officer].state.emergency)
    let number = try team[.officer].proposeOffboarding(
      of: try team.member(.colleague), leavingClosed: true)
    try team[.administrator].approve(number)
    #expect(try team[.officer].state.emergency == nil)
    #expect(try team[.officer].state.roster.isEmpty)
    let before = try team.compartmentEpoch(of: file)
    try team.comesBack(.clinician)
    // Nobody is on duty, and what the leaver could open by that key is exchanged all the same.
    #expect(try team.compartmentEpoch(of: file) == before + 1)
    try team.puts(onDuty: [.supervisor])
    let second = try #require(try team[.officer].state.emergency)
    #expect(first != second)
    #expect(try team[.officer].roster().beyondReach == 0)
    #expect(try team.text(of: note, for: .supervisor) == "Said in confidence.")
    _ = file
    #expect(try team.isSound())
  }
}

extension Team {
  func compartmentEpoch(of file: CaseFileID) throws -> UInt32 {
    try #require(try self[.officer].state.compartments[try compartment(of: file)]).current.epoch
  }
}

extension Vault {
  /// What a program opens of a file that has kept the key of those on duty, and finds the file's wrap by it.
  func opensByKeptDutyKey(in file: CaseFileID) throws -> Int {
    let state = try state
    let known = try #require(state.files[file])
    let compartment = try #require(state.compartments[known.compartment])
    try storage.reading { reader in
      for duty in state.compartments.values where duty.current.kind == .emergency {
        for epoch in keys.keyring.epochs(of: duty.current.compartment) {
          let place = try LocatorKey(of: epoch).wrapLocator(
            of: known.compartment, epoch: compartment.current.epoch)
          guard let bytes = try reader.wrap(at: place.bytes) else { continue }
          let opener = try WrapOpener(epoch, in: keys.keyring)
          try keys.keyring.open(
            bytes, as: compartment.current, by: opener, in: ContentHash(id))
        }
      }
    }
    return try opensAnything(in: file)
  }
}
