import Casework
import Foundation
import Keyring
import Testing

@testable import CaseVault

/// Rows that somebody planted or damaged, and a rotation that has to go on all the same: otherwise whoever
/// keeps the database could keep a leaver's key in force.
@Suite struct RotationOverDamageTests {
  /// A practice with one client and two notes.
  private struct Scene {
    let practice: Practice
    let ana = Person("Ana Ruiz")
    let vault: Vault
    let file: CaseFile
    let notes: [NoteID]

    init() throws {
      practice = try Practice()
      vault = try practice.soloVault(ana)
      let id = try vault.addClient(named: try ClientName("Maria Lopez"))
      var notes: [NoteID] = []
      for text in ["One.", "Two."] {
        notes.append(try vault.write(try .free(text, on: practice), in: id))
      }
      self.notes = notes
      file = try #require(try vault.state.files[id])
    }

    func words(_ note: NoteID) throws -> String {
      try practice.open(ana).read(note, to: .terminal).note.text
    }
  }

  @Test func `a planted row does not stop a rotation, and is no part of it`() throws {
    let scene = try Scene()
    let planted = String(repeating: "00", count: 16)
    try scene.practice.tamper(
      """
      INSERT INTO envelope (id, version, shelf, slots, header, body)
      SELECT x'\(planted)', 1, shelf, slots, header, body FROM envelope
      WHERE id = x'\(scene.notes[0].hexadecimal)'
      """)
    let rotation = try scene.vault.rotate(scene.file.compartment)
    // The client's record and two notes.
    #expect(rotation == Rotation(renewed: 3))
    let report = try scene.vault.verify()
    let place = IntegrityFault.Place.envelope(try EnvelopeID(hexadecimal: planted), version: 1)
    #expect(report.firstFault == IntegrityFault(.envelopeUnnamed, at: place))
    #expect(report.faults == 1)
    #expect(try scene.words(scene.notes[0]) == "One.")
    #expect(try scene.words(scene.notes[1]) == "Two.")
  }

  @Test func `a row that a holder planted and that opens is no part of a rotation either`() throws {
    let scene = try Scene()
    let vault = scene.vault
    let epoch = try #require(try vault.state.compartments[scene.file.compartment]?.current)
    let sealed = try vault.seal(header: [1], shelf: scene.file.shelf, to: [epoch])
    let size = try vault.state.size
    let parts = Commit.Parts(envelopes: [sealed.stored])
    try vault.storage.writing { try $0.apply(Commit(position: size, parts: parts)) }
    try vault.rotate(scene.file.compartment)
    let report = try vault.verify()
    #expect(report.firstFault?.kind == .envelopeUnnamed)
    #expect(report.faults == 1)
  }

  @Test func `a note whose keys were damaged is carried on as it is, and the rest is renewed`()
    throws
  {
    let scene = try Scene()
    try scene.practice.tamper(
      "UPDATE envelope SET slots = zeroblob(90) WHERE id = x'\(scene.notes[0].hexadecimal)'")
    let rotation = try scene.vault.rotate(scene.file.compartment)
    let damaged = EnvelopeKey(id: scene.notes[0], version: 1)
    #expect(rotation == Rotation(renewed: 2, leftOut: [damaged]))
    #expect(try scene.words(scene.notes[1]) == "Two.")
    let fault = try #require(throws: IntegrityFault.self) { _ = try scene.words(scene.notes[0]) }
    #expect(fault.kind == .textDamaged)
    let report = try scene.vault.verify()
    let place = IntegrityFault.Place.envelope(scene.notes[0], version: 1)
    #expect(report.firstFault == IntegrityFault(.slotsChanged, at: place))
    // Entries 0 … 4: founding, file, two notes, and the rotation, which renewed less than the log names.
    #expect(report.faults == 2)
  }

  @Test func `a note that was moved to another shelf is renewed with the others`() throws {
    let scene = try Scene()
    let id = scene.notes[0].hexadecimal
    try scene.practice.tamper("UPDATE envelope SET shelf = 1 WHERE id = x'\(id)'")
    #expect(try scene.vault.rotate(scene.file.compartment) == Rotation(renewed: 3))
    let report = try scene.vault.verify()
    #expect(report.firstFault?.kind == .shelfChanged)
    #expect(report.faults == 1)
    // Put back, it opens under the new key; the old one is gone.
    try scene.practice.tamper(
      "UPDATE envelope SET shelf = \(scene.file.shelf) WHERE id = x'\(id)'")
    #expect(try scene.words(scene.notes[0]) == "One.")
  }

  @Test func `a note that is missing is named, and the rest is renewed`() throws {
    let scene = try Scene()
    try scene.practice.tamper("DELETE FROM envelope WHERE id = x'\(scene.notes[0].hexadecimal)'")
    let rotation = try scene.vault.rotate(scene.file.compartment)
    let missing = EnvelopeKey(id: scene.notes[0], version: 1)
    #expect(rotation == Rotation(renewed: 2, leftOut: [missing]))
    #expect(try scene.words(scene.notes[1]) == "Two.")
  }
}
