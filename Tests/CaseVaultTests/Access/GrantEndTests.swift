import Casework
import Keyring
import Testing

@testable import CaseVault

/// The end of access, by its time, by word, and by what it rested on: what opens then, and what no end undoes.
@Suite struct GrantEndTests {
  @Test func `at its end the program refuses at once, and the next command takes the key`() throws {
    var team = try Team()
    let (file, _) = try team.openFile()
    try team.grant(file, .all, lasting: .days(3))
    let note = try team.note("While it runs.", in: file)
    team.practice.clock.advance(by: .days(3).less(1))
    #expect(try team.text(of: note) == "While it runs.")
    team.practice.clock.advance(by: TimeSpan(milliseconds: 1))
    #expect(throws: Refusal.self) { try team.text(of: note) }
    #expect(throws: Refusal.self) { try team.note("Too late.", in: file, by: .colleague) }
    #expect(throws: Refusal.self) { try team[.colleague].notes(of: file) }
    #expect(try team[.colleague].clients().isEmpty)
    // Anybody's next command: nobody who could rotate the file has to come.
    try team.comesBack(.administrator)
    let grant = try #require(try team[.officer].state.grant(1))
    guard case .ended(let by, _) = grant.stage else {
      Issue.record("its end is not in the log")
      return
    }
    #expect(try by == team.member(.administrator))
    let given = try #require(grant.given)
    #expect(try team[.officer].state.compartments[given.compartment]?.wraps == [])
    #expect(try team[.officer].verify().firstFault == nil)
    #expect(try team[.officer].verify().violations == [])
  }

  @Test func `an expired grantee opens nothing in the vault as it is`() throws {
    var team = try Team()
    let (file, _) = try team.openFile()
    try team.grant(file, .all, lasting: .days(3))
    #expect(try team[.colleague].opensByGrants().count == 2)
    team.practice.clock.advance(by: .days(3))
    try team.comesBack(.supervisor)
    // Their device, with its own key, and a program that asks nobody.
    try team.comesBack(.colleague)
    let opened = try team[.colleague].opensByGrants()
    #expect(opened.isEmpty)
    #expect(try team[.colleague].opensAnything(in: file) == 0)
  }

  /// The limit that SECURITY.md begins with.
  @Test
  func `with a copy from before, a former grantee opens what they could open then, and no more`()
    throws
  {
    var team = try Team()
    let (file, before) = try team.openFile()
    try team.grant(file, lasting: .days(3))
    let during = try team.note("While it runs.", in: file)
    let copy = try team.practice.copyOfDatabase()
    let colleague = try #require(team.people[.colleague])
    let memory = colleague.memory.copy()
    team.practice.clock.advance(by: .days(3))
    try team.comesBack(.supervisor)
    let after = try team.note("Long over.", in: file)
    let now = try team.practice.copyOfDatabase()
    try team.practice.putBack(copy)
    colleague.memory.replace(with: memory)
    // An honest program with an honest clock would end it in the copy too.
    team.practice.clock.advance(by: .days(-3))
    try team.comesBack(.colleague)
    let name = try #require(try team[.colleague].state.files[file]).record.key
    #expect(
      try team[.colleague].opensByGrants() == [
        name, EnvelopeKey(id: during, version: 1),
      ])
    // With the secret in hand, the vault as it is now gives them nothing that is new.
    let held = try #require(team.vaults[.colleague])
    try team.practice.putBack(now)
    let present = try team.practice.storage()
    let opened = try held.opensByGrants(of: present)
    #expect(!opened.contains(EnvelopeKey(id: after, version: 1)))
    #expect(!opened.contains(EnvelopeKey(id: before, version: 1)))
    #expect(opened == [name, EnvelopeKey(id: during, version: 1)])
  }

  @Test func `every slot that a grant gives opens what it is for, and nothing beside it`() throws {
    let team = try Team()
    let (file, first) = try team.openFile()
    let other = try team[.clinician].addClient(named: try ClientName("Juan Perez"))
    _ = try team.note("Of somebody else.", in: other)
    _ = try team.note("Not picked.", in: file)
    let process = try team[.clinician].write(
      try NoteDraft(kind: .psychotherapy, text: "For her alone.", event: nil)
        .validated(at: team.practice.clock.now), in: file)
    try team.grant(file, .picked([first]))
    let name = try #require(try team[.colleague].state.files[file]).record.key
    let opened = try team[.colleague].opensByGrants()
    #expect(opened == [name, EnvelopeKey(id: first, version: 1)])
    #expect(!opened.contains(EnvelopeKey(id: process, version: 1)))
    #expect(try team[.colleague].opensAnything(in: file) == 0)
    #expect(try team[.colleague].opensAnything(in: other) == 0)
    // Nor does the secret that the giver drew stay with them.
    let given = try #require(try team[.supervisor].state.grant(1)?.given)
    let epoch = try #require(try team[.supervisor].state.compartments[given.compartment]).current
    #expect(try !team[.supervisor].keys.keyring.holds(epoch))
  }

  @Test func `taken back, given back, or lost by a conflict, it is over at once`() throws {
    let team = try Team()
    let (file, note) = try team.openFile()
    try team.grant(file, .all)
    try team[.clinician].endGrant(1)
    #expect(throws: Refusal.self) { try team.text(of: note) }
    try team.grant(file, .all)
    try team[.officer].endGrant(2)
    #expect(throws: Refusal.self) { try team.text(of: note) }
    try team.grant(file, .all)
    #expect(try team.text(of: note) == "Said in confidence.")
    try team[.colleague].endGrant(3)
    #expect(throws: Refusal.self) { try team.text(of: note) }
    #expect(throws: CannotGrant.notRunning) { try team[.supervisor].endGrant(3) }
    try team.grant(file, .all)
    #expect(throws: Refusal.self) { try team[.administrator].endGrant(4) }
    try team[.officer].declareConflict(
      of: try team.member(.colleague), with: file, because: nil)
    let refusal = try #require(throws: Refusal.self) { try team.text(of: note) }
    #expect(refusal.reason == .conflictDeclared)
    #expect(try team[.colleague].opensByGrants(of: nil).isEmpty == false)
    // The declaring command put the end down as well: a new device of theirs finds no key.
    let given = try #require(try team[.officer].state.grant(4)?.given)
    #expect(try team[.officer].state.compartments[given.compartment]?.wraps == [])
    #expect(try team[.officer].verify().violations == [])
  }

  @Test func `it lasts no longer than its giver's say in the file`() throws {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team.grant(file, .all)
    #expect(try team.text(of: note) == "Said in confidence.")
    // Whoever drew the grant's secret may have kept it: nothing more is to be sealed to it.
    try team.endSupervision(of: .clinician, by: .supervisor)
    #expect(throws: Refusal.self) { try team.text(of: note) }
    try team.comesBack(.clinician)
    let given = try #require(try team[.officer].state.grant(1)?.given)
    #expect(try team[.officer].state.compartments[given.compartment]?.wraps == [])
    _ = try team.note("Later.", in: file)
    #expect(try team[.officer].state.grant(1)?.given?.slots == given.slots)
    #expect(try team[.officer].verify().violations == [])
  }

  @Test func `who leaves has no grants any more, and those they gave are over`() throws {
    let team = try Team()
    let (file, note) = try team.openFile()
    try team.grant(file, .all)
    try team[.supervisor].giveGrant(
      on: file, to: try team.member(.officer), terms: team.terms(.all), because: "Review.")
    let first = try team[.officer].proposeOffboarding(of: try team.member(.colleague))
    try team[.administrator].approve(first)
    #expect(try team[.officer].state.runningGrants(of: team.member(.colleague)) == false)
    #expect(try team.text(of: note, for: .officer) == "Said in confidence.")
    let second = try team[.officer].proposeOffboarding(of: try team.member(.supervisor))
    try team[.administrator].approve(second)
    #expect(throws: Refusal.self) { try team.text(of: note, for: .officer) }
    for number in 1...2 {
      let given = try #require(try team[.administrator].state.grant(number)?.given)
      #expect(try team[.administrator].state.compartments[given.compartment]?.wraps == [])
    }
    #expect(try team[.officer].verify().violations == [])
  }

  @Test func `a revoked device takes its owner's grants with it`() throws {
    let team = try Team()
    let (file, note) = try team.openFile()
    try team.grant(file, .all)
    let colleague = try team[.colleague]
    let laptop = Person("Carl's laptop")
    try colleague.addDevice(
      EnrolmentRequest.parse(laptop.request(at: team.practice.clock.now)))
    let stolen = try team.practice.join(laptop, by: try colleague.ticket())
    #expect(try stolen.read(note, to: .terminal).note.text == "Said in confidence.")
    try colleague.journal.catchUp()
    try colleague.revokeDevice(stolen.keys.device)
    #expect(throws: Refusal.self) { try team.text(of: note) }
    let given = try #require(try team[.officer].state.grant(1)?.given)
    try team[.colleague].endDueGrants()
    #expect(try team[.officer].state.compartments[given.compartment]?.wraps == [])
    // With a key of their own again they can be given another.
    try team.grant(file, .all)
    #expect(try team.text(of: note) == "Said in confidence.")
    #expect(try team[.officer].verify().violations == [])
    #expect(try team[.officer].verify().firstFault == nil)
  }

  @Test func `of extending and ending at once one wins, and the other is told`() throws {
    let team = try Team()
    let (file, _) = try team.openFile()
    try team.grant(file, lasting: .days(3))
    let later = team.practice.clock.now.adding(.days(9))
    let supervisor = try team[.supervisor]
    let officer = try team[.officer]
    // Both have read the same log.
    try officer.endGrant(1)
    #expect(throws: CannotGrant.notRunning) { try supervisor.extendGrant(1, until: later) }
    try team.grant(file, lasting: .days(3))
    try supervisor.extendGrant(2, until: later)
    #expect(try team[.colleague].openGrants(on: file).map(\.terms.until) == [later])
    try officer.endGrant(2)
    #expect(try team[.officer].verify().violations == [])
  }

  @Test func `it is extended from now on, and not once its end has come`() throws {
    let team = try Team()
    let (file, _) = try team.openFile()
    try team.grant(file, lasting: .days(3))
    let end = team.practice.clock.now.adding(.days(3))
    #expect(throws: CannotGrant.endIsNoLater(end)) {
      try team[.supervisor].extendGrant(1, until: end)
    }
    #expect(throws: CannotGrant.self) {
      try team[.supervisor].extendGrant(1, until: end.adding(.days(90)))
    }
    #expect(throws: Refusal.self) {
      try team[.colleague].extendGrant(1, until: end.adding(.days(1)))
    }
    team.practice.clock.advance(by: .days(3))
    #expect(throws: CannotGrant.notRunning) {
      try team[.supervisor].extendGrant(1, until: end.adding(.days(1)))
    }
  }

  @Test func `nothing is supplied once its end has come, whatever program says so`() throws {
    let team = try Team()
    let (file, note) = try team.openFile()
    try team.grant(file, lasting: .days(3))
    let clinician = try team[.clinician]
    #expect(try clinician.forceSupply(of: note, to: 1) == nil)
    team.practice.clock.advance(by: .days(3))
    #expect(try clinician.forceSupply(of: note, to: 1) == .notInForce)
    #expect(try team[.colleague].forceSupply(of: note, to: 1) == .refused(.fileNotAssigned))
  }

  @Test func `a writer widens no grant, and takes nothing from it by noise`() throws {
    let team = try Team()
    let (file, before) = try team.openFile()
    team.practice.clock.advance(by: .hours(1))
    try team.grant(file)
    let during = try team.note("While it runs.", in: file)
    // A slot that opens, for a note from before: outside the terms.
    #expect(try team[.clinician].forceSupply(of: before, to: 1) == nil)
    #expect(throws: Refusal.self) { try team.text(of: before) }
    #expect(try team[.colleague].notes(of: file).map(\.id) == [during])
    // Noise for what is open already.
    #expect(try team[.clinician].forceSupply(of: during, to: 1, noise: true) == nil)
    #expect(try team.text(of: during) == "While it runs.")
    #expect(try team[.officer].verify().firstFault == nil)
  }

  @Test func `what the log says of a grant's use is told, read or readable`() throws {
    let team = try Team()
    let (file, note) = try team.openFile()
    try team.grant(file, .all)
    #expect(
      try team[.supervisor].exposure(ofGrant: 1) == GrantExposure(read: [], readable: 2))
    _ = try team.text(of: note)
    _ = try team.text(of: note)
    _ = try team.note("One more.", in: file)
    #expect(
      try team[.supervisor].exposure(ofGrant: 1) == GrantExposure(read: [note], readable: 3))
  }
}

/// The clocks (design §5): what a set-back or set-forward one does to a grant's end.
@Suite struct GrantClockTests {
  @Test func `a clock set back by the grantee goes on reading, which is marked and not prevented`()
    throws
  {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team.grant(file, .all, lasting: .days(3))
    team.practice.clock.advance(by: .days(4))
    team.practice.clock.advance(by: .days(-4))
    // Nobody came meanwhile: the log knows of no time after the end, and the program believes its clock.
    #expect(try team.text(of: note) == "Said in confidence.")
    team.practice.clock.advance(by: .days(4))
    _ = try team[.clinician].notes(of: file)
    // Now the log has a later time, though not from the grantee: their set-back clock shows.
    team.practice.clock.advance(by: .days(-4))
    let steps = try team[.colleague].state.stepsBack.count
    #expect(try team.text(of: note) == "Said in confidence.")
    #expect(try team[.colleague].state.stepsBack.count == steps + 1)
    // Once its end is in the log no clock brings it back.
    team.practice.clock.advance(by: .days(4))
    try team.comesBack(.supervisor)
    team.practice.clock.advance(by: .days(-4))
    #expect(throws: Refusal.self) { try team.text(of: note) }
  }

  @Test func `what grantees sign themselves at a time after the end has it over for everybody`()
    throws
  {
    let team = try Team()
    let (file, note) = try team.openFile()
    try team.grant(file, .all, lasting: .days(3))
    team.practice.clock.advance(by: .days(4))
    _ = try team[.colleague].addClient(named: try ClientName("Juan Perez"))
    team.practice.clock.advance(by: .days(-4))
    #expect(throws: Refusal.self) { try team.text(of: note) }
    #expect(
      try team[.officer].state.openGrants(
        of: team.member(.colleague), on: #require(team[.officer].state.files[file]), at: nil
      ).isEmpty)
  }

  @Test func `a clock ahead ends it early for its owner, and the end that it writes stands`() throws
  {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team.grant(file, .all, lasting: .days(3))
    // Somebody else's clock is years ahead: their program puts the end down, and their claim is in the log.
    team.practice.clock.advance(by: .days(400))
    try team.comesBack(.administrator)
    team.practice.clock.advance(by: .days(-400))
    #expect(throws: Refusal.self) { try team.text(of: note) }
    // Protective, not final: a supervisor gives it anew.
    try team.grant(file, .all, lasting: .days(3))
    #expect(try team.text(of: note) == "Said in confidence.")
    #expect(try team[.officer].verify().violations == [])
  }
}

extension TimeSpan {
  fileprivate func less(_ milliseconds: Int64) -> TimeSpan {
    TimeSpan(milliseconds: self.milliseconds - milliseconds)
  }
}
