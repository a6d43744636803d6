import AuditLog
import Casework
import Keyring
import Sodium
import Testing

@testable import CaseVault

@Suite struct AgencyTests {
  @Test func `an agency begins with two signatures and enrols a clinician by two people`() throws {
    let practice = try Practice()
    let (olga, adam) = (Person("Olga Ott"), Person("Adam Adler"))
    let (officer, administrator) = try practice.agency(olga, adam)
    let founding = try officer.openedLeaf(at: 0)
    #expect(founding.signatures.count == 2)
    _ = try founding.verified(by: [olga.verifyingKey(), adam.verifyingKey()])
    let clinician = try practice.enrol(
      Person("Clara Klein"), as: [.clinician], by: officer, and: administrator)
    // Every entry after it has one signature.
    #expect(try clinician.openedLeaf(at: clinician.state.size - 1).signatures.count == 1)
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
    // Entitled and without a wrap: nothing is wrong yet, but it is said.
    let waiting = try auditor.verify()
    #expect(waiting.withoutWrap == 1)
    #expect(waiting.firstFault == nil)
    _ = try practice.open(olga)
    try auditor.journal.catchUp()
    #expect(try auditor.state.compartments[oversight]?.isHeld(by: auditor.member) == true)
    let handedOn = try auditor.verify()
    #expect(handedOn.withoutWrap == 0)
    #expect(handedOn.firstFault == nil)
  }

  @Test func `an auditor with every key of an auditor's opens no case file and no client's name`()
    throws
  {
    let practice = try Practice()
    let olga = Person("Olga Ott")
    let (officer, administrator) = try practice.agency(olga, Person("Adam Adler"))
    let clinician = try practice.enrol(
      Person("Clara Klein"), as: [.clinician], by: officer, and: administrator)
    let auditor = try practice.enrol(
      Person("Aud Itor"), as: [.auditor], by: officer, and: administrator)
    let file = try clinician.addClient(named: try ClientName("Maria Lopez"))
    let note = try clinician.write(try .free("Said in confidence.", on: practice), in: file)
    // Hands on oversight to the auditor.
    _ = try practice.open(olga)
    try auditor.journal.catchUp()
    let state = try auditor.state
    let known = try #require(state.files[file])
    let oversight = try #require(state.oversight)
    #expect(try auditor.opens(oversight, in: state))
    // Whatever program the auditor has: there is no wrap to open.
    for closed in [known.compartment, try #require(state.registry)] {
      #expect(throws: NotAHolder(compartment: closed)) { try auditor.opens(closed, in: state) }
    }
    // And the program does not try.
    #expect(throws: Refusal.self) { try auditor.read(note, to: .terminal) }
    #expect(throws: Refusal.self) { try auditor.notes(of: file) }
    #expect(throws: Refusal.self) { try auditor.clients() }
    let refused = try auditor.entries().suffix(3).map { type(of: $0.event.content).code }
    #expect(refused == ["act.refused", "act.refused", "act.refused"])
    #expect(try auditor.verify().firstFault == nil)
    #expect(try auditor.verify().violations == [])
  }

  @Test func `a request that was turned down leaves nothing wrong behind`() throws {
    let practice = try Practice()
    let (officer, administrator) = try practice.agency(Person("Olga Ott"), Person("Adam Adler"))
    let eve = Person("Eve")
    let request = try EnrolmentRequest.parse(eve.request(at: practice.clock.now))
    try administrator.withdraw(
      try officer.proposeMember(request, named: "Eve", as: [.clinician]))
    #expect(try administrator.verify().firstFault == nil)
    // The same request once more, and this time she is let in.
    try administrator.approve(
      try officer.proposeMember(request, named: "Eve", as: [.clinician]))
    let clinician = try practice.join(eve, by: try officer.ticket())
    #expect(try clinician.verify().firstFault == nil)
  }

  @Test(arguments: [0, 1])
  func `of two requests of one device that wait at once either may be approved`(
    chosen: Int
  ) throws {
    let practice = try Practice()
    let (officer, administrator) = try practice.agency(Person("Olga Ott"), Person("Adam Adler"))
    let eve = Person("Eve")
    // Each request draws a compartment of its own, wrapped to the device under its one locator.
    let numbers = try (0..<2).map { _ in
      try officer.proposeMember(
        try EnrolmentRequest.parse(eve.request(at: practice.clock.now)), named: "Eve",
        as: [.clinician])
    }
    #expect(try administrator.verify().firstFault == nil)
    try administrator.approve(numbers[chosen])
    let clinician = try practice.join(eve, by: try officer.ticket())
    let file = try clinician.addClient(named: try ClientName("Maria Lopez"))
    #expect(try clinician.state.files[file] != nil)
    #expect(try clinician.verify().firstFault == nil)
    try administrator.withdraw(numbers[1 - chosen])
    #expect(try administrator.verify().firstFault == nil)
  }

  @Test func `whoever proposes a member cannot approve it alone`() throws {
    let practice = try Practice()
    let (officer, _) = try practice.agency(Person("Olga Ott"), Person("Adam Adler"))
    let request = try EnrolmentRequest.parse(Person("Eve").request(at: practice.clock.now))
    let number = try officer.proposeMember(request, named: "Eve", as: [.clinician])
    #expect(throws: NotApprovable(number: number, why: .byAnother)) { try officer.approve(number) }
  }
}

extension Vault {
  /// Whether this member's keys open a compartment; throws where they do not.
  fileprivate func opens(_ compartment: CompartmentID, in state: VaultState) throws -> Bool {
    let opened = try storage.reading { reader in
      try keys.open(compartment, of: state, in: reader, vault: id)
    }
    return opened.compartment == compartment
  }

  fileprivate func openedLeaf(at position: UInt64) throws -> OpenedLeaf {
    let stored = try #require(try storage.reading { try $0.leaf(at: position) })
    let leaf = try Leaf(stored.bytes, of: id)
    return try keys.logKeys.withKey(of: leaf.header.epoch) { try leaf.opened(logKey: $0) }
  }
}

extension Person {
  fileprivate func verifyingKey() throws -> Ed25519.VerifyingKey {
    try identity().publicKeys.signing
  }
}
