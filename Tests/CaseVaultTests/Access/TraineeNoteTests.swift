import Casework
import Testing

@testable import CaseVault

/// A trainee's note in a whole vault: written, submitted, given back, submitted again, co-signed.
@Suite struct TraineeNoteTests {
  private struct Training {
    let practice: Practice
    let officer: Vault
    let trainee: Vault
    let supervisor: Vault
    let file: CaseFileID
    let note: NoteID

    init() throws {
      practice = try Practice()
      let (officer, administrator) = try practice.agency(Person("Olga Ott"), Person("Adam Adler"))
      supervisor = try practice.enrol(
        Person("Sara Sommer"), as: [.supervisor], by: officer, and: administrator)
      trainee = try practice.enrol(
        Person("Tess Thal"), as: [.trainee], by: officer, and: administrator)
      try administrator.approve(
        try officer.proposeSupervision(of: trainee.member, by: supervisor.member))
      try trainee.journal.catchUp()
      self.officer = officer
      file = try trainee.addClient(named: try ClientName("Maria Lopez"))
      note = try trainee.write(try .free("First words.", on: practice), in: file)
    }
  }

  @Test func `a submitted note waits in the supervisor's queue until it is co-signed`() throws {
    let it = try Training()
    #expect(try it.supervisor.queue().isEmpty)
    #expect(try it.trainee.sign(it.note) == false)
    let mine = try #require(try it.trainee.queue().first)
    #expect(mine.id == it.note && mine.waits == .forASupervisor)
    let theirs = try #require(try it.supervisor.queue().first)
    #expect(theirs.id == it.note && theirs.waits == .forYourSignature)
    #expect(theirs.author == it.trainee.member && theirs.client?.text == "C-1")
    #expect(try it.officer.queue().isEmpty)
    let read = try it.supervisor.read(it.note, to: .terminal)
    try it.supervisor.coSign(it.note, version: read.summary.version)
    #expect(try it.supervisor.queue().isEmpty)
    #expect(throws: NoteRefused.locked) {
      try it.trainee.revise(it.note, to: try .free("Other words.", on: it.practice))
    }
    #expect(try it.trainee.read(it.note, to: .terminal).summary.record.isLocked)
    #expect(try it.officer.verify().firstFault == nil)
    #expect(try it.officer.verify().violations == [])
  }

  @Test func `an addendum takes two signatures too, and is its note's all the way`() throws {
    let it = try Training()
    try it.trainee.sign(it.note)
    try it.supervisor.coSign(it.note, version: 1)
    let added = try it.trainee.addAddendum(try .free("Three nights.", on: it.practice), to: it.note)
    #expect(try it.trainee.read(added, to: .terminal).summary.record.isLocked == false)
    #expect(try it.supervisor.queue().map(\.id) == [added])
    try it.supervisor.giveBack(
      added, version: 1, commenting: try .free("Which ones?", on: it.practice))
    #expect(try it.trainee.queue().first?.waits == .forYourChanges)
    let opened = try it.trainee.read(added, to: .terminal)
    #expect(opened.addenda.map(\.note.text) == ["Which ones?"])
    try it.trainee.revise(added, to: try .free("From Monday.", on: it.practice))
    let record = try it.trainee.read(added, to: .terminal).summary
    #expect(record.record.parent == it.note && record.header.parent == it.note)
    try it.trainee.sign(added)
    try it.supervisor.coSign(added, version: 2)
    let whole = try it.supervisor.read(it.note, to: .terminal)
    #expect(whole.addenda.map(\.note.text) == ["From Monday."])
    #expect(whole.addenda.map(\.summary.record.isLocked) == [true])
    #expect(throws: NoteRefused.locked) {
      try it.trainee.revise(added, to: try .free("Other words.", on: it.practice))
    }
    // One that is given up is no part of the note.
    let other = try it.trainee.addAddendum(try .free("No.", on: it.practice), to: it.note)
    try it.trainee.discard(other)
    #expect(try it.supervisor.read(it.note, to: .terminal).addenda.map(\.summary.id) == [added])
    #expect(try it.supervisor.queue().isEmpty)
    #expect(try it.officer.verify().firstFault == nil)
    #expect(try it.officer.verify().violations == [])
  }

  @Test func `a note that was given back shows why, and stays its author's`() throws {
    let it = try Training()
    try it.trainee.sign(it.note)
    try it.supervisor.giveBack(
      it.note, version: 1, commenting: try .free("What did she say herself?", on: it.practice))
    let waiting = try #require(try it.trainee.queue().first)
    #expect(waiting.waits == .forYourChanges)
    #expect(try it.supervisor.queue().isEmpty)
    let opened = try it.trainee.read(it.note, to: .terminal)
    #expect(opened.addenda.map(\.note.text) == ["What did she say herself?"])
    #expect(opened.summary.record.status == .draft)
    try it.trainee.revise(it.note, to: try .free("Second words.", on: it.practice))
    #expect(try it.trainee.queue().isEmpty)
    try it.trainee.sign(it.note)
    try it.supervisor.coSign(it.note, version: 2)
    let whole = try it.supervisor.read(it.note, to: .terminal)
    #expect(whole.note.text == "Second words." && whole.addenda.count == 1)
    #expect(try it.officer.verify().firstFault == nil)
    #expect(try it.officer.verify().violations == [])
  }

  @Test func `a rotated file keeps the comments too`() throws {
    let it = try Training()
    try it.trainee.sign(it.note)
    try it.supervisor.giveBack(
      it.note, version: 1, commenting: try .free("Why so?", on: it.practice))
    let compartment = try #require(try it.supervisor.state.files[it.file]).compartment
    #expect(try it.supervisor.rotate(compartment).renewed == 3)
    #expect(
      try it.trainee.read(it.note, to: .terminal).addenda.map(\.note.text) == ["Why so?"])
    #expect(try it.officer.verify().firstFault == nil)
  }

  // Nobody signs words that they have not seen.
  @Test func `words that changed since they were read are not co-signed`() throws {
    let it = try Training()
    try it.trainee.sign(it.note)
    let read = try it.supervisor.read(it.note, to: .terminal)
    try it.trainee.revise(it.note, to: try .free("Other words.", on: it.practice))
    #expect(throws: NoteRefused.notSubmitted) {
      try it.supervisor.coSign(it.note, version: read.summary.version)
    }
    try it.trainee.sign(it.note)
    #expect(throws: NoteRefused.changedMeanwhile) {
      try it.supervisor.coSign(it.note, version: read.summary.version)
    }
  }

  @Test func `a damaged file stays in the queue and keeps nobody from the rest`() throws {
    let it = try Training()
    _ = try it.trainee.sign(it.note)
    // The file's history cannot be read any more; the log itself was verified before.
    let head = try #require(try it.trainee.state.files[it.file]).head.sequence
    try it.supervisor.journal.catchUp()
    try it.practice.tamper("UPDATE leaf SET bytes = x'00' WHERE position = \(head - 1)")
    let waiting = try #require(try it.supervisor.queue().first)
    #expect(waiting.id == it.note && waiting.fault != nil)
  }

  @Test func `only who supervises the author co-signs, and only what waits`() throws {
    let it = try Training()
    #expect(throws: NoteRefused.notSubmitted) { try it.supervisor.coSign(it.note, version: 1) }
    #expect(throws: NoteRefused.notSubmitted) {
      try it.supervisor.giveBack(it.note, version: 1, commenting: nil)
    }
    try it.trainee.sign(it.note)
    #expect(throws: NoteRefused.submittedAlready) { try it.trainee.sign(it.note) }
    for other in [it.trainee, it.officer] {
      #expect(throws: Refusal.self) { try other.coSign(it.note, version: 1) }
    }
    try it.trainee.discard(it.note)
    #expect(try it.supervisor.queue().isEmpty)
  }
}
