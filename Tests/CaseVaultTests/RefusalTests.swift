import Casework
import Keyring
import Testing

@testable import CaseVault

/// What one may not do is not to be had by another way either, and each attempt stands in the log.
@Suite struct RefusalTests {
  /// Two clinicians, one of whom has a client with a signed note and a draft.
  private struct Staff {
    let practice: Practice
    let officer: Vault
    let administrator: Vault
    let clinician: Vault
    let file: CaseFileID
    let signed: NoteID
    let draft: NoteID

    init() throws {
      practice = try Practice()
      (officer, administrator) = try practice.agency(Person("Olga Ott"), Person("Adam Adler"))
      clinician = try practice.enrol(
        Person("Clara Klein"), as: [.clinician], by: officer, and: administrator)
      file = try clinician.addClient(named: try ClientName("Maria Lopez"))
      signed = try clinician.write(try .free("Signed.", on: practice), in: file)
      try clinician.sign(signed)
      draft = try clinician.write(try .free("Not yet.", on: practice), in: file)
    }

    func newcomer(_ name: String, as role: Role) throws -> Vault {
      try practice.enrol(Person(name), as: [role], by: officer, and: administrator)
    }
  }

  /// `power reason` of the last entry, where that is a refusal.
  private func lastRefusal(seenBy vault: Vault) throws -> String? {
    let refused = try vault.entries().last?.event.content as? ActRefused
    return refused.map { "\($0.power.code) \($0.reason.rawValue)" }
  }

  @Test func `a trainee does not get round the signature by importing`() throws {
    let staff = try Staff()
    let trainee = try staff.newcomer("Tim Traut", as: .trainee)
    let before = try trainee.state.size
    #expect(throws: Refusal.self) {
      try trainee.importLines(#"{"client":"Nina","text":"Brought along."}"#)
    }
    // The refusal, and nothing before it: no file opened, no header read.
    #expect(try trainee.state.size == before + 1)
    #expect(try lastRefusal(seenBy: staff.officer) == "sign-notes role-lacks-power")
    #expect(try trainee.clients().isEmpty)
    #expect(try staff.officer.verify().firstFault == nil)
  }

  @Test func `a trainee writes, revises and submits, and adds to nothing that is not locked`()
    throws
  {
    let staff = try Staff()
    let trainee = try staff.newcomer("Tim Traut", as: .trainee)
    let file = try trainee.addClient(named: try ClientName("Nina"))
    let note = try trainee.write(try .free("One.", on: staff.practice), in: file)
    try trainee.revise(note, to: try .free("Two.", on: staff.practice))
    #expect(try trainee.sign(note) == false)
    #expect(throws: NoteRefused.notCosigned) {
      try trainee.addAddendum(try .free("More.", on: staff.practice), to: note)
    }
    #expect(try trainee.read(note, to: .terminal).summary.record.isLocked == false)
  }

  @Test func `who is not assigned does nothing to a note and is told nothing of it`() throws {
    let staff = try Staff()
    let other = try staff.newcomer("Otto Ohm", as: .clinician)
    let text = try Note.free("Slipped in.", on: staff.practice)
    for note in [staff.signed, staff.draft] {
      let attempts: [(String, () throws -> Void)] = [
        ("read-notes", { _ = try other.read(note, to: .terminal) }),
        ("write-notes", { try other.revise(note, to: text) }),
        ("write-notes", { try other.sign(note) }),
        ("write-notes", { try other.discard(note) }),
        ("sign-notes", { _ = try other.addAddendum(text, to: note) }),
      ]
      for (power, attempt) in attempts {
        // Signed or draft, the answer is the same, and it stands in the log.
        #expect(throws: Refusal.self) { try attempt() }
        #expect(try lastRefusal(seenBy: staff.officer) == "\(power) file-not-assigned")
      }
      #expect(throws: NoteRefused.noSuchNote) { try other.record(of: note) }
    }
    #expect(throws: Refusal.self) { try other.renameClient(staff.file, to: try ClientName("Eve")) }
    #expect(throws: Refusal.self) { try other.notes(of: staff.file) }
    #expect(throws: Refusal.self) { try other.write(text, in: staff.file) }
  }

  @Test func `a clinician is shown their own entries, not another's by number`() throws {
    let staff = try Staff()
    #expect(try staff.clinician.entries().allSatisfy { $0.member == staff.clinician.member })
    #expect(throws: Refusal.self) {
      try staff.clinician.entry(at: 0)
    }
    #expect(try lastRefusal(seenBy: staff.officer) == "read-log entry-of-another")
    let own = try #require(try staff.clinician.entries().first)
    #expect(try staff.clinician.entry(at: own.sequence).text == own.text)
    #expect(try staff.officer.entry(at: own.sequence).text == own.text)
    // Proving the log does not hang on being shown it.
    #expect(try staff.clinician.verify().firstFault == nil)
  }

  @Test func `a privacy officer knows the clients by name and opens no file`() throws {
    let staff = try Staff()
    #expect(try staff.officer.clients().map(\.name?.text) == ["Maria Lopez"])
    #expect(try staff.officer.clients().map(\.access) == [.closed])
    try staff.officer.renameClient(staff.file, to: try ClientName("Maria Lopez Ruiz"))
    #expect(try staff.clinician.clients().map(\.name?.text) == ["Maria Lopez Ruiz"])
    #expect(throws: Refusal.self) { try staff.officer.notes(of: staff.file) }
    #expect(try lastRefusal(seenBy: staff.officer) == "list-files file-not-assigned")
    #expect(throws: Refusal.self) { try staff.administrator.clients() }
    #expect(try lastRefusal(seenBy: staff.officer) == "list-files role-lacks-power")
  }

  @Test func `an approval that is refused stands in the log with its reason`() throws {
    let staff = try Staff()
    let request = try EnrolmentRequest.parse(
      Person("Late Lena").request(at: staff.practice.clock.now))
    let number = try staff.officer.proposeMember(request, named: "Late Lena", as: [.clinician])
    #expect(throws: NotApprovable.self) { try staff.officer.approve(number) }
    #expect(try lastRefusal(seenBy: staff.officer) == "manage-members own-proposal")
    let refused = try staff.officer.entries().last?.event.content as? ActRefused
    #expect(refused?.proposal?.sequence == number)
    // Fourteen days, docs/events.md.
    staff.practice.clock.advance(by: TimeSpan(milliseconds: 14 * 24 * 3_600_000 + 1))
    #expect(throws: NotApprovable.self) { try staff.administrator.approve(number) }
    #expect(try lastRefusal(seenBy: staff.officer) == "manage-members proposal-lapsed")
    #expect(try staff.officer.verify().firstFault == nil)
  }

  @Test func `a proposal that has lapsed is approved by nobody, and can be withdrawn`() throws {
    let staff = try Staff()
    let request = try EnrolmentRequest.parse(
      Person("Late Lena").request(at: staff.practice.clock.now))
    let number = try staff.officer.proposeMember(request, named: "Late Lena", as: [.clinician])
    // Fourteen days, docs/events.md.
    staff.practice.clock.advance(by: TimeSpan(milliseconds: 14 * 24 * 3_600_000 + 1))
    #expect(throws: NotApprovable(number: number, why: .lapsed)) {
      try staff.administrator.approve(number)
    }
    #expect(throws: Refusal.self) { try staff.clinician.withdraw(number) }
    #expect(try lastRefusal(seenBy: staff.officer) == "manage-members role-lacks-power")
    try staff.administrator.withdraw(number)
    #expect(throws: NoSuchProposal(number: number)) { try staff.officer.approve(number) }
  }
}
