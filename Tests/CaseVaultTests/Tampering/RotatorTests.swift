import Casework
import Keyring
import Testing

@testable import CaseVault

/// Rotations by changed programs of people who hold one compartment, and would like to do something to
/// another, or to leave a door open.
@Suite struct RotatorTests {
  private let practice: Practice
  /// Holds the registry and no case file.
  private let officer: Vault
  private let clinician: Vault
  private let file: CaseFile
  private let note: NoteID
  /// Of another client.
  private let other: CaseFile

  init() throws {
    practice = try Practice()
    let administrator: Vault
    (officer, administrator) = try practice.agency(Person("Olga Ott"), Person("Adam Adler"))
    clinician = try practice.enrol(
      Person("Clara Klein"), as: [.clinician], by: officer, and: administrator)
    let maria = try clinician.addClient(named: try ClientName("Maria Lopez"))
    note = try clinician.write(try .free("She slept.", on: practice), in: maria)
    let juan = try clinician.addClient(named: try ClientName("Juan Perez"))
    file = try #require(try clinician.state.files[maria])
    other = try #require(try clinician.state.files[juan])
    try officer.journal.catchUp()
  }

  private var registry: CompartmentID {
    get throws { try #require(try officer.state.registry) }
  }

  private func faults() throws -> VerificationReport {
    try officer.journal.catchUp()
    return try officer.verify()
  }

  @Test func `whoever rotates the registry has no say about a file's own slot`() throws {
    let rows = [file.record.key, other.record.key]
    try officer.rotate(try registry, rows: rows) { slots, _ in
      slots[0] = try slots[0].spoilt(at: 0)
    }
    let report = try faults()
    let place = IntegrityFault.Place.envelope(file.record)
    #expect(report.firstFault == IntegrityFault(.slotsChanged, at: place))
    #expect(report.faults == 1)
  }

  @Test func `nor does it help to list that slot as the one that was renewed`() throws {
    let rows = [file.record.key, other.record.key]
    try officer.rotate(try registry, rows: rows) { slots, list in
      let before = try #require(try SlotHashes(of: slots[0].slots).hash(at: 0))
      slots[0] = try slots[0].spoilt(at: 0)
      let after = try #require(try SlotHashes(of: slots[0].slots).hash(at: 0))
      list[0] = RenewedSlot(
        envelope: file.record.envelope, version: 1, before: before, after: after)
    }
    let report = try faults()
    let place = IntegrityFault.Place.envelope(file.record)
    #expect(report.firstFault == IntegrityFault(.slotsChanged, at: place))
    #expect(report.faults == 1)
  }

  @Test func `whoever rotates a file has no say about the registry's slot of its record`() throws {
    let rows = [file.record.key, EnvelopeKey(id: note, version: 1)]
    try clinician.rotate(file.compartment, rows: rows) { slots, _ in
      slots[0] = try slots[0].spoilt(at: 1)
    }
    let report = try faults()
    let place = IntegrityFault.Place.envelope(file.record)
    #expect(report.firstFault == IntegrityFault(.slotsChanged, at: place))
    #expect(report.faults == 1)
  }

  @Test func `a row of another file in the list is a fault of the rotation`() throws {
    let rows = [file.record.key, EnvelopeKey(id: note, version: 1)]
    let size = try clinician.state.size
    try clinician.rotate(file.compartment, rows: rows) { _, list in
      list.append(
        RenewedSlot(
          envelope: other.record.envelope, version: 1, before: list[0].before,
          after: list[0].after))
    }
    let report = try faults()
    #expect(report.firstFault == IntegrityFault(.slotsChanged, at: .entry(size)))
    #expect(report.faults == 1)
  }

  @Test func `a note in the list of the registry is a fault of the rotation`() throws {
    let size = try officer.state.size
    let key = EnvelopeKey(id: note, version: 1)
    try officer.rotate(try registry, rows: [file.record.key, other.record.key]) { _, list in
      list.append(
        RenewedSlot(
          envelope: key.id, version: key.version, before: list[0].before, after: list[0].after))
    }
    let report = try faults()
    #expect(report.firstFault == IntegrityFault(.slotsChanged, at: .entry(size)))
    #expect(report.faults == 1)
  }

  @Test func `a row that was left as it is, so that an old key still opens it, is found`() throws {
    let size = try clinician.state.size
    let rows = [file.record.key, EnvelopeKey(id: note, version: 1)]
    try clinician.rotate(file.compartment, rows: rows) { slots, list in
      slots.removeLast()
      list.removeLast()
    }
    let report = try faults()
    #expect(report.firstFault == IntegrityFault(.slotsChanged, at: .entry(size)))
    #expect(report.faults == 1)
  }

  @Test func `a row that is listed and was left as it is, is found`() throws {
    let rows = [file.record.key, EnvelopeKey(id: note, version: 1)]
    try clinician.rotate(file.compartment, rows: rows) { slots, _ in slots.removeLast() }
    let report = try faults()
    let place = IntegrityFault.Place.envelope(note, version: 1)
    #expect(report.firstFault == IntegrityFault(.slotsChanged, at: place))
    #expect(report.faults == 1)
  }

  @Test func `a second rotation that forgets what the first made of a slot is found`() throws {
    let rows = [file.record.key, EnvelopeKey(id: note, version: 1)]
    try clinician.rotate(file.compartment)
    let size = try clinician.state.size
    try clinician.rotate(file.compartment, rows: rows) { _, list in
      list[1] = RenewedSlot(
        envelope: note, version: 1, before: list[0].before, after: list[1].after)
    }
    let report = try faults()
    // The entry for its list, and the row, which is not what the first rotation made of it.
    let place = IntegrityFault.Place.envelope(note, version: 1)
    #expect(report.firstFault == IntegrityFault(.slotsChanged, at: place))
    #expect(report.faults == 2)
    #expect(size + 1 == report.size)
  }
}
