import Casework
import Keyring
import Testing

@testable import CaseVault

/// Access for a while in a whole vault: asked for, given, used, and what it does not open.
@Suite struct GrantTests {
  @Test func `a request that is approved opens what is written from then on`() throws {
    let team = try Team()
    let (file, before) = try team.openFile()
    #expect(throws: Refusal.self) { try team[.colleague].notes(of: file) }
    let asked = try team[.colleague].requestGrant(
      on: file, terms: team.terms(), because: "Clara is on leave.")
    #expect(asked.number == 1 && asked.stage == .requested)
    // Asking opens nothing.
    #expect(throws: Refusal.self) { try team[.colleague].notes(of: file) }
    #expect(try team[.supervisor].reason(ofGrant: 1, to: .terminal) == "Clara is on leave.")
    let grant = try team[.supervisor].approveGrant(1)
    #expect(grant.isRunning && grant.terms == asked.terms)
    #expect(try team[.colleague].notes(of: file).isEmpty)
    let after = try team.note("The wasps are back.", in: file)
    #expect(try team[.colleague].notes(of: file).map(\.id) == [after])
    #expect(try team.text(of: after) == "The wasps are back.")
    let refusal = try #require(throws: Refusal.self) { try team.text(of: before) }
    #expect(refusal.reason == .outsideGrant)
    #expect(try team[.officer].verify().firstFault == nil)
    #expect(try team[.officer].verify().violations == [])
  }

  @Test func `the grantee knows the client's name, also a new one, and until when`() throws {
    let team = try Team()
    let (file, _) = try team.openFile()
    let grant = try team.grant(file)
    let client = try #require(try team[.colleague].clients().first)
    #expect(client.name?.text == "Maria Lopez")
    #expect(client.access == .granted(until: grant.terms.until))
    try team[.clinician].renameClient(file, to: try ClientName("Maria Lopez Diaz"))
    #expect(try team[.colleague].clients().first?.name?.text == "Maria Lopez Diaz")
    // By the registry, without the file's key.
    try team[.officer].renameClient(file, to: try ClientName("Maria Diaz"))
    #expect(try team[.colleague].clients().first?.name?.text == "Maria Diaz")
    #expect(try team[.officer].verify().violations == [])
  }

  @Test func `what the grantee writes, those who hold the file read, sign and rotate`() throws {
    var team = try Team()
    let (file, _) = try team.openFile()
    try team.grant(file)
    let note = try team.note("I stood in for Clara.", in: file, by: .colleague)
    #expect(try team.text(of: note) == "I stood in for Clara.")
    try team[.colleague].revise(note, to: try .free("I stood in.", on: team.practice))
    #expect(try team.text(of: note) == "I stood in.")
    #expect(try team[.colleague].sign(note))
    let addendum = try team[.clinician].addAddendum(
      try .free("She thanked him.", on: team.practice), to: note)
    #expect(
      try team[.colleague].read(note, to: .terminal).addenda.map(\.note.text) == [
        "She thanked him."
      ])
    #expect(try team.text(of: addendum) == "She thanked him.")
    try team[.clinician].rotate(try team.compartment(of: file))
    try team.comesBack(.supervisor)
    #expect(try team.text(of: note, for: .supervisor) == "I stood in.")
    // The grant's slots name no epoch of the file's.
    #expect(try team.text(of: note) == "I stood in.")
    #expect(try team[.officer].verify().firstFault == nil)
    #expect(try team[.officer].verify().violations == [])
  }

  @Test func `a grant for all, for sessions since a day, and for picked notes`() throws {
    let team = try Team()
    let (file, first) = try team.openFile()
    team.practice.clock.advance(by: .days(10))
    let day = team.practice.clock.now.date(offsetMinutes: 0)
    let second = try team.note("Ten days later.", in: file)
    try team.grant(file, .all)
    #expect(try team[.colleague].notes(of: file).map(\.id) == [first, second])
    try team[.supervisor].endGrant(1)
    try team.grant(file, .since(day))
    #expect(try team[.colleague].notes(of: file).map(\.id) == [second])
    try team[.supervisor].endGrant(2)
    try team.grant(file, .picked([first]))
    let third = try team.note("Later still.", in: file)
    #expect(try team[.colleague].notes(of: file).map(\.id) == [first])
    #expect(throws: Refusal.self) { try team.text(of: third) }
    // An addendum is always shown with its note.
    _ = try team[.clinician].sign(first)
    _ = try team[.clinician].addAddendum(try .free("Added.", on: team.practice), to: first)
    let page = try team[.colleague].read(first, to: .terminal)
    #expect(page.addenda.map(\.note.text) == ["Added."])
    #expect(throws: CannotGrant.noSuchNote(third.reversed)) {
      try team.grant(file, .picked([third.reversed]))
    }
  }

  @Test func `searching finds what the grant opens and nothing else`() throws {
    let team = try Team()
    let (file, _) = try team.openFile()
    try team.grant(file)
    let note = try team.note("In confidence, the wasps.", in: file)
    let own = try team[.colleague].addClient(named: try ClientName("Juan Perez"))
    let mine = try team.note("Told in confidence.", in: own, by: .colleague)
    let needle = try #require(TextNeedle(foldedFrom: "confidence"))
    let everywhere = try team[.colleague].search(for: needle, to: .terminal)
    #expect(Set(everywhere.hits.map(\.note)) == [note, mine])
    #expect(everywhere.filesSearched == 2 && everywhere.gap == nil && everywhere.filesWaiting == 0)
    let here = try team[.colleague].search(for: needle, in: file, to: .terminal)
    #expect(here.hits.map(\.note) == [note] && here.gap == nil)
  }

  @Test func `a privacy officer reads by a grant, and writes nothing`() throws {
    let team = try Team()
    let (file, note) = try team.openFile()
    try team[.supervisor].giveGrant(
      on: file, to: try team.member(.officer), terms: team.terms(.all), because: "Yearly review.")
    #expect(try team.text(of: note, for: .officer) == "Said in confidence.")
    #expect(throws: Refusal.self) { try team.note("Never.", in: file, by: .officer) }
    #expect(throws: CannotGrant.readsNoNotes) {
      try team[.supervisor].giveGrant(
        on: file, to: try team.member(.administrator), terms: team.terms(), because: "x")
    }
  }

  @Test func `what a trainee writes under a grant, whoever supervises the file co-signs`() throws {
    let team = try Team()
    let (file, _) = try team.openFile()
    let trainee = try team.practice.enrol(
      Person("Tim Traut"), as: [.trainee], by: try team[.officer], and: try team[.administrator])
    try team[.supervisor].giveGrant(
      on: file, to: trainee.member, terms: team.terms(), because: "She learns here.")
    try trainee.journal.catchUp()
    let note = try trainee.write(try .free("My first note.", on: team.practice), in: file)
    #expect(try trainee.sign(note) == false)
    #expect(try team[.supervisor].queue().map(\.id) == [note])
    try team[.supervisor].coSign(note, version: 1)
    #expect(try team[.clinician].record(of: note).record.isLocked)
    #expect(try team[.officer].verify().violations == [])
  }

  @Test func `nobody gives access to themselves, and who reads anyhow needs none`() throws {
    let team = try Team()
    let (file, _) = try team.openFile()
    let supervisor = try team.member(.supervisor)
    #expect(throws: CannotGrant.toYourself) {
      try team[.supervisor].giveGrant(
        on: file, to: supervisor, terms: team.terms(), because: "x")
    }
    #expect(throws: CannotGrant.readsAlready) {
      try team[.supervisor].giveGrant(
        on: file, to: try team.member(.clinician), terms: team.terms(), because: "x")
    }
    #expect(throws: CannotGrant.mayReadAlready) {
      try team[.clinician].requestGrant(on: file, terms: team.terms(), because: "x")
    }
    // Nor does a program that asks nobody.
    let number = try team[.supervisor].forceGrant(
      on: file, to: supervisor, terms: team.terms(.all))
    #expect(number == .refused(.ownRequest))
  }

  @Test func `wrong terms are refused with their reason and change nothing`() throws {
    let team = try Team()
    let (file, _) = try team.openFile()
    let colleague = try team.member(.colleague)
    let size = try team[.supervisor].state.size
    let supervisor = try team[.supervisor]
    func give(_ terms: GrantTerms) throws {
      try supervisor.giveGrant(on: file, to: colleague, terms: terms, because: "x")
    }
    #expect(throws: CannotGrant.endIsPast) { try give(team.terms(lasting: .seconds(0))) }
    #expect(throws: CannotGrant.self) { try give(team.terms(lasting: .days(91))) }
    #expect(throws: CannotGrant.psychotherapy) {
      try give(team.terms(kinds: [.progress, .psychotherapy]))
    }
    #expect(throws: CannotGrant.noSuchMember) {
      try supervisor.giveGrant(on: file, to: .random(), terms: team.terms(), because: "x")
    }
    #expect(throws: InvalidText.self) {
      try supervisor.giveGrant(on: file, to: colleague, terms: team.terms(), because: "")
    }
    #expect(throws: CannotGrant.noSuchGrant) { try supervisor.approveGrant(1) }
    #expect(throws: CannotGrant.noSuchGrant) { try supervisor.endGrant(0) }
    #expect(try supervisor.state.size == size)
    try supervisor.declareConflict(of: colleague, with: file, because: nil)
    #expect(throws: CannotGrant.hasConflict) { try give(team.terms()) }
    let refusal = try #require(throws: Refusal.self) {
      try team[.colleague].requestGrant(on: file, terms: team.terms(), because: "x")
    }
    #expect(refusal.reason == .conflictDeclared)
    #expect(try team[.officer].verify().violations == [])
  }

  @Test func `who has no business with a file gives nothing on it, and a request is answered once`()
    throws
  {
    let team = try Team()
    let (file, _) = try team.openFile()
    for name in [Team.Name.clinician, .officer, .administrator] {
      #expect(throws: Refusal.self) {
        try team[name].giveGrant(
          on: file, to: try team.member(.colleague), terms: team.terms(), because: "x")
      }
    }
    try team[.colleague].requestGrant(on: file, terms: team.terms(), because: "x")
    #expect(throws: Refusal.self) { try team[.colleague].approveGrant(1) }
    try team[.supervisor].declineGrant(1)
    #expect(throws: CannotGrant.notWaiting) { try team[.supervisor].approveGrant(1) }
    #expect(throws: CannotGrant.notWaiting) { try team[.supervisor].declineGrant(1) }
    #expect(throws: CannotGrant.notRunning) { try team[.supervisor].endGrant(1) }
    #expect(throws: Refusal.self) { try team[.colleague].notes(of: file) }
  }

  @Test func `what stand-ins wrote they go on reading, with what others wrote to it`() throws {
    let team = try Team()
    let (file, first) = try team.openFile()
    try team.grant(file, .picked([first]))
    let own = try team.note("I stood in.", in: file, by: .colleague)
    #expect(try team[.colleague].sign(own))
    _ = try team[.clinician].addAddendum(try .free("Thank you.", on: team.practice), to: own)
    let page = try team[.colleague].read(own, to: .terminal)
    #expect(page.addenda.map(\.note.text) == ["Thank you."])
    #expect(page.grant?.number == 1)
    // Also with the next grant, whatever that is for.
    try team[.colleague].endGrant(1)
    team.practice.clock.advance(by: .days(2))
    try team.grant(file)
    #expect(try team.text(of: own) == "I stood in.")
    #expect(throws: Refusal.self) { try team.text(of: first) }
  }

  @Test func `who has a grant may ask for more, and takes a request back`() throws {
    let team = try Team()
    let (file, note) = try team.openFile()
    try team.grant(file)
    let asked = try team[.colleague].requestGrant(
      on: file, terms: team.terms(.all), because: "I need what was there.")
    try team[.supervisor].approveGrant(asked.number)
    #expect(try team[.colleague].read(note, to: .terminal).grant?.number == asked.number)
    let again = try team[.colleague].requestGrant(on: file, terms: team.terms(), because: "x")
    try team[.colleague].endGrant(again.number)
    #expect(throws: CannotGrant.notWaiting) { try team[.supervisor].approveGrant(again.number) }
    #expect(try team[.officer].verify().violations == [])
  }

  @Test func `whoever comes to be entitled reads the file and not the grant`() throws {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team.grant(file)
    try team[.supervisor].assign(file, to: try team.member(.colleague))
    try team.comesBack(.colleague)
    let page = try team[.colleague].read(note, to: .terminal)
    #expect(page.note.text == "Said in confidence." && page.grant == nil)
    #expect(try team[.colleague].openGrants(on: file).isEmpty)
    #expect(try team[.colleague].clients().first?.access == .open)
    // Somebody who lost the file and still has its key reads by a grant what that opens.
    try team[.supervisor].unassign(file, from: try team.member(.colleague))
    #expect(throws: Refusal.self) { try team.text(of: note) }
  }

  @Test func `a damaged grant hides nothing else`() throws {
    let team = try Team()
    let (file, note) = try team.openFile()
    try team.grant(file, .all)
    let own = try team[.colleague].addClient(named: try ClientName("Juan Perez"))
    let mine = try team.note("Told in confidence.", in: own, by: .colleague)
    let given = try #require(try team[.officer].state.grant(1)?.given)
    let colleague = try #require(team.people[.colleague])
    try team[.colleague].journal.catchUp()
    let fresh = try team.practice.open(colleague)
    try team.practice.deleteWrap(of: given.compartment, in: fresh)
    let needle = try #require(TextNeedle(foldedFrom: "confidence"))
    let found = try fresh.search(for: needle, to: .terminal)
    #expect(found.hits.map(\.note) == [mine])
    #expect(found.gap?.files == [file])
    let listed = try fresh.notes(of: file)
    #expect(listed.map(\.id) == [note] && listed.first?.fault?.kind == .wrapMissing)
    #expect(throws: IntegrityFault.self) { _ = try fresh.read(note, to: .terminal) }
  }

  @Test func `the reason is read by whom it concerns, and recorded before`() throws {
    let team = try Team()
    let (file, _) = try team.openFile()
    try team.grant(file)
    for name in [Team.Name.colleague, .supervisor, .officer] {
      let size = try team[name].state.size
      #expect(try team[name].reason(ofGrant: 1, to: .terminal) == "She is on leave.")
      #expect(try team[name].state.size == size + 1)
    }
    for name in [Team.Name.clinician, .administrator] {
      #expect(throws: Refusal.self) { try team[name].reason(ofGrant: 1, to: .terminal) }
    }
    #expect(try team[.officer].verify().violations == [])
  }
}

extension NoteID {
  /// Another id.
  fileprivate var reversed: NoteID { NoteID(high: low, low: high) }
}
