import Casework
import Keyring
import Testing

@testable import CaseVault

@Suite struct AgencyTests {
  @Test func `an agency begins with two signatures and enrols a clinician by two people`() throws {
    let practice = try Practice()
    let (officer, administrator) = try practice.agency(Person("Olga Ott"), Person("Adam Adler"))
    let clinician = try practice.enrol(
      Person("Clara Klein"), as: [.clinician], by: officer, and: administrator)
    let file = try clinician.addClient(named: try ClientName("Maria Lopez"))
    let id = try clinician.write(try .free("Said in confidence.", on: practice), in: file)
    #expect(try clinician.read(id, to: .terminal).note.text == "Said in confidence.")
    #expect(try clinician.verify().firstFault == nil)
    #expect(
      try clinician.members().compactMap(\.name).sorted() == [
        "Adam Adler", "Clara Klein", "Olga Ott",
      ])
  }

  @Test func `nobody but the clinician reads the note and each refusal is recorded`() throws {
    let practice = try Practice()
    let (officer, administrator) = try practice.agency(Person("Olga Ott"), Person("Adam Adler"))
    let clinician = try practice.enrol(
      Person("Clara Klein"), as: [.clinician], by: officer, and: administrator)
    let file = try clinician.addClient(named: try ClientName("Maria Lopez"))
    let id = try clinician.write(try .free("Said in confidence.", on: practice), in: file)
    for other in [officer, administrator] {
      try other.journal.catchUp()
      #expect(throws: Refusal.self) { try other.read(id, to: .terminal) }
      let last = try #require(try other.entries().last)
      #expect(type(of: last.event.content).code == "act.refused")
    }
  }

  @Test func `an auditor approved by an administrator gets oversight from its holder`() throws {
    let practice = try Practice()
    let olga = Person("Olga Ott")
    let (officer, administrator) = try practice.agency(olga, Person("Adam Adler"))
    let auditor = try practice.enrol(
      Person("Aud Itor"), as: [.auditor], by: officer, and: administrator)
    let oversight = try #require(try auditor.state.oversight)
    #expect(try auditor.state.compartments[oversight]?.isHeld(by: auditor.member) == false)
    _ = try practice.open(olga)
    try auditor.journal.catchUp()
    #expect(try auditor.state.compartments[oversight]?.isHeld(by: auditor.member) == true)
    #expect(try auditor.verify().firstFault == nil)
  }

  @Test func `whoever proposes a member cannot approve it alone`() throws {
    let practice = try Practice()
    let (officer, _) = try practice.agency(Person("Olga Ott"), Person("Adam Adler"))
    let request = try EnrolmentRequest.parse(Person("Eve").request(at: practice.clock.now))
    let number = try officer.proposeMember(request, named: "Eve", as: [.clinician])
    #expect(throws: NotApprovable(number: number, why: .byAnother)) { try officer.approve(number) }
  }
}
