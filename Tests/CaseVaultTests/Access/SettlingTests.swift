import Casework
import Foundation
import Keyring
import SQLiteStorage
import Sodium
import Testing

@testable import CaseVault

/// Keys that are due: who hands them on and exchanges them, when, and what happens where it cannot be done.
@Suite struct SettlingTests {
  @Test func `a file that cannot be rotated stays due and keeps nobody from writing`() throws {
    var team = try Team()
    _ = try team[.clinician].importLines(#"{"client":"Juan Perez","text":"One."}"#)
    let damaged = try #require(try team[.clinician].state.files.keys.first)
    let (whole, _) = try team.openFile()
    // What the import brought into the file stands in a chunk: without it nobody knows what to seal anew.
    let head = try #require(try team[.clinician].state.files[damaged]).head.hash.hexadecimal
    try team.practice.tamper("DELETE FROM chunk WHERE address = x'\(head)'")
    try team.endSupervision(of: .clinician, by: .supervisor)
    try team.comesBack(.clinician)
    let clinician = try team[.clinician]
    #expect(try team.unsettledFiles() == [try team.compartment(of: damaged)])
    #expect(try team.holders(of: damaged) == [.supervisor, .clinician])
    #expect(try team.holders(of: whole) == [.clinician])
    // The supervisor has the key still, and no say.
    #expect(throws: Refusal.self) { try team[.supervisor].notes(of: damaged) }
    _ = try clinician.write(try .free("Written all the same.", on: team.practice), in: damaged)
  }

  @Test func `a wrap that was lost keeps its holder from that file alone`() throws {
    var team = try Team()
    let (lost, _) = try team.openFile()
    let (whole, note) = try team.openFile()
    try team.endSupervision(of: .clinician, by: .supervisor)
    let row = try team[.clinician].wrapLocator(of: try team.compartment(of: lost))
    for vault in team.vaults.values { vault.close() }
    try team.practice.tamper("DELETE FROM wrap WHERE locator = x'\(row)'")
    try team.comesBack(.clinician)
    try team.comesBack(.officer)
    // What is due of the one stays due; the other is done, and everything else goes on.
    #expect(try team.unsettledFiles() == [try team.compartment(of: lost)])
    #expect(try team.holders(of: whole) == [.clinician])
    #expect(try team[.clinician].read(note, to: .terminal).note.text == "Said in confidence.")
    let clients = try team[.clinician].clients()
    #expect(clients.map { $0.fault == nil } == [false, true])
    #expect(try team[.clinician].notes(of: lost).map { $0.fault?.kind } == [.wrapMissing])
  }

  // SECURITY.md names it: the log knows a wrap by its hash, and not what it opens to.
  @Test func `a holder can hand a colleague noise, and a new assignment heals it`() throws {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team.handNoise(of: file, to: .colleague)
    try team.comesBack(.colleague)
    let colleague = try team[.colleague]
    #expect(throws: IntegrityFault.self) { try colleague.read(note, to: .terminal) }
    let own = try colleague.addClient(named: try ClientName("Juan Perez"))
    #expect(try colleague.clients().map { $0.fault == nil } == [false, true])
    _ = own
    try team[.supervisor].unassign(file, from: try team.member(.colleague))
    try team[.supervisor].assign(file, to: try team.member(.colleague))
    #expect(try team[.colleague].read(note, to: .terminal).note.text == "Said in confidence.")
  }

  @Test func `a vault that nobody may write to opens, whatever is due`() throws {
    let team = try Team()
    let (file, _) = try team.openFile()
    try team.endSupervision(of: .clinician, by: .supervisor)
    let person = try #require(team.people[.clinician])
    let vault = try Vault.open(
      try SQLiteStorage.open(at: team.practice.vaultPath, readOnly: true),
      with: try person.identity(), memory: person.memory, in: team.practice.clock.surroundings)
    #expect(try vault.members().count == 5)
    #expect(try team.unsettledFiles() == [try team.compartment(of: file)])
  }

  // Nobody who is entitled would ever have had it.
  @Test func `the last who holds a key hands it on, also after they lost the right to it`() throws {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team.supervise(.colleague, by: .supervisor)
    // Neither entry carries the key: as a supervisor's would who waits for it themselves.
    for content in [
      FileAssigned(file: file, to: try team.member(.colleague), wraps: []) as any EventContent,
      FileUnassigned(file: file, from: try team.member(.clinician)),
    ] {
      _ = try team[.supervisor].journal.record(content)
    }
    try team.endSupervision(of: .colleague, by: .supervisor)
    #expect(try team.holders(of: file) == [.supervisor, .clinician])
    #expect(throws: NotAHolder.self) { try team[.colleague].read(note, to: .terminal) }
    try team.comesBack(.clinician)
    try team.comesBack(.colleague)
    #expect(try team.holders(of: file) == [.colleague])
    #expect(try team[.colleague].read(note, to: .terminal).note.text == "Said in confidence.")
  }

  @Test func `an import waits for the keys, or would take clients in a second time`() throws {
    var team = try Team()
    let (file, _) = try team.openFile()
    _ = try team[.supervisor].journal.record(
      FileAssigned(file: file, to: try team.member(.colleague), wraps: []))
    #expect(throws: KeysOnTheirWay(count: 1)) {
      try team[.colleague].importLines(#"{"client":"Maria Lopez","text":"One."}"#)
    }
    try team.comesBack(.clinician)
    let report = try team[.colleague].importLines(#"{"client":"Maria Lopez","text":"One."}"#)
    #expect(report.newClients == 0 && report.imported == 1)
  }

  @Test func `verifying counts who waits for a key, and who has one no longer theirs`() throws {
    var team = try Team()
    try team.comesBack(.officer)
    #expect(try team[.officer].verify().withoutWrap == 0)
    let (file, _) = try team.openFile()
    _ = try team[.supervisor].journal.record(
      FileAssigned(file: file, to: try team.member(.colleague), wraps: []))
    try team.endSupervision(of: .clinician, by: .supervisor)
    let report = try team[.officer].verify()
    #expect(report.withoutWrap == 1 && report.overdue == 1)
    #expect(report.firstFault == nil)
    try team.comesBack(.clinician)
    let after = try team[.officer].verify()
    #expect(after.withoutWrap == 0 && after.overdue == 0)
  }

  @Test func `status and verification count the same keys, and what nobody can exchange apart`()
    throws
  {
    let team = try Team()
    let (file, _) = try team.openFile()
    _ = try team[.colleague].addClient(named: try ClientName("Juan Perez"))
    // Two lose their right to the one file, whose clinician runs no command meanwhile; who leaves had the other alone.
    try team[.supervisor].assign(file, to: try team.member(.colleague))
    _ = try team[.supervisor].journal.record(
      FileUnassigned(file: file, from: try team.member(.colleague)))
    try team.endSupervision(of: .clinician, by: .supervisor)
    let leaving = try team[.officer].proposeOffboarding(
      of: try team.member(.colleague), leavingClosed: true)
    try team[.administrator].approve(leaving)
    let officer = try team[.officer]
    let report = try officer.verify()
    let due = try officer.state.dueKeys(of: officer.member)
    #expect(due.overdue == 1 && report.overdue == due.overdue)
    #expect(due.withoutReader == 1 && report.beyondExchange == 1)
  }

  @Test func `a program that stays open does what is due with the next note`() throws {
    let team = try Team()
    let (file, _) = try team.openFile()
    try team.endSupervision(of: .clinician, by: .supervisor)
    #expect(try team.holders(of: file) == [.supervisor, .clinician])
    _ = try team[.clinician].write(try .free("Later.", on: team.practice), in: file)
    #expect(try team.holders(of: file) == [.clinician])
    #expect(try team[.supervisor].opensAnything(in: file) == 0)
  }

  @Test func `two who take a file from each other's hands at once both get an answer`() throws {
    let team = try Team()
    let (file, _) = try team.openFile()
    try team[.supervisor].assign(file, to: try team.member(.colleague))
    // Neither has seen what the other did.
    let (supervisor, clinician) = (try team[.supervisor], try team[.clinician])
    try supervisor.unassign(file, from: try team.member(.clinician))
    #expect(throws: Refusal.self) {
      try clinician.handOver(file, to: try team.member(.colleague))
    }
    #expect(try team[.officer].state.files[file]?.assigned == [try team.member(.colleague)])
    #expect(try team[.officer].verify().violations == [])
  }
}

extension Team {
  /// What the supervisor's changed program gives in the place of a key: of the right form, under the right
  /// name, and sealed to another epoch's secret.
  fileprivate func handNoise(of file: CaseFileID, to name: Team.Name) throws {
    let supervisor = try self[.supervisor]
    _ = try supervisor.journal.recording { desk in
      let compartment = try #require(desk.state.files[file]).compartment
      let known = try #require(desk.state.compartments[compartment]?.current)
      let holder = try #require(desk.state.compartments[try member(name)]?.current)
      let noise = try supervisor.keys.keyring.draw(compartment, kind: .file, epoch: known.epoch)
      let made = try supervisor.keys.keyring.wrapped(
        noise, for: [try WrapHolder.member(holder)], in: supervisor.id)
      supervisor.keys.keyring.forget(noise)
      let added = made.sealed.wraps.map {
        AddedWrap(compartment: compartment, epoch: known.epoch, notice: $0)
      }
      let event = FileAssigned(file: file, to: try member(name), wraps: added)
      try desk.append(
        event, storing: Commit.Parts(wraps: made.wraps), spending: try desk.permit(for: event))
    }
  }
}

extension Vault {
  /// Where this member's wrap of a compartment lies, in hexadecimal.
  fileprivate func wrapLocator(of compartment: CompartmentID) throws -> String {
    let own = try #require(try state.compartments[member]?.current)
    let epoch = try #require(try state.compartments[compartment]?.current.epoch)
    let place = try LocatorKey(of: own).wrapLocator(of: compartment, epoch: epoch)
    return place.bytes.map { String(format: "%02x", $0) }.joined()
  }
}
