import Testing

@testable import Casework

@Suite struct ClientQueryTests {
  private struct Client: NamedClient, Equatable {
    let name: ClientName?
    let number: ClientNumber?
  }

  private func clients() throws -> [Client] {
    let names = [
      "Maria Lopez", "Mario López-García", "Ann Lee", "Ann Leeson", "Zoë Øster", "C-3 Peopleson",
      "Jo Smith", "Jo Jordan", "Łukasz Weiß",
    ]
    return try names.enumerated().map {
      Client(name: try ClientName($1), number: ClientNumber($0 + 1))
    }
  }

  @Test(
    arguments: [
      ("maria", ["Maria Lopez"]), ("MARIA LOPEZ", ["Maria Lopez"]),
      ("lopez maria", ["Maria Lopez"]),
      ("lopez", ["Maria Lopez", "Mario López-García"]), ("garcia", ["Mario López-García"]),
      ("mari", ["Maria Lopez", "Mario López-García"]), ("ann lee", ["Ann Lee"]),
      ("ann", ["Ann Lee", "Ann Leeson"]), ("leeson", ["Ann Leeson"]), ("zoe oster", ["Zoë Øster"]),
      ("ZOË", ["Zoë Øster"]), ("lukasz weiss", ["Łukasz Weiß"]), ("c-3", ["Ann Lee"]),
      ("C5", ["Zoë Øster"]),
      ("jo jo", ["Jo Jordan"]), ("jo", ["Jo Smith", "Jo Jordan"]), ("opez", []), ("c-99", []),
      ("-", []),
      ("maria lopez garcia", []),
    ] as [(String, [String])])
  func `a client is found by what one would type`(typed: String, expected: [String]) throws {
    let match = try #require(ClientQuery(typed)).find(among: try clients())
    switch match {
    case .none: #expect(expected.isEmpty)
    case .one(let client): #expect([client.name?.text] == expected)
    case .several(let clients): #expect(clients.map(\.name?.text) == expected)
    }
  }

  @Test func `names that look the same answer to the same, and whoever has none to its number`()
    throws
  {
    // A soft hyphen, a zero-width space between two others, a joiner that Persian spells with.
    let names = ["Maria Lopez", "Ma\u{ad}ria Lopez", "Maria \u{200b} Lopez", "Maria Lopez\u{200c}"]
    let clients =
      try names.enumerated().map {
        Client(name: try ClientName($1), number: ClientNumber($0 + 1))
      } + [Client(name: nil, number: ClientNumber(5))]
    #expect(
      try #require(ClientQuery("maria lopez")).find(among: clients)
        == .several(Array(clients[..<4])))
    #expect(try #require(ClientQuery("C-5")).find(among: clients) == .one(clients[4]))
  }

  @Test(arguments: ["", "   ", "\n"])
  func `nothing typed means nobody`(typed: String) {
    #expect(ClientQuery(typed) == nil)
  }

  @Test(
    arguments: [
      ("C-17", 17), ("c-17", 17), ("c17", 17), (" C-1 ", 1), ("C-0", nil), ("C-017", nil),
      ("17", nil), ("C-", nil),
      ("C--17", nil), ("C-1x", nil), ("C-99999999999999999999", nil), ("", nil),
    ] as [(String, Int?)])
  func `client numbers are read in one way`(typed: String, number: Int?) {
    #expect(ClientNumber(typed)?.number == number)
  }
}
