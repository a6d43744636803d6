import AuditLog
import Casework
import Keyring
import Testing

@testable import CaseVault

/// Rows that whoever may write to the database has changed, and rotations before and after: they lock nobody
/// out, and are nobody's doing who rotated.
@Suite struct ChangedRowTests {
  private var team: Team
  private let file: CaseFileID
  private let note: NoteID
  private let compartment: CompartmentID

  init() throws {
    let scene = try SupervisedFile()
    (team, file, note, compartment) = (scene.team, scene.file, scene.note, scene.compartment)
  }

  private func put(_ bytes: [UInt8], as column: String, of envelope: EnvelopeID) throws {
    try team.practice.tamper(
      """
      UPDATE envelope SET \(column) = x'\(Hexadecimal.text(of: bytes))'
      WHERE id = x'\(envelope.hexadecimal)'
      """)
  }

  @Test(arguments: [false, true], [false, true])
  func `slots of a record that were cut or swapped keep nobody out, and none is written over`(
    isSwapped: Bool, ofRegistry: Bool
  ) throws {
    var team = team
    let record = try #require(try team[.officer].state.files[file]).record.key
    let whole = try team[.officer].slots(of: record)
    let end = 1 + (whole[1] == 1 ? 77 : 129)
    let changed =
      isSwapped ? [2] + whole[end...] + whole[1..<end] : [1] + Array(whole[end...])
    try put(changed, as: "slots", of: record.id)
    let id = ofRegistry ? try #require(try team[.officer].state.registry) : compartment
    let rotator: Team.Name = ofRegistry ? .officer : .clinician
    for _ in 0..<2 { #expect(try team[rotator].rotate(id).leftOut == [record]) }
    try team.comesBack(.supervisor)
    #expect(try team[.supervisor].done.spoilt.isEmpty)
    #expect(try team[.supervisor].journal.log().trials.untried.isEmpty)
    #expect(try team[.supervisor].clients().count == 1)
    #expect(try team[.supervisor].read(note, to: .terminal).note.text == "Said in confidence.")
    #expect(try team[.supervisor].rotate(id).leftOut == [record])
    #expect(try team[.officer].verify().firstFault?.kind == .slotsChanged)
    #expect(try team[.officer].slots(of: record) == changed)
  }

  @Test func `a header that somebody changed afterwards is not said of who rotated`() throws {
    var team = team
    try team[.clinician].rotate(compartment)
    let officer = try team[.officer]
    var header = try officer.storage.reading {
      try #require(try $0.envelope(note, version: 1, parts: .headers)).header
    }
    header[30] ^= 1
    try put(header, as: "header", of: note)
    try team.comesBack(.supervisor)
    #expect(try team[.supervisor].done.spoilt.isEmpty)
    #expect(try team[.supervisor].journal.log().trials.untried.isEmpty)
    let place = IntegrityFault.Place.envelope(note, version: 1)
    #expect(try officer.verify().firstFault == IntegrityFault(.envelopeChanged, at: place))
  }

  @Test func `noise is named also where what was kept was taken away`() throws {
    var team = team
    try team[.clinician].spoil(note, of: file)
    let officer = try team[.officer]
    let entry = try officer.state.size - 1
    let address = try officer.keptAddress(of: compartment)
    try team.practice.tamper("DELETE FROM chunk WHERE address = x'\(address.hexadecimal)'")
    try team.comesBack(.supervisor)
    let found = try #require(try team[.supervisor].done.spoilt.first)
    #expect(found.sequence == entry && found.closed == 1 && found.restored == 0)
    #expect(found.isKeptMissing && !found.keptNothing)
    #expect(try found.member == team.member(.clinician))
    #expect(try team[.supervisor].journal.log().trials.untried.isEmpty)
  }

  @Test func `what lies farther back than the slot that opens is not needed`() throws {
    var team = team
    let officer = try team[.officer]
    try team[.clinician].rotate(compartment)
    // Whoever has not taken the list in cannot do without it.
    try team.comesBack(.supervisor)
    try officer.journal.catchUp()
    let first = try #require(try officer.state.compartment(compartment)?.rotations.first)
    let event = try #require(
      try officer.storedEntry(at: first).event.content as? CompartmentRotated)
    guard case .slots(_, let list, let kept) = event.past else {
      Issue.record("a case file does not chain")
      return
    }
    try team[.clinician].spoil(note, of: file)
    for address in [list, kept] {
      try team.practice.tamper("DELETE FROM chunk WHERE address = x'\(address.hexadecimal)'")
    }
    try team.comesBack(.supervisor)
    #expect(try team[.supervisor].done.spoilt.map(\.restored) == [1])
    #expect(try team[.supervisor].read(note, to: .terminal).note.text == "Said in confidence.")
  }
}
