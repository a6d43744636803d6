import Casework
import Keyring
import SQLiteStorage
import Testing

@testable import CaseVault

/// A case file going from hand to hand in a whole vault: who reads, who waits, and what a key opens.
@Suite struct AssigningTests {
  @Test func `a supervisor gets the key of a supervisee's file as soon as it is there`() throws {
    let team = try Team()
    let (file, note) = try team.openFile()
    // The clinician's own command has handed it on.
    #expect(try team.holders(of: file) == [.supervisor, .clinician])
    let text = try team[.supervisor].read(note, to: .terminal).note.text
    #expect(text == "Said in confidence.")
    #expect(throws: Refusal.self) { try team[.colleague].read(note, to: .terminal) }
    #expect(try team[.officer].verify().firstFault == nil)
  }

  @Test func `whoever begins to supervise waits until a holder has been there`() throws {
    var team = try Team()
    try team.endSupervision(of: .clinician, by: .supervisor)
    let (file, note) = try team.openFile()
    #expect(try team.holders(of: file) == [.clinician])
    try team.supervise(.clinician, by: .supervisor)
    let supervisor = try team[.supervisor]
    let client = try #require(try supervisor.clients().first)
    #expect(client.access == .keyOnItsWay)
    #expect(throws: NotAHolder.self) { try supervisor.read(note, to: .terminal) }
    // One file that nobody has handed on yet keeps nobody from searching the others.
    let needle = try #require(TextNeedle(foldedFrom: "confidence"))
    let before = try supervisor.search(for: needle, to: .terminal)
    #expect(before.total == 0 && before.filesSearched == 0 && before.filesWaiting == 1)
    try team.comesBack(.clinician)
    let after = try team[.supervisor].search(for: needle, to: .terminal)
    #expect(after.total == 1 && after.filesSearched == 1 && after.filesWaiting == 0)
    #expect(try team[.supervisor].clients().first?.access == .open)
    #expect(try team[.supervisor].read(note, to: .terminal).note.text == "Said in confidence.")
  }

  @Test func `an imported file goes to the importer's supervisor too`() throws {
    let team = try Team()
    _ = try team[.clinician].importLines(
      """
      {"client":"Juan Perez","text":"One."}
      {"client":"Nora Nagy","text":"Two."}
      """)
    let files = try team[.supervisor].state.files.keys
    #expect(files.count == 2)
    for file in files {
      #expect(try team.holders(of: file) == [.supervisor, .clinician])
    }
    let needle = try #require(TextNeedle(foldedFrom: "two"))
    #expect(try team[.supervisor].search(for: needle, to: .terminal).total == 1)
  }

  @Test func `a colleague who gets a file reads and writes in it at once`() throws {
    let team = try Team()
    let (file, note) = try team.openFile()
    try team[.supervisor].assign(file, to: try team.member(.colleague))
    #expect(try team.holders(of: file) == [.supervisor, .clinician, .colleague])
    let colleague = try team[.colleague]
    #expect(try colleague.read(note, to: .terminal).note.text == "Said in confidence.")
    let added = try colleague.write(try .free("Continued.", on: team.practice), in: file)
    #expect(try team[.clinician].read(added, to: .terminal).note.text == "Continued.")
    #expect(try team[.officer].verify().firstFault == nil)
    #expect(try team[.officer].verify().violations == [])
  }

  @Test func `whoever loses a file opens nothing that is in the database then`() throws {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team[.supervisor].assign(file, to: try team.member(.colleague))
    let clinician = try team[.clinician]
    _ = try clinician.read(note, to: .terminal)
    try team[.supervisor].unassign(file, from: try team.member(.clinician))
    // The supervisor answers for the clinician, whose file it is no longer: both are out with one entry.
    #expect(throws: Refusal.self) { try clinician.read(note, to: .terminal) }
    try team.comesBack(.colleague)
    #expect(try team.holders(of: file) == [.colleague])
    let later = try team[.colleague].write(try .free("Later.", on: team.practice), in: file)
    // With every secret that she ever had, and a program that asks nobody.
    #expect(try team[.clinician].opensAnything(in: file) == 0)
    #expect(try team[.supervisor].opensAnything(in: file) == 0)
    #expect(try team[.colleague].opensAnything(in: file) == 3)
    #expect(try team[.colleague].read(later, to: .terminal).note.text == "Later.")
    #expect(try team[.officer].verify().firstFault == nil)
  }

  // The limit that SECURITY.md names: what was copied before opens with the key from before.
  @Test func `a copy from before stays open to whoever had its key`() throws {
    var team = try Team()
    let (file, _) = try team.openFile()
    try team[.supervisor].assign(file, to: try team.member(.colleague))
    let path = team.practice.folder.appending("copy.db")
    try team[.clinician].storage.copy(to: path) { _ in }
    try team[.supervisor].unassign(file, from: try team.member(.clinician))
    try team.comesBack(.colleague)
    let clinician = try team[.clinician]
    #expect(try clinician.opensAnything(in: file) == 0)
    let copy = try SQLiteStorage.open(copy: path)
    #expect(try clinician.opensAnything(in: file, of: copy) == 2)
  }

  @Test func `the supervisor rotates with the command that takes a file away`() throws {
    let team = try Team()
    let (file, _) = try team.openFile()
    try team[.supervisor].assign(file, to: try team.member(.colleague))
    try team.supervise(.colleague, by: .supervisor)
    try team[.supervisor].unassign(file, from: try team.member(.clinician))
    #expect(try team.holders(of: file) == [.supervisor, .colleague])
    let compartment = try team.compartment(of: file)
    #expect(try team[.officer].state.compartments[compartment]?.current.epoch == 2)
    #expect(try team.unsettledFiles().isEmpty)
  }

  @Test func `a clinician hands a file over and cannot open it any more`() throws {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team[.clinician].handOver(file, to: try team.member(.colleague))
    #expect(throws: Refusal.self) { try team[.clinician].read(note, to: .terminal) }
    #expect(throws: Refusal.self) { try team[.supervisor].read(note, to: .terminal) }
    #expect(try team[.colleague].read(note, to: .terminal).note.text == "Said in confidence.")
    try team.comesBack(.colleague)
    #expect(try team.holders(of: file) == [.colleague])
    #expect(try team[.officer].verify().firstFault == nil)
  }

  @Test func `the end of supervision closes the files with the next command of a holder`() throws {
    var team = try Team()
    let (file, note) = try team.openFile()
    _ = try team[.supervisor].read(note, to: .terminal)
    try team.endSupervision(of: .clinician, by: .supervisor)
    #expect(throws: Refusal.self) { try team[.supervisor].read(note, to: .terminal) }
    try team.comesBack(.clinician)
    #expect(try team.holders(of: file) == [.clinician])
    #expect(try team[.supervisor].opensAnything(in: file) == 0)
  }

  // MARK: - Wrong input

  @Test func `a wrong assignment is refused with its reason and changes nothing`() throws {
    let team = try Team()
    let (file, _) = try team.openFile()
    let supervisor = try team[.supervisor]
    let size = try supervisor.state.size
    for (member, why) in [
      (try team.member(.officer), CannotAssign.doesNoCasework),
      (try team.member(.clinician), .assignedAlready), (MemberID.random(), .noSuchMember),
    ] {
      #expect(throws: why) { try supervisor.assign(file, to: member) }
    }
    #expect(throws: CannotAssign.notAssigned) {
      try supervisor.unassign(file, from: try team.member(.colleague))
    }
    #expect(throws: CannotAssign.nobodyLeft) {
      try supervisor.unassign(file, from: try team.member(.clinician))
    }
    #expect(try supervisor.state.size == size)
    #expect(throws: Refusal.self) {
      try team[.clinician].assign(file, to: try team.member(.colleague))
    }
    #expect(throws: Refusal.self) {
      try team[.colleague].handOver(file, to: try team.member(.colleague))
    }
    #expect(throws: CannotAssign.assignedAlready) {
      try team[.clinician].handOver(file, to: try team.member(.clinician))
    }
  }

  @Test func `a wrong supervision is refused with its reason`() throws {
    let team = try Team()
    let officer = try team[.officer]
    let names: [(Team.Name, Team.Name, CannotSupervise)] = [
      (.clinician, .colleague, .isNoSupervisor), (.officer, .supervisor, .doesNoCasework),
      (.supervisor, .supervisor, .eachOther), (.clinician, .supervisor, .supervisesAlready),
    ]
    for (member, supervisor, why) in names {
      let (one, other) = (try team.member(member), try team.member(supervisor))
      #expect(throws: why) { try officer.proposeSupervision(of: one, by: other) }
    }
    #expect(throws: CannotSupervise.doesNotSupervise) {
      try officer.proposeEndOfSupervision(
        of: try team.member(.colleague), by: try team.member(.supervisor))
    }
    #expect(throws: CannotSupervise.noSuchMember) {
      try officer.proposeSupervision(of: .random(), by: try team.member(.supervisor))
    }
    #expect(throws: Refusal.self) {
      try team[.supervisor].proposeSupervision(
        of: try team.member(.colleague), by: try team.member(.supervisor))
    }
  }

  // MARK: - Changed programs

  @Test func `an officer's changed program assigns itself a file in vain`() throws {
    let team = try Team()
    let (file, note) = try team.openFile()
    let officer = try team[.officer]
    let device = officer.keys.device
    for content in [
      FileAssigned(file: file, to: officer.member, wraps: []) as any EventContent,
      FileHandedOver(file: file, to: officer.member, wraps: []),
      FileUnassigned(file: file, from: try team.member(.clinician)),
      MemberSupervised(try team.member(.clinician), by: officer.member),
    ] {
      try officer.enterUnchecked(try officer.encoded(content, by: device))
    }
    #expect(try team[.officer].state.violations.count == 4)
    #expect(try team.holders(of: file) == [.supervisor, .clinician])
    #expect(throws: Refusal.self) { try team[.officer].read(note, to: .terminal) }
    #expect(try team[.clinician].read(note, to: .terminal).note.text == "Said in confidence.")
  }

  @Test func `whoever has lost a file rotates it in vain`() throws {
    let team = try Team()
    let (file, _) = try team.openFile()
    try team[.supervisor].assign(file, to: try team.member(.colleague))
    try team[.supervisor].unassign(file, from: try team.member(.clinician))
    let compartment = try team.compartment(of: file)
    // The key that she still has until the next holder comes would do.
    #expect(throws: InadmissibleAct(violation: .wrongHolders)) {
      try team[.clinician].rotate(compartment)
    }
    #expect(try team[.officer].state.compartments[compartment]?.current.epoch == 1)
  }
}
