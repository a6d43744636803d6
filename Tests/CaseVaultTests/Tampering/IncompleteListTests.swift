import Casework
import Keyring
import Testing

@testable import CaseVault

/// One row that was damaged takes no list away: the rest is shown, and that it is not all.
@Suite struct IncompleteListTests {
  @Test func `a note that cannot be opened stays in its place among the others`() throws {
    let practice = try Practice()
    let vault = try practice.soloVault(Person("Ana Ruiz"))
    let file = try vault.addClient(named: try ClientName("Maria Lopez"))
    var ids: [NoteID] = []
    for text in ["One.", "Two.", "Three."] {
      ids.append(try vault.write(try .free(text, on: practice), in: file))
    }
    try practice.tamper("UPDATE envelope SET header = body WHERE id = x'\(ids[1].hexadecimal)'")
    let notes = try vault.notes(of: file)
    #expect(notes.map(\.id) == ids)
    #expect(notes.map { $0.header == nil } == [false, true, false])
    let place = IntegrityFault.Place.envelope(ids[1], version: 1)
    let fault = IntegrityFault(.envelopeChanged, at: place)
    #expect(notes.map(\.fault) == [nil, fault, nil])
    let gap = try #require(IncompleteList(notes.map(\.fault)))
    #expect(gap.count == 1 && gap.first == fault)
  }

  @Test func `a client whose name was taken away stays in the list`() throws {
    let practice = try Practice()
    let vault = try practice.soloVault(Person("Ana Ruiz"))
    _ = try vault.addClient(named: try ClientName("Maria Lopez"))
    let file = try vault.addClient(named: try ClientName("Juan Perez"))
    let record = try #require(try vault.state.files[file]?.record.envelope)
    try practice.tamper("DELETE FROM envelope WHERE id = x'\(record.hexadecimal)'")
    let clients = try vault.clients()
    #expect(clients.map(\.number?.text) == ["C-1", "C-2"])
    #expect(clients.map(\.name?.text) == ["Maria Lopez", nil])
    #expect(clients.map(\.fault?.kind) == [nil, .envelopeMissing])
    // By its number it is still there to be written in.
    let found = try vault.client(try #require(ClientQuery("C-2")))
    guard case .one(let client) = found else { return #expect(Bool(false), "nobody is C-2") }
    let note = try vault.write(try .free("Came late.", on: practice), in: client.file)
    #expect(try vault.read(note, to: .terminal).note.text == "Came late.")
  }

  @Test func `a member or newcomer whose name was changed stays in the list`() throws {
    let practice = try Practice()
    let (officer, administrator) = try practice.agency(Person("Olga Ott"), Person("Adam Adler"))
    for name in ["Eve", "Clara Klein"] {
      let request = try EnrolmentRequest.parse(Person(name).request(at: practice.clock.now))
      try officer.proposeMember(request, named: name, as: [.clinician])
    }
    let eve = try #require(try officer.state.proposals[1]?.content as? MemberEnrolled)
    let adam = try #require(try officer.state.members[administrator.member]?.name)
    for name in [eve.member.name, adam] {
      try practice.tamper(
        "UPDATE envelope SET body = header WHERE id = x'\(name.envelope.hexadecimal)'")
    }
    let waiting = try officer.waitingActs()
    #expect(waiting.map(\.number) == [1, 2])
    #expect(waiting.map(\.newcomer) == [nil, "Clara Klein"])
    #expect(waiting.map(\.by) == ["Olga Ott", "Olga Ott"])
    #expect(waiting.map(\.fault?.kind) == [.envelopeChanged, nil])
    let members = try officer.members()
    #expect(Set(members.map(\.name)) == ["Olga Ott", nil])
    #expect(IncompleteList(members.map(\.fault))?.count == 1)
  }
}
