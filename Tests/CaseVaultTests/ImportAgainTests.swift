import Casework
import Testing

@testable import CaseVault

/// The same file twice adds nothing, whatever became of its clients in between.
@Suite struct ImportAgainTests {
  private let practice: Practice
  private let vault: Vault
  private let ana = Person("Ana Ruiz")
  private let lines = """
    {"id":"1","client":"Bo Wu","date":"2020-03-01","text":"First."}
    {"client":"Maria Lopez","text":"Second."}
    {"client":"Bo Wu","kind":"psychotherapy","text":"Own thoughts."}
    """

  init() throws {
    practice = try Practice()
    vault = try practice.soloVault(ana)
  }

  /// Imports again, and says what was new, known and refused.
  private func again(_ text: String? = nil) throws -> [Int] {
    let report = try vault.importLines(text ?? lines, keepingGoing: true)
    return [report.imported, report.duplicates, report.refused.count, report.newClients]
  }

  private func refusals(_ text: String) throws -> [RefusedRecord.Reason] {
    try vault.importLines(text, keepingGoing: true).refused.map(\.reason)
  }

  private func file(_ number: Int) throws -> CaseFileID {
    try #require(try vault.clients().first { $0.number == ClientNumber(number) }).file
  }

  private func rename(_ number: Int, to name: String) throws {
    try vault.renameClient(try file(number), to: try ClientName(name))
  }

  @Test func `a client who was renamed is found under each earlier name`() throws {
    // Maria's file was opened by itself, Bo's by the import: their first records are named differently.
    try vault.addClient(named: try ClientName("Maria Lopez"))
    #expect(try again() == [3, 0, 0, 1])
    try rename(2, to: "Bo Wu-Smith")
    try rename(1, to: "Maria Lopez Ruiz")
    #expect(try again() == [0, 3, 0, 0])
    try rename(2, to: "Bo Smith")
    // What was sealed before a rotation is opened by its new slots.
    try vault.rotate(try #require(try vault.state.files[try file(2)]).compartment)
    #expect(try again() == [0, 3, 0, 0])
    let between = lines.replacing("Bo Wu", with: "BO WU-SMITH")
    #expect(try again(between) == [0, 3, 0, 0])
    let reopened = try practice.open(ana)
    #expect(try reopened.importLines(lines).duplicates == 3)
    #expect(try vault.verify().firstFault == nil)
  }

  @Test func `a new note under an earlier name is refused, and taken in by number`() throws {
    #expect(try again() == [3, 0, 0, 2])
    try rename(1, to: "Bo Wu-Smith")
    let new = #"{"client":"Bo Wu","text":"New."}"#
    #expect(try refusals(new) == [.earlierName(ClientNumber(1))])
    #expect(throws: ImportRefused.self) { try vault.importLines(new) }
    #expect(try again(new.replacing("Bo Wu", with: "C-1")) == [1, 0, 0, 0])
    #expect(try again(new) == [0, 1, 0, 0])
    // Spelled otherwise it is the same name, and called so again it is nobody's earlier one.
    try rename(1, to: "BO WÚ")
    #expect(try again(#"{"client":"Bo Wu","text":"Newer."}"#) == [1, 0, 0, 0])
  }

  @Test func `a namesake does not stand in the way of what is there already`() throws {
    #expect(try again() == [3, 0, 0, 2])
    try vault.addClient(named: try ClientName("Maria Lopez"))
    #expect(try again() == [0, 3, 0, 0])
    let new = #"{"client":"Maria Lopez","text":"New."}"#
    let both = try [2, 3].map { try #require(ClientNumber($0)) }
    #expect(try refusals(new) == [.ambiguousClient(both)])
    #expect(try again(new.replacing("Maria Lopez", with: "c3")) == [1, 0, 0, 0])
    #expect(try again(new) == [0, 1, 0, 0])
  }

  @Test func `who has a name now and who had it earlier are told apart by number alone`() throws {
    #expect(try again() == [3, 0, 0, 2])
    try rename(1, to: "Bo Wu-Smith")
    try vault.addClient(named: try ClientName("Bo Wu"))
    #expect(try again() == [0, 3, 0, 0])
    let both = try [1, 3].map { try #require(ClientNumber($0)) }
    #expect(try refusals(#"{"client":"Bo Wu","text":"New."}"#) == [.ambiguousClient(both)])
  }

  @Test func `a note is the same by its client's name and by their number`() throws {
    #expect(try again() == [3, 0, 0, 2])
    #expect(try again(lines.replacing("Bo Wu", with: "C-1")) == [0, 3, 0, 0])
    // Another client's note of the same words is another note.
    #expect(try again(#"{"client":"Bo Wu","text":"Second."}"#) == [1, 0, 0, 0])
  }
}
