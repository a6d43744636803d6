import Casework
import Keyring
import Testing

@testable import CaseVault

@Suite struct SoloPracticeTests {
  @Test func `a note that was written is read back in its words`() throws {
    let practice = try Practice()
    let vault = try practice.soloVault(Person("Ana Ruiz"))
    let file = try vault.addClient(named: try ClientName("Maria Lopez"))
    let id = try vault.write(try .free("She slept through the night.", on: practice), in: file)
    let opened = try vault.read(id, to: .terminal)
    #expect(opened.note.text == "She slept through the night.")
    #expect(opened.summary.record.status == .draft)
  }

  @Test func `everything is there again when the vault is opened anew`() throws {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    let first = try practice.soloVault(ana)
    let file = try first.addClient(named: try ClientName("Maria Lopez"))
    let id = try first.write(try .free("Kept.", on: practice), in: file)
    try first.sign(id)
    let addendum = try first.addAddendum(try .free("Corrected.", on: practice), to: id)
    let vault = try practice.open(ana)
    #expect(try vault.clients().map(\.name?.text) == ["Maria Lopez"])
    let opened = try vault.read(id, to: .terminal)
    #expect(opened.note.text == "Kept.")
    #expect(opened.addenda.map(\.note.text) == ["Corrected."])
    #expect(opened.addenda.map(\.summary.id) == [addendum])
    #expect(try vault.verify().firstFault == nil)
  }

  @Test func `a signed note takes no further version`() throws {
    let practice = try Practice()
    let vault = try practice.soloVault(Person("Ana Ruiz"))
    let file = try vault.addClient(named: try ClientName("Maria Lopez"))
    let id = try vault.write(try .free("One.", on: practice), in: file)
    try vault.revise(id, to: try .free("Two.", on: practice))
    try vault.sign(id)
    #expect(throws: NoteRefused.locked) {
      try vault.revise(id, to: try .free("Three.", on: practice))
    }
    #expect(try vault.read(id, to: .terminal).note.text == "Two.")
    #expect(try vault.read(id, version: 1, to: .terminal).note.text == "One.")
  }

  @Test func `a search finds a word whatever its case and records what it shows`() throws {
    let practice = try Practice()
    let vault = try practice.soloVault(Person("Ana Ruiz"))
    let file = try vault.addClient(named: try ClientName("Maria Lopez"))
    let id = try vault.write(try .free("Talked about the Landlord.", on: practice), in: file)
    try vault.write(try .free("Nothing of the kind.", on: practice), in: file)
    let needle = try #require(TextNeedle(foldedFrom: "landlord"))
    let result = try vault.search(for: needle, to: .terminal)
    #expect(result.hits.map(\.note) == [id])
    #expect(result.total == 1)
    let kinds = try vault.entries().suffix(2).map { type(of: $0.event.content).code }
    #expect(kinds == ["files.searched", "note.read"])
  }

  @Test func `an import brings notes in once`() throws {
    let practice = try Practice()
    let vault = try practice.soloVault(Person("Ana Ruiz"))
    let lines = """
      {"id":"1","client":"Maria Lopez","date":"2020-03-01","text":"First."}
      {"id":"2","client":"Juan Perez","date":"2020-03-02","text":"Second."}
      {"id":"3","client":"Maria Lopez","date":"2020-03-03","text":"Third."}
      """
    #expect(try vault.importLines(lines).imported == 3)
    let again = try vault.importLines(lines)
    #expect(again.imported == 0)
    #expect(again.duplicates == 3)
    let clients = try vault.clients()
    #expect(clients.map(\.name?.text) == ["Maria Lopez", "Juan Perez"])
    #expect(try vault.notes(of: clients[0].file).count == 2)
    let report = try vault.verify()
    #expect(report.firstFault == nil)
    #expect(report.envelopes == 3 + 2 + 2)
  }

  @Test func `psychotherapy notes lie under a compartment of their own`() throws {
    let practice = try Practice()
    let vault = try practice.soloVault(Person("Ana Ruiz"))
    let file = try vault.addClient(named: try ClientName("Maria Lopez"))
    let draft = NoteDraft(kind: .psychotherapy, text: "A dream.", event: nil)
    let id = try vault.write(try draft.validated(at: practice.clock.now), in: file)
    #expect(try vault.read(id, to: .terminal).note.text == "A dream.")
    let known = try #require(try vault.state.files[file])
    #expect(known.processes.count == 1)
    #expect(known.processShelves.values.first != known.shelf)
    #expect(try vault.verify().firstFault == nil)
  }
}
