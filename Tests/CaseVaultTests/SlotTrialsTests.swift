import Casework
import Keyring
import Testing

@testable import CaseVault

/// What a device remembers of others' rotations that it has tried, or has still to try.
@Suite struct SlotTrialsTests {
  private let team: Team
  private let file: CaseFileID
  private let note: NoteID
  private let compartment: CompartmentID

  init() throws {
    team = try Team()
    (file, note) = try team.openFile()
    compartment = try team.compartment(of: file)
  }

  @Test func `what is still to be tried is read back, and no other bytes`() throws {
    try team[.clinician].spoil(note, of: file)
    _ = try team[.supervisor]
    var trials = try team[.supervisor].journal.log().trials
    let found = SpoiltRotation(
      compartment: compartment, sequence: 7, member: try team.member(.clinician),
      found: team.practice.clock.now, closed: 3, restored: 2, keptNothing: true)
    let missing = SpoiltRotation(
      compartment: compartment, sequence: 8, member: try team.member(.clinician),
      found: team.practice.clock.now, closed: 1, restored: 0, keptNothing: false,
      isKeptMissing: true)
    trials.tried(.random(), finding: [found, missing], at: team.practice.clock.now)
    let bytes = trials.bytes
    #expect(SlotTrials(bytes: bytes) == trials)
    #expect(trials.untried == [compartment] && trials.spoilt == [found, missing])
    for length in bytes.indices { #expect(SlotTrials(bytes: Array(bytes[..<length])) == nil) }
    #expect(SlotTrials(bytes: bytes + [0]) == nil)
    #expect(SlotTrials(bytes: bytes.dropLast() + [3]) == nil)
  }

  @Test func `what is about to be repaired is kept, and what then came of it takes its place`()
    throws
  {
    let now = team.practice.clock.now
    var trials = SlotTrials()
    func found(_ restored: Int) throws -> SpoiltRotation {
      SpoiltRotation(
        compartment: compartment, sequence: 7, member: try team.member(.clinician), found: now,
        closed: 2, restored: restored, keptNothing: false)
    }
    trials.expect([try found(2)])
    #expect(try trials.spoilt == [found(2)])
    // Killed before it was kept that it was tried: everything opens by then.
    var killed = trials
    killed.tried(compartment, finding: [], at: now)
    #expect(try killed.spoilt == [found(2)])
    trials.tried(compartment, finding: [try found(1)], at: now)
    #expect(try trials.spoilt == [found(1)])
  }

  @Test func `what was repaired is told for a week, what was not as long as it is so`() throws {
    let now = team.practice.clock.now
    var trials = SlotTrials()
    let found = try [2, 1].map { restored in
      SpoiltRotation(
        compartment: .random(), sequence: 7, member: try team.member(.clinician), found: now,
        closed: 2, restored: restored, keptNothing: false)
    }
    trials.tried(.random(), finding: found, at: now)
    trials.tried(.random(), finding: [], at: now.adding(.days(7)))
    #expect(trials.spoilt == found)
    trials.tried(.random(), finding: [], at: now.adding(.days(8)))
    #expect(trials.spoilt == [found[1]])
    trials.tried(found[1].compartment, finding: [], at: now)
    #expect(trials.spoilt.isEmpty)
  }
}
