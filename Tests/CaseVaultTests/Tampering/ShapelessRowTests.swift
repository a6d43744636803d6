import AuditLog
import Casework
import Keyring
import Testing

@testable import CaseVault

/// Slots and headers, kept ones too, that have no shape at all: they are no reason for anybody to stop.
@Suite struct ShapelessRowTests {
  private var team: Team
  private let file: CaseFileID
  private let note: NoteID
  private let compartment: CompartmentID

  init() throws {
    let scene = try SupervisedFile()
    (team, file, note, compartment) = (scene.team, scene.file, scene.note, scene.compartment)
  }

  /// What a changed program seals as what it replaced.
  enum Kept: CaseIterable, Sendable {
    case ofAnotherForm, tooShort, cutSlot, unknownSlot, none
  }

  @Test(arguments: Kept.allCases)
  func `what was kept and has no shape is told of who rotated, and everything opens`(kept: Kept)
    throws
  {
    var team = team
    let rows = try team.rows(of: file, note).sorted()
    try team[.clinician].rotate(
      compartment, rows: rows,
      keeping: { slots in
        switch kept {
        case .cutSlot: slots.removeLast()
        case .unknownSlot: slots[0] = 9
        case .none: slots = []
        case .ofAnotherForm, .tooShort: break
        }
      },
      sealing: { text in
        if kept == .ofAnotherForm { text[0] = 9 }
        if kept == .tooShort { text = [1] }
      }, changing: { _, _ in })
    try team.comesBack(.supervisor)
    let found = try #require(try team[.supervisor].done.spoilt.first)
    #expect(found.keptNothing && !found.isKeptMissing && found.closed == 0)
    #expect(try found.member == team.member(.clinician))
    #expect(try team[.supervisor].journal.log().trials.untried.isEmpty)
    #expect(try team[.supervisor].read(note, to: .terminal).note.text == "Said in confidence.")
    try team[.supervisor].rotate(compartment)
    #expect(try team[.supervisor].read(note, to: .terminal).note.text == "Said in confidence.")
  }

  @Test(arguments: ["slots", "header"], ["", "00", "01", "ff", "0109", "0202"])
  func `a row of whatever bytes keeps nobody from the others, and is nobody's doing`(
    column: String, bytes: String
  ) throws {
    var team = team
    try team[.clinician].rotate(compartment)
    try team.practice.tamper(
      "UPDATE envelope SET \(column) = x'\(bytes)' WHERE id = x'\(note.hexadecimal)'")
    try team.comesBack(.supervisor)
    #expect(try team[.supervisor].done.spoilt.isEmpty)
    #expect(try team[.supervisor].journal.log().trials.untried.isEmpty)
    #expect(try team[.supervisor].clients().map(\.name?.text) == ["Maria Lopez"])
    let rotation = try team[.supervisor].rotate(compartment)
    #expect(rotation.leftOut == [EnvelopeKey(id: note, version: 1)] && rotation.renewed == 1)
    #expect(try team[.officer].verify().firstFault != nil)
  }
}
