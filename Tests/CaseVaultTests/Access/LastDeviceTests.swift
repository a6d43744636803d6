import Casework
import Keyring
import Sodium
import Testing

@testable import CaseVault

/// A thief who was the first to revoke: two others revoke the one device that is left, and its owner comes back.
@Suite struct LastDeviceTests {
  @Test func `an owner whose thief revoked first is back on a new device, and the thief is out`()
    throws
  {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team.setUpRecovery()
    let owner = try team.member(.clinician)
    let device = try #require(try team[.officer].state.members[owner]?.devices.first)
    // What the thief has is the only one now; they do not revoke that themselves.
    let thief = try team[.clinician]
    #expect(throws: CannotRevoke.isThisOne) { try thief.revokeDevice(device) }
    let number = try team[.officer].proposeRevocation(of: device, of: owner)
    try team[.administrator].approve(number)
    #expect(try team[.officer].state.members[owner]?.devices == [])
    #expect(throws: (any Error).self) { try thief.read(note, to: .terminal) }
    // Who waits for a device is nobody to close a file's only way to.
    #expect(try team[.officer].state.openByRecoveryAlone.count == 0)
    // Their own key lies sealed to the thief until the recovery takes that away.
    let known = try #require(try team[.officer].state.devices[device])
    let place = try LocatorKey(of: known).firstWrapLocator()
    let row = try #require(
      try team[.officer].storage.reading { try $0.wrap(at: place.bytes) })
    let laptop = Person("Clara Klein")
    let start = try team.start(for: .clinician, by: .officer, on: laptop)
    try team[.supervisor].contributeToRecovery(start)
    _ = try team[.officer].finishRecovery(start)
    #expect(try team[.officer].storage.reading { try $0.wrap(at: place.bytes) } == nil)
    let clara = try team.join(laptop)
    #expect(try clara.read(note, to: .terminal).note.text == "Said in confidence.")
    let later = try clara.write(try .free("Afterwards.", on: team.practice), in: file)
    #expect(try team[.supervisor].read(later, to: .terminal).note.text == "Afterwards.")
    let report = try team[.officer].verify()
    #expect(report.firstFault == nil && report.violations == [])
    #expect(try team[.officer].state.exposed == [])
    // Nor does it come back unseen, although the proposal to enrol her once named it.
    let parts = Commit.Parts(wraps: [StoredWrap(locator: place.bytes, bytes: row)])
    let size = try team[.officer].state.size
    try team[.officer].storage.writing { try $0.apply(Commit(position: size, parts: parts)) }
    let planted = try team[.officer].verify()
    #expect(planted.firstFault?.kind == .wrapUnnamed && planted.faults == 1)
  }

  @Test func `without officers who could bring its owner back nobody's last device is revoked`()
    throws
  {
    let team = try Team()
    let owner = try team.member(.clinician)
    let device = try #require(try team[.officer].state.members[owner]?.devices.first)
    #expect(throws: CannotRevoke.isTheOnlyOne) {
      try team[.officer].proposeRevocation(of: device, of: owner)
    }
  }
}
