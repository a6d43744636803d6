import Casework
import Testing

@testable import CaseVault

/// Names that nobody can tell apart by looking at them.
@Suite struct LookAlikeTests {
  @Test func `a name that differs from another only in what cannot be seen is refused`() throws {
    let practice = try Practice()
    let vault = try practice.soloVault(Person("Ana Ruiz"))
    _ = try vault.addClient(named: try ClientName("Maria Lopez"))
    let juan = try vault.addClient(named: try ClientName("Juan Perez"))
    let copied = try ClientName("Ma\u{ad}ria Lopez\u{200b}")
    let twin = LooksTheSame(other: ClientNumber(1))
    #expect(throws: twin) { try vault.addClient(named: copied) }
    #expect(throws: twin) { try vault.renameClient(juan, to: copied) }
    #expect(try vault.clients().map(\.name?.text) == ["Maria Lopez", "Juan Perez"])
    // A second person of that name is taken in under it as it stands, and asked about by number.
    try vault.addClient(named: try ClientName("Maria Lopez"))
    guard case .several(let both) = try vault.client(try #require(ClientQuery("maria lopez")))
    else {
      return #expect(Bool(false), "one of the two was taken for the other")
    }
    #expect(both.map(\.number?.text) == ["C-1", "C-3"])
  }

  @Test func `letters of another alphabet among Latin ones make no other name`() throws {
    let practice = try Practice()
    let vault = try practice.soloVault(Person("Ana Ruiz"))
    _ = try vault.addClient(named: try ClientName("Maria Lopez"))
    // U+041C and U+0430 of Cyrillic, U+039C of Greek.
    for name in ["\u{41c}aria Lopez", "Mari\u{430} Lopez", "\u{39c}aria Lopez"] {
      #expect(throws: LooksTheSame(other: ClientNumber(1))) {
        try vault.addClient(named: try ClientName(name))
      }
    }
    // In one alphabet a name is its own, and so is a mixture that looks like nobody's.
    for name in ["Мария Лопес", "Анна", "Li Ж", "Ελένη Κώστα"] {
      try vault.addClient(named: try ClientName(name))
    }
    #expect(try vault.clients().count == 5)
  }

  // U+0421 and U+0441 are the Cyrillic letters that look like C and c; U+200B is a space of no width.
  @Test(arguments: ["C-2", "c77", "C-007", "\u{421}-77", "\u{441}12", "C-\u{200b}77"])
  func `a name that reads as a number is refused`(name: String) throws {
    let practice = try Practice()
    let vault = try practice.soloVault(Person("Ana Ruiz"))
    let file = try vault.addClient(named: try ClientName("Maria Lopez"))
    let number = try ClientName(name)
    let refused = ReadsAsNumber(text: number.text)
    #expect(throws: refused) { try vault.addClient(named: number) }
    #expect(throws: refused) { try vault.addClients(named: [try ClientName("Bo Wu"), number]) }
    #expect(throws: refused) { try vault.renameClient(file, to: number) }
    #expect(try vault.clients().map(\.name?.text) == ["Maria Lopez"])
    let record = JSONObject([("client", .string(name)), ("text", "x")])
    let line = String(decoding: try StrictJSON.write(record), as: UTF8.self)
    let report = try vault.importLines(line, keepingGoing: true)
    #expect(report.refused == [RefusedRecord(line: 1, reason: .noSuchClientNumber)])
    #expect(report.newClients == 0)
  }

  @Test(arguments: [
    "Christopher 2", "C", "C-", "C 77", "CN-001", "C3PO", "Maria (C-1)", "77", "D-1",
  ])
  func `a name that only holds digits is a name`(name: String) throws {
    #expect(try !ClientName(name).readsAsNumber)
  }

  @Test func `a name with a joiner of its own is taken in and kept as it is spelled`() throws {
    let practice = try Practice()
    let vault = try practice.soloVault(Person("Ana Ruiz"))
    let name = try ClientName("می\u{200c}نا")
    let file = try vault.addClient(named: name)
    try vault.renameClient(file, to: name)
    #expect(try vault.clients().map(\.name) == [name])
  }
}
