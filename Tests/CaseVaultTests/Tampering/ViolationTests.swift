import Casework
import Keyring
import Testing

@testable import CaseVault

/// Entries that are in their place and rightly signed, and still must not count, or must be remarked upon.
@Suite struct ViolationTests {
  @Test func `a note that an auditor stores stays in the log, has no effect and is reported`()
    throws
  {
    let practice = try Practice()
    let (officer, administrator) = try practice.agency(Person("Olga Ott"), Person("Adam Adler"))
    let clara = Person("Clara Klein")
    let clinician = try practice.enrol(
      clara, as: [.clinician], by: officer, and: administrator)
    let auditor = try practice.enrol(
      Person("Aud Itor"), as: [.auditor], by: officer, and: administrator)
    let file = try clinician.addClient(named: try ClientName("Maria Lopez"))
    let note = try clinician.write(try .free("She slept.", on: practice), in: file)
    try auditor.journal.catchUp()
    let head = try #require(try auditor.state.files[file]?.head)
    let hash = try ContentHash(hexadecimal: String(repeating: "11", count: 32))
    let planted = NoteStored(
      file: file, after: head, kind: .progress,
      note: EnvelopeNotice(envelope: .random(), version: 1, hash: hash, slots: hash))
    let place = try auditor.enterUnchecked(auditor.encoded(planted, by: auditor.keys.device))
    // Entries 0 … 6: founding, two times proposed and approved, file, note. Oversight waits for its holder.
    #expect(place == 7)
    for vault in [officer, clinician, auditor] {
      let report = try vault.verify()
      #expect(report.violations.map(\.sequence) == [7])
      #expect(report.violations.first?.violation == .refused(.roleLacksPower))
      // The row that it names is missed by nobody, as it counts for nothing.
      #expect(report.firstFault == nil)
      #expect(report.size == 8)
    }
    // Work goes on after it, in the file too.
    #expect(try clinician.notes(of: file).map(\.id) == [note])
    try clinician.sign(note)
    let shown = try officer.entries().filter { $0.violation != nil }
    #expect(shown.map(\.sequence) == [7])
    #expect(shown.first?.violation == .refused(.roleLacksPower))
    clinician.close()
    try practice.with(practice.open(clara)) { vault in
      let violations = try vault.verify().violations
      #expect(violations.map(\.sequence) == [7])
    }
  }

  @Test func `an entry whose clock was set back counts and is reported`() throws {
    let practice = try Practice()
    try practice.with(practice.soloVault(Person("Ana Ruiz"))) { vault in
      let file = try vault.addClient(named: try ClientName("Maria Lopez"))
      // Five minutes are let pass, as between two clocks that are both right; docs/events.md.
      practice.clock.advance(by: TimeSpan(milliseconds: -5 * 60_000))
      try vault.write(try .free("On time.", on: practice), in: file)
      #expect(try vault.verify().stepsBack == [])
      practice.clock.advance(by: TimeSpan(milliseconds: -1))
      let late = try vault.write(try .free("Back then.", on: practice), in: file)
      let report = try vault.verify()
      // Entries 0 … 3: founding, file, two notes.
      #expect(report.stepsBack == [3])
      #expect(report.violations == [])
      #expect(report.firstFault == nil)
      #expect(try vault.read(late, to: .terminal).note.text == "Back then.")
    }
  }
}
