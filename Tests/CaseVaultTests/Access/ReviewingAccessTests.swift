import Casework
import Keyring
import Testing

@testable import CaseVault

/// An access review in a whole vault: what each role is shown, and what an attestation is worth.
@Suite struct ReviewingAccessTests {
  @Test func `each role is shown what policy lets it see`() throws {
    var team = try Team()
    let (file, note) = try team.openFile()
    _ = try team[.clinician].read(note, to: .terminal)
    try team.comesBack(.supervisor)
    func shown(to name: Team.Name, of other: Team.Name? = nil) throws -> Set<MemberID> {
      Set(try team[name].accessList(of: try other.map { try team.member($0) }).held.map(\.member))
    }
    let (clinician, supervisor) = (try team.member(.clinician), try team.member(.supervisor))
    #expect(
      try shown(to: .officer) == [clinician, supervisor, try team.member(.officer)])
    #expect(try shown(to: .supervisor) == [clinician, supervisor])
    #expect(try shown(to: .clinician) == [clinician])
    #expect(try shown(to: .colleague) == [])
    #expect(try shown(to: .supervisor, of: .clinician) == [clinician])
    for (name, other) in [(Team.Name.clinician, Team.Name.supervisor), (.supervisor, .colleague)] {
      #expect(throws: Refusal.self) { try shown(to: name, of: other) }
    }
    let own = try #require(try team[.clinician].accessList().held.first)
    #expect(own.file == file && own.through == .assignment)
    #expect(own.lastUse != nil)
  }

  @Test func `an attestation names the list that the log gives, and a false one is found`() throws {
    var team = try Team()
    let (file, _) = try team.openFile()
    let list = try team[.officer].accessList()
    // What comes between looking and signing is not in it.
    try team.comesBack(.supervisor)
    try team[.supervisor].assign(file, to: try team.member(.colleague))
    let entry = try team[.officer].attest(list, of: nil, commenting: "As agreed in June.")
    let officer = try team[.officer]
    let event = try #require(try officer.entry(at: entry).event.content as? AccessAttested)
    #expect(event.size == list.size && event.digest == list.digest)
    #expect(try officer.isRight(event))
    #expect(try officer.accessList().digest != list.digest)
    let last = try #require(try officer.lastAttestation(to: .terminal))
    #expect(last.facts.entry == entry && last.comment == "As agreed in June.")
    // The words are for those who read reasons.
    #expect(try team[.clinician].lastAttestation(to: .terminal)?.comment == nil)
    let hash = try ContentHash(hexadecimal: String(repeating: "11", count: 32))
    let false_ = AccessAttested(of: nil, size: list.size, digest: hash)
    _ = try officer.journal.record(false_)
    #expect(try !officer.isRight(false_))
    // So does whoever looks at the entry, with the list as it was then.
    let checked = try officer.check(attestation: entry)
    #expect(checked.isRight && checked.list.held == list.held && checked.list.size == list.size)
    #expect(try officer.accessList().held != list.held)
    let size = try officer.state.size
    #expect(try !officer.check(attestation: size - 1).isRight)
    #expect(throws: CannotCheckAttestation.noAttestation(1)) { try officer.check(attestation: 1) }
    #expect(throws: NoSuchEntry(number: 999)) { try officer.check(attestation: 999) }
    #expect(throws: Refusal.self) { try team[.clinician].check(attestation: entry) }
    #expect(try officer.verify().firstFault == nil)
    #expect(try officer.verify().violations == [])
  }

  @Test func `verification says which attestations are not of the list that the log gave`() throws {
    var team = try Team()
    let (file, _) = try team.openFile()
    let officer = try team[.officer]
    #expect(try officer.verify().falseAttestations == [])
    let early = try officer.accessList()
    try team.comesBack(.supervisor)
    try team[.supervisor].assign(file, to: try team.member(.colleague))
    // An older list, recorded later, and that of one member: both as the log gave them.
    _ = try officer.attest(early, of: nil, commenting: nil)
    let clinician = try team.member(.clinician)
    _ = try officer.attest(
      try officer.accessList(of: clinician), of: clinician, commenting: "As agreed.")
    #expect(try officer.verify().falseAttestations == [])
    // Of another size, of somebody else, of nothing.
    let now = try officer.accessList()
    #expect(now.digest != early.digest)
    let wrong = [
      AccessAttested(of: nil, size: now.size, digest: early.digest),
      AccessAttested(of: clinician, size: now.size, digest: now.digest),
      AccessAttested(of: nil, size: 1, digest: now.digest),
    ]
    var expected: [UInt64] = []
    for attested in wrong {
      _ = try officer.journal.record(attested)
      expected.append(try officer.state.size - 1)
    }
    let report = try officer.verify()
    #expect(report.falseAttestations == expected)
    // The bytes are what was signed: nothing of the vault is broken.
    #expect(report.isWhole && report.violations.isEmpty)
    #expect(try team[.clinician].verify().falseAttestations == expected)
  }

  @Test func `what is attested names whoever has left until their keys are exchanged`() throws {
    var team = try Team()
    _ = try team.openFile()
    let clinician = try team.member(.clinician)
    try team.leaves(.clinician)
    let officer = try team[.officer]
    let list = try officer.accessList()
    let left = list.held.filter { $0.member == clinician }
    #expect(left.map(\.through) == [.keysLeft(reach: 1)] && left.allSatisfy(\.hasLeft))
    // One who shows all but that attests another list.
    let without = AccessListDigest.of(list.held.filter { !$0.hasLeft })
    let entry = try officer.attest(list, of: nil, commenting: nil)
    _ = try officer.journal.record(
      AccessAttested(of: nil, size: list.size, digest: without))
    #expect(try officer.check(attestation: entry).isRight)
    #expect(try officer.verify().falseAttestations == [entry + 1])
    try team.comesBack(.supervisor)
    #expect(try team[.officer].accessList().held.allSatisfy { !$0.hasLeft })
  }

  @Test func `an attestation without effect is reported as that alone`() throws {
    let team = try Team()
    let clinician = try team[.clinician]
    let device = try #require(try clinician.state.members[clinician.member]?.devices.first)
    let hash = try ContentHash(hexadecimal: String(repeating: "11", count: 32))
    try clinician.enterUnchecked(
      clinician.encoded(AccessAttested(of: nil, size: 1, digest: hash), by: device))
    let report = try team[.officer].verify()
    #expect(report.violations.count == 1 && report.falseAttestations == [])
  }

  @Test func `an attestation of somebody without the power is none to check`() throws {
    let team = try Team()
    let clinician = try team[.clinician]
    let list = try team[.officer].accessList()
    let device = try #require(try clinician.state.members[clinician.member]?.devices.first)
    let content = AccessAttested(of: nil, size: list.size, digest: list.digest)
    try clinician.enterUnchecked(clinician.encoded(content, by: device))
    let officer = try team[.officer]
    let entry = try officer.state.size - 1
    #expect(throws: CannotCheckAttestation.withoutEffect(entry)) {
      try officer.check(attestation: entry)
    }
  }

  @Test func `what is attested has duty, emergencies and recovery in it`() throws {
    var team = try Team()
    let (file, _) = try team.openFile()
    let before = try team[.officer].accessList()
    try team.puts(onDuty: [.colleague])
    try team.emergency(on: file)
    try team.setUpRecovery()
    let officer = try team[.officer]
    let list = try officer.accessList()
    let colleague = try team.member(.colleague)
    #expect(
      list.held.filter { $0.member == colleague }.map(\.through)
        == [.duty(reach: 1), .emergency(1)])
    #expect(
      list.held.filter { $0.member == officer.member }.map(\.through)
        == [
          .role(.oversight), .role(.registry), .recovery(.main, quorum: 2, reach: 1),
          .recovery(.process, quorum: 3, reach: 0),
        ])
    #expect(list.digest != before.digest)
    let entry = try officer.attest(list, of: nil, commenting: nil)
    #expect(try officer.check(attestation: entry).isRight)
    // An attestation of the list without them is found.
    let without = AccessAttested(
      of: nil, size: list.size,
      digest: AccessListDigest.of(
        list.held.filter { if case .duty = $0.through { false } else { true } }))
    #expect(try !officer.isRight(without))
  }

  @Test func `a grant that is over is in what is attested, until its key is dropped`() throws {
    var team = try Team()
    let (file, _) = try team.openFile()
    try team.grant(file, lasting: .days(3))
    let officer = try team[.officer]
    #expect(try officer.accessList().held.contains { $0.through == .grant(1) })
    team.practice.clock.advance(by: .days(3))
    // A program that was open all the time, and does what it was told and nothing that is due.
    _ = try team[.clinician].checkpoint()
    let list = try officer.accessList()
    let left = try #require(list.held.first { $0.through == .grantLeft(1) })
    #expect(try left.member == team.member(.colleague) && left.file == file)
    #expect(left.entry == list.size - 1)
    let entry = try officer.attest(list, of: nil, commenting: nil)
    #expect(try officer.check(attestation: entry).isRight)
    let without = AccessAttested(
      of: nil, size: list.size, digest: AccessListDigest.of(list.held.filter { $0 != left }))
    #expect(try !officer.isRight(without))
    try team.comesBack(.administrator)
    let after = try team[.officer].accessList().held
    #expect(!after.contains { [.grant(1), .grantLeft(1)].contains($0.through) })
  }

  @Test func `nobody attests what they hold themselves`() throws {
    let team = try Team()
    let (officer, supervisor) = (try team[.officer], try team[.supervisor])
    let own = try officer.accessList(of: officer.member)
    #expect(throws: Refusal.self) {
      try officer.attest(own, of: officer.member, commenting: nil)
    }
    let all = try supervisor.accessList()
    #expect(throws: Refusal.self) { try supervisor.attest(all, of: nil, commenting: nil) }
    let theirs = try supervisor.accessList(of: try team.member(.clinician))
    _ = try supervisor.attest(theirs, of: try team.member(.clinician), commenting: nil)
    #expect(try team[.officer].state.latestAttestation == nil)
    let practice = try Practice()
    let alone = try practice.soloVault(Person("Ana Ruiz"))
    let list = try alone.accessList()
    #expect(throws: Refusal.self) { try alone.attest(list, of: nil, commenting: nil) }
  }
}
