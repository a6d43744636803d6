import Casework
import Keyring
import Testing

@testable import CaseVault

/// Access when somebody is in danger: who gets in, by which key, what is remembered, and how it is looked at.
@Suite struct EmergencyTests {
  @Test func `who is on duty reads and writes in a colleague's file, and each read is recorded`()
    throws
  {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team.puts(onDuty: [.colleague])
    #expect(throws: Refusal.self) { try team.text(of: note) }
    let opened = try team.emergency(on: file)
    #expect(opened.number == 1)
    #expect(try team.text(of: note) == "Said in confidence.")
    #expect(try team[.colleague].notes(of: file).count == 1)
    let needle = try #require(TextNeedle(foldedFrom: "confidence"))
    #expect(try team[.colleague].search(for: needle, to: .terminal).hits.count == 1)
    let crisis = try team.note(
      "She is safe; the crisis team is with her.", in: file, by: .colleague)
    #expect(try team[.colleague].sign(crisis))
    #expect(try team.text(of: crisis, for: .clinician).hasPrefix("She is safe"))
    let acts = try team[.officer].uses(ofEmergency: 1).map(\.act)
    // The search was of every file that opened, this one among them.
    #expect(acts == [.read, .listed, .searched, .read, .wrote, .signed])
    #expect(try team[.officer].uses(ofEmergency: 1).first?.note == note)
    #expect(try team.isSound())
  }

  @Test func `each use is counted, also of all files at once, an import and a draft given up`()
    throws
  {
    var team = try Team()
    let (file, _) = try team.openFile()
    try team.puts(onDuty: [.colleague])
    try team.emergency(on: file)
    let colleague = try team[.colleague]
    _ = try colleague.clients()
    let draft = try team.note("Not this.", in: file, by: .colleague)
    try colleague.discard(draft)
    // Our program imports into nothing but one's own files; a changed one does, and it counts.
    try colleague.enterImport(into: file)
    let elsewhere = try colleague.addClient(named: try ClientName("Juan Perez"))
    try colleague.enterImport(into: elsewhere)
    let uses = try team[.officer].uses(ofEmergency: 1)
    #expect(uses.map(\.act.rawValue) == ["listed", "wrote", "discarded", "imported"])
    #expect(try team.isSound())
  }

  @Test func `the client is found by name, which opens to those on duty`() throws {
    var team = try Team()
    let (file, _) = try team.openFile()
    #expect(throws: Refusal.self) { try team[.colleague].clientsOnDuty() }
    try team.puts(onDuty: [.colleague])
    #expect(try team[.colleague].clients().isEmpty)
    let found = try team[.colleague].clientsOnDuty()
    #expect(found.map(\.name?.text) == ["Maria Lopez"])
    #expect(found.map(\.file) == [file])
    #expect(found.map(\.access) == [.closed])
    // The lookup leaves no key of the file behind.
    #expect(try team[.colleague].opensAnything(in: file) == 0)
  }

  @Test func `who is not on duty is refused, and so is everybody where nobody is`() throws {
    var team = try Team()
    let (file, note) = try team.openFile()
    let refusal = try #require(throws: Refusal.self) { try team.emergency(on: file) }
    #expect(refusal.reason == .notOnDuty)
    #expect(try team[.colleague].whomToCall(about: file).duty.isEmpty)
    #expect(
      try Set(team[.colleague].whomToCall(about: file).file)
        == [team.member(.clinician), team.member(.supervisor)])
    try team.puts(onDuty: [.supervisor])
    #expect(throws: Refusal.self) { try team.emergency(on: file) }
    #expect(throws: Refusal.self) { try team.text(of: note) }
    let officer = try #require(throws: Refusal.self) { try team.emergency(on: file, by: .officer) }
    #expect(officer.reason == .roleLacksPower)
  }

  @Test func `nobody puts themselves on duty, nor anybody who does no such work`() throws {
    let team = try Team()
    let supervisor = try team.member(.supervisor)
    let refusal = try #require(throws: Refusal.self) {
      try team[.supervisor].setRoster([supervisor])
    }
    #expect(refusal.reason == .ownDuty)
    #expect(throws: Refusal.self) { try team[.colleague].setRoster([supervisor]) }
    let administrator = try team.member(.administrator)
    #expect(throws: CannotRoster.cannotBeOnDuty(administrator)) {
      try team[.officer].setRoster([administrator])
    }
    try team[.officer].setRoster([supervisor])
    // Who is on duty already hands over to somebody else, or takes somebody in beside them.
    try team[.supervisor].setRoster([supervisor, try team.member(.colleague)])
    #expect(try team[.officer].state.roster.count == 2)
    #expect(throws: CannotRoster.isSoAlready) {
      try team[.officer].setRoster([supervisor, try team.member(.colleague)])
    }
  }

  @Test func `a practice of one person needs no roster`() throws {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    let vault = try practice.soloVault(ana)
    #expect(throws: CannotRoster.soloNeedsNone) { try vault.setRoster([]) }
    let file = try vault.addClient(named: try ClientName("Maria Lopez"))
    #expect(throws: CannotOpenEmergency.mayReadAlready) {
      try vault.openEmergency(on: file, for: .medical, lasting: .hours(1), because: "x")
    }
  }

  @Test func `whoever sets the roster never comes by the key of those on duty`() throws {
    var team = try Team()
    let (file, _) = try team.openFile()
    try team.puts(onDuty: [.colleague])
    let state = try team[.officer].state
    let duty = try #require(state.emergency.flatMap { state.compartments[$0] })
    #expect(duty.holders == [HolderID(try team.member(.colleague))])
    for name in [Team.Name.officer, .administrator] {
      #expect(try team[name].opensByDutySilently(in: file) == 0)
      #expect(try !team[name].keys.keyring.holds(duty.current))
    }
  }

  @Test func `psychotherapy notes are never part of it`() throws {
    var team = try Team()
    let (file, _) = try team.openFile()
    let process = try team[.clinician].write(
      try NoteDraft(kind: .psychotherapy, text: "For her alone.", event: nil)
        .validated(at: team.practice.clock.now), in: file)
    try team.puts(onDuty: [.colleague])
    try team.emergency(on: file)
    let refusal = try #require(throws: Refusal.self) { try team.text(of: process) }
    #expect(refusal.reason == .psychotherapyNoteOfAnother)
    // Nor does a program that asks nobody open one, with all that those on duty have.
    let colleague = try team[.colleague]
    let compartment = try #require(
      try colleague.state.files[file]?.processes[try team.member(.clinician)])
    #expect(throws: NotAHolder.self) {
      try colleague.storage.reading { reader in
        try colleague.keys.openByDuty(
          compartment, of: try colleague.state, in: reader, vault: colleague.id)
      }
    }
    // And in somebody else's file they open no compartment of their own to write one.
    #expect(throws: Refusal.self) {
      try colleague.write(
        try NoteDraft(kind: .psychotherapy, text: "Mine.", event: nil)
          .validated(at: team.practice.clock.now), in: file)
    }
  }

  @Test func `with the only supervisor away a crisis note is written, not refused`() throws {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team.puts(onDuty: [.colleague])
    // Nobody else runs a command from here on: neither the supervisor nor the clinician.
    try team.emergency(on: file)
    #expect(try team.text(of: note) == "Said in confidence.")
    let crisis = try team.note("Taken to hospital.", in: file, by: .colleague)
    #expect(try team[.colleague].sign(crisis))
    try team[.colleague].closeEmergency(1)
    // Those who work in the file find it, under the file's new key.
    try team.comesBack(.clinician)
    #expect(try team.text(of: crisis, for: .clinician) == "Taken to hospital.")
    #expect(try team.text(of: crisis, for: .supervisor) == "Taken to hospital.")
  }

  @Test func `where nobody sealed a file's key to those on duty yet, what happens is written down`()
    throws
  {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team[.officer].setRoster([try team.member(.colleague)])
    try team.comesBack(.colleague)
    #expect(try team[.officer].roster().beyondReach == 1)
    let opened = try team.emergency(on: file)
    #expect(try !team[.colleague].canRead(inEmergency: opened))
    #expect(throws: NotAHolder.self) { try team.text(of: note) }
    let crisis = try team.note("She is safe.", in: file, by: .colleague)
    #expect(try team[.colleague].sign(crisis))
    #expect(try team.text(of: crisis, for: .clinician) == "She is safe.")
    #expect(try team.isSound())
  }

  @Test func `who is on duty without the key yet lists and searches what is theirs all the same`()
    throws
  {
    var team = try Team()
    let (file, _) = try team.openFile()
    let own = try team[.colleague].addClient(named: try ClientName("Juan Perez"))
    _ = try team.note("Of her own confidence.", in: own, by: .colleague)
    let fifth = Person("Fritz Falk")
    let fritz = try team.practice.enrol(
      fifth, as: [.clinician], by: team[.officer], and: team[.administrator])
    try team[.officer].setRoster([fritz.member])
    _ = try team.practice.open(fifth)
    try team.comesBack(.clinician)
    // Fritz has the key, the colleague comes on duty, and Fritz was not there since.
    try team[.officer].setRoster([fritz.member, try team.member(.colleague)])
    try team.emergency(on: file)
    let clients = try team[.colleague].clients()
    #expect(clients.map(\.name?.text) == [nil, "Juan Perez"])
    #expect(clients.map(\.access) == [.keyOnItsWay, .open])
    let needle = try #require(TextNeedle(foldedFrom: "confidence"))
    let found = try team[.colleague].search(for: needle, to: .terminal)
    #expect(found.hits.map(\.file) == [own] && found.filesWaiting == 1)
    _ = try team.practice.open(fifth)
    #expect(try team[.colleague].search(for: needle, to: .terminal).hits.count == 2)
  }

  @Test func `a file that is sealed singly to another on duty is no fault to who has no wrap yet`()
    throws
  {
    var team = try Team()
    let (file, _) = try team.openFile()
    let people = [Person("Fritz Falk"), Person("Gerda Gold")]
    let members = try people.map {
      try team.practice.enrol(
        $0, as: [.clinician], by: team[.officer], and: team[.administrator]
      ).member
    }
    try team[.officer].setRoster([try team.member(.colleague), members[0]])
    try team.comesBack(.colleague)
    try team.comesBack(.clinician)
    try team[.officer].declareConflict(
      of: try team.member(.colleague), with: file, because: "Her brother.")
    try team.comesBack(.clinician)
    // Gerda is handed the key of those on duty, and has no wrap of this file's yet.
    try team[.officer].setRoster([try team.member(.colleague)] + members)
    try team.comesBack(.colleague)
    let gerda = try team.practice.open(people[1])
    #expect(try gerda.clientsOnDuty().allSatisfy { $0.fault == nil && $0.name == nil })
    let opened = try gerda.openEmergency(
      on: file, for: .violence, lasting: .hours(1), because: "x")
    #expect(try !gerda.canRead(inEmergency: opened))
    try team.comesBack(.clinician)
    #expect(try gerda.canRead(inEmergency: opened))
  }

  @Test func `a review is somebody else's, once, and when it is over`() throws {
    var team = try Team()
    let (file, _) = try team.openFile()
    let other = try team[.colleague].addClient(named: try ClientName("Juan Perez"))
    try team.puts(onDuty: [.supervisor, .colleague])
    try team.comesBack(.colleague)
    try team.emergency(on: file)
    try team.emergency(on: other, by: .supervisor)
    #expect(try team[.officer].emergenciesToReview().count == 2)
    #expect(throws: CannotOpenEmergency.isOpen) {
      try team[.officer].reviewEmergency(1, finding: .appropriate, saying: "Right.")
    }
    try team[.colleague].closeEmergency(1)
    try team[.supervisor].closeEmergency(2)
    let own = try #require(throws: Refusal.self) {
      try team[.supervisor].reviewEmergency(2, finding: .appropriate, saying: "I was right.")
    }
    #expect(own.reason == .ownEmergency)
    #expect(throws: Refusal.self) {
      try team[.colleague].reviewEmergency(2, finding: .appropriate, saying: "A favour.")
    }
    try team[.supervisor].reviewEmergency(1, finding: .appropriate, saying: "She was in danger.")
    #expect(throws: CannotOpenEmergency.isReviewed) {
      try team[.officer].reviewEmergency(1, finding: .notAppropriate, saying: "No.")
    }
    #expect(try team[.officer].emergenciesToReview().map(\.emergency.number) == [2])
    for name in [Team.Name.officer, .colleague, .supervisor] {
      let words = try team[name].words(ofEmergency: 1, to: .terminal)
      #expect(words.reason == "She called from the bridge.")
      #expect(words.comment == "She was in danger.")
    }
    #expect(throws: Refusal.self) { try team[.administrator].words(ofEmergency: 1, to: .terminal) }
    #expect(try team.isSound())
  }

  @Test func `a conflict beats it, ends it, and has the file sealed to the others one by one`()
    throws
  {
    var team = try Team()
    let (file, note) = try team.openFile()
    let other = try team[.clinician].addClient(named: try ClientName("Juan Perez"))
    let fifth = Person("Fritz Falk")
    let fritz = try team.practice.enrol(
      fifth, as: [.clinician], by: team[.officer], and: team[.administrator])
    try team[.officer].setRoster([try team.member(.colleague), fritz.member])
    try team.comesBack(.colleague)
    try team.comesBack(.clinician)
    try team.emergency(on: file)
    try team[.officer].declareConflict(
      of: try team.member(.colleague), with: file, because: "Her brother.")
    #expect(try team[.officer].state.emergency(1)?.isOpen(at: nil) == false)
    let refusal = try #require(throws: Refusal.self) { try team.text(of: note) }
    #expect(refusal.reason == .conflictDeclared)
    #expect(throws: Refusal.self) { try team.emergency(on: file) }
    #expect(try team[.colleague].clientsOnDuty().map(\.file) == [other])
    try team.comesBack(.clinician)
    // By no key that those on duty have, whatever program asks for it.
    try team.comesBack(.colleague)
    #expect(try team[.colleague].opensByDutySilently(in: file) == 0)
    #expect(try team[.colleague].opensByDutySilently(in: other) > 0)
    // The other one gets in, by a wrap of their own.
    let his = try team.practice.open(fifth)
    #expect(throws: Refusal.self) { try his.read(note, to: .terminal) }
    try his.openEmergency(on: file, for: .suicideRisk, lasting: .hours(1), because: "x")
    #expect(try his.read(note, to: .terminal).note.text == "Said in confidence.")
    #expect(try team.isSound())
  }
}
