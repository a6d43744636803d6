import Casework
import Keyring
import Testing

@testable import CaseVault

/// How far back somebody looks for a slot that opens, and what no rotation can take.
@Suite struct ManyRotationsTests {
  private var team: Team
  private let file: CaseFileID
  private let note: NoteID
  private let compartment: CompartmentID

  init() throws {
    let scene = try SupervisedFile()
    (team, file, note, compartment) = (scene.team, scene.file, scene.note, scene.compartment)
  }

  @Test(arguments: [(16, 1), (17, 0)])
  func `what was kept is looked for sixteen rotations back, and no farther`(
    rotations: Int, restored: Int
  ) throws {
    var team = team
    try team[.clinician].spoil(note, of: file)
    for _ in 1..<rotations { try team[.clinician].spoilOnceMore(note, of: file) }
    try team.comesBack(.supervisor)
    let found = try team[.supervisor].done.spoilt
    #expect(found.map(\.closed) == [1] && found.map(\.restored) == [restored])
    #expect(try team[.supervisor].journal.log().trials.untried.isEmpty)
    let words = try? team[.supervisor].read(note, to: .terminal).note.text
    #expect(words == (restored == 1 ? "Said in confidence." : nil))
    // Who works there goes on all the same.
    try team[.supervisor].write(try .free("Since then.", on: team.practice), in: file)
  }

  @Test(arguments: [(16, 1), (17, 0)])
  func `what all of them passed over is found as far back, and then left to a verification`(
    rotations: Int, closed: Int
  ) throws {
    var team = team
    let record = try #require(try team[.clinician].state.files[file]).record.key
    for _ in 0..<rotations {
      try team[.clinician].rotate(compartment, rows: [record]) { _, _ in }
    }
    #expect(try team[.officer].verify().firstFault?.kind == .slotsChanged)
    try team.comesBack(.supervisor)
    #expect(try team[.supervisor].done.spoilt.map(\.restored) == (closed == 1 ? [1] : []))
    #expect(try team[.supervisor].journal.log().trials.untried.isEmpty)
  }

  // MARK: - More than a rotation can list

  @Test func `a file with more texts than one chunk keeps is not rotated, and stays as it is`()
    throws
  {
    let clinician = try team[.clinician]
    clinician.roomForKept = 280
    let size = try clinician.state.size
    let held = clinician.keys.keyring.count
    #expect(throws: RotationTooLarge(count: 2, most: 1)) { try clinician.rotate(compartment) }
    #expect(try clinician.state.size == size)
    #expect(clinician.keys.keyring.count == held)
    #expect(try clinician.read(note, to: .terminal).note.text == "Said in confidence.")
  }

  @Test func `one that cannot be rotated for its size keeps no other from it`() throws {
    let (other, _) = try team.openFile(of: .clinician)
    let clinician = try team[.clinician]
    _ = try clinician.write(try .free("One more.", on: team.practice), in: file)
    try team.endSupervision(of: .clinician, by: .supervisor)
    #expect(try team.unsettledFiles().count == 2)
    clinician.roomForKept = 350
    try clinician.journal.catchUp()
    try clinician.settle()
    #expect(try team.unsettledFiles() == [compartment])
    #expect(try team.holders(of: other) == [.clinician])
    clinician.roomForKept = Vault.roomInOneChunk
    try clinician.settle()
    #expect(try team.unsettledFiles() == [])
  }

  @Test func `what was spoilt and is too large to be renewed is told, and not tried for ever`()
    throws
  {
    try team[.clinician].spoil(note, of: file)
    let supervisor = try team[.supervisor]
    supervisor.roomForKept = 280
    try supervisor.settle()
    #expect(supervisor.done.spoilt.map(\.closed) == [1])
    #expect(supervisor.done.spoilt.map(\.restored) == [0])
    #expect(try supervisor.journal.log().trials.untried.isEmpty)
    #expect(try team[.officer].verify().firstFault == nil)
  }
}
