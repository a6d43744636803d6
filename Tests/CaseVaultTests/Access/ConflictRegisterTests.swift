import Casework
import Keyring
import Testing

@testable import CaseVault

/// The register of conflicts in a whole vault: who is kept out, what a key opens then, who reads why.
@Suite struct ConflictRegisterTests {
  @Test func `a declared conflict closes the file at once, and its key with the next command`()
    throws
  {
    var team = try Team()
    let (file, note) = try team.openFile()
    _ = try team[.clinician].read(note, to: .terminal)
    try team[.clinician].declareConflict(
      of: try team.member(.clinician), with: file, because: "She is my neighbour.")
    #expect(throws: Refusal.self) { try team[.clinician].read(note, to: .terminal) }
    #expect(try team[.clinician].clients().isEmpty)
    #expect(throws: NoteRefused.noSuchNote) { try team[.clinician].record(of: note) }
    // Whoever supervises her goes on, and their next command takes her key away.
    try team.comesBack(.supervisor)
    #expect(try team.holders(of: file) == [.supervisor])
    #expect(try team[.clinician].opensAnything(in: file) == 0)
    #expect(try team[.supervisor].read(note, to: .terminal).note.text == "Said in confidence.")
    #expect(try team[.officer].verify().firstFault == nil)
    #expect(try team[.officer].verify().violations == [])
  }

  @Test func `a supervisor with a conflict loses the supervisee's file, and rotates nothing`()
    throws
  {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team[.officer].declareConflict(
      of: try team.member(.supervisor), with: file, because: nil)
    #expect(throws: Refusal.self) { try team[.supervisor].read(note, to: .terminal) }
    try team.comesBack(.supervisor)
    #expect(try team.holders(of: file) == [.supervisor, .clinician])
    try team.comesBack(.clinician)
    #expect(try team.holders(of: file) == [.clinician])
  }

  @Test func `the reason is read by oversight alone, and recorded before`() throws {
    let team = try Team()
    let (file, _) = try team.openFile()
    let auditor = try team.practice.enrol(
      Person("Aud Itor"), as: [.auditor], by: try team[.officer], and: try team[.administrator])
    _ = try team.practice.open(try #require(team.people[.officer]))
    try team[.clinician].declareConflict(
      of: try team.member(.clinician), with: file, because: "She is my neighbour.")
    for vault in [try team[.officer], auditor] {
      try vault.journal.catchUp()
      let size = try vault.state.size
      let known = try #require(try vault.conflicts(to: .terminal).first)
      #expect(known.reason == "She is my neighbour.")
      #expect(known.member == (try team.member(.clinician)) && known.client?.text == "C-1")
      #expect(try vault.state.size == size + 1)
      let last = try #require(try vault.entries().last)
      #expect(type(of: last.event.content).code == "records.read")
    }
    for name in [Team.Name.supervisor, .clinician] {
      let known = try #require(try team[name].conflicts(to: .terminal).first)
      #expect(known.reason == nil && known.hasReason && known.fault == nil)
    }
    // Somebody else's conflicts are shown to nobody who has no business with them.
    #expect(try team[.colleague].conflicts(to: .terminal).isEmpty)
  }

  @Test func `a wrong declaration is refused with its reason and changes nothing`() throws {
    let team = try Team()
    let (file, _) = try team.openFile()
    let (clinician, colleague) = (try team.member(.clinician), try team.member(.colleague))
    let officer = try team[.officer]
    try officer.declareConflict(of: colleague, with: file, because: nil)
    let size = try officer.state.size
    #expect(throws: CannotDeclare.declaredAlready) {
      try officer.declareConflict(of: colleague, with: file, because: nil)
    }
    #expect(throws: CannotDeclare.noSuchMember) {
      try officer.declareConflict(of: .random(), with: file, because: nil)
    }
    #expect(throws: CannotDeclare.notDeclared) {
      try officer.proposeClearing(of: clinician, with: file)
    }
    #expect(throws: InvalidText.self) {
      try officer.declareConflict(
        of: clinician, with: file, because: String(repeating: "x", count: 1_001))
    }
    #expect(try officer.state.size == size)
    #expect(throws: CannotAssign.hasConflict) {
      try team[.supervisor].assign(file, to: colleague)
    }
    #expect(throws: CannotAssign.hasConflict) {
      try team[.clinician].handOver(file, to: colleague)
    }
    // The last one who could open it.
    try team.endSupervision(of: .clinician, by: .supervisor)
    #expect(throws: CannotDeclare.nobodyLeft) {
      try team[.clinician].declareConflict(of: clinician, with: file, because: "A relative.")
    }
    #expect(try team[.officer].verify().violations == [])
  }

  @Test func `what two others cleared opens the file again`() throws {
    var team = try Team()
    let (file, note) = try team.openFile()
    let clinician = try team.member(.clinician)
    try team[.clinician].declareConflict(of: clinician, with: file, because: nil)
    try team.comesBack(.supervisor)
    #expect(throws: Refusal.self) {
      try team[.clinician].proposeClearing(of: clinician, with: file)
    }
    let number = try team[.supervisor].proposeClearing(of: clinician, with: file)
    try team[.officer].approve(number)
    #expect(throws: NotAHolder.self) { try team[.clinician].read(note, to: .terminal) }
    try team.comesBack(.supervisor)
    #expect(try team[.clinician].read(note, to: .terminal).note.text == "Said in confidence.")
    #expect(try team.holders(of: file) == [.supervisor, .clinician])
  }
}
