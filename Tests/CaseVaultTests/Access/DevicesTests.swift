import Casework
import Keyring
import SQLiteStorage
import Testing

@testable import CaseVault

/// A member's devices in a whole vault: a second one, and one that was stolen.
@Suite struct DevicesTests {
  @Test func `a second device joins with a ticket, and both do the same work`() throws {
    let team = try Team()
    let (file, note) = try team.openFile()
    let tablet = Person("Clara Klein")
    let second = try team.addDevice(tablet, to: .clinician)
    #expect(second.member == (try team.member(.clinician)))
    #expect(try second.read(note, to: .terminal).note.text == "Said in confidence.")
    let other = try second.write(try .free("On the tablet.", on: team.practice), in: file)
    #expect(try team[.clinician].read(other, to: .terminal).note.text == "On the tablet.")
    // One of them exchanges the keys, and the other goes on.
    try second.rotate(second.member)
    try second.rotate(try team.compartment(of: file))
    #expect(try team[.clinician].read(other, to: .terminal).note.text == "On the tablet.")
    #expect(try team.practice.open(try #require(team.people[.clinician])).clients().count == 1)
    #expect(try team[.officer].verify().firstFault == nil)
    #expect(try team[.officer].verify().violations == [])
    #expect(throws: KeyKnownAlready(hasLeft: false)) {
      try team[.clinician].addDevice(
        try EnrolmentRequest.parse(tablet.request(at: team.practice.clock.now)))
    }
  }

  @Test func `a stolen device opens nothing any more once its owner has revoked it on another`()
    throws
  {
    let team = try Team()
    let (file, note) = try team.openFile()
    let clinician = try team[.clinician]
    let thought = try NoteDraft(kind: .psychotherapy, text: "A thought of mine.", event: nil)
      .validated(at: team.practice.clock.now)
    try clinician.write(thought, in: file)
    let laptop = Person("Clara Klein")
    let stolen = try team.addDevice(laptop, to: .clinician)
    _ = try stolen.read(note, to: .terminal)
    #expect(try stolen.opensAnything(in: file) == 2)
    let path = team.practice.folder.appending("copy.db")
    try clinician.storage.copy(to: path) { _ in }
    try team[.clinician].revokeDevice(stolen.device)
    // All at once, by the device in hand: her own key, the vault's, the file's, her psychotherapy notes'.
    let state = try team[.clinician].state
    #expect(state.exposed.isEmpty && state.vaultEpoch == 2)
    #expect(state.compartment(clinician.member)?.current.epoch == 2)
    let known = try #require(state.files[file])
    let process = try #require(known.processes[clinician.member])
    for id in [known.compartment, process] { #expect(state.compartment(id)?.current.epoch == 2) }
    try team[.clinician].write(try .free("Afterwards.", on: team.practice), in: file)
    #expect(try stolen.opensAnything(in: file) == 0)
    // With all that it ever had, it finds nothing that is sealed to it.
    try team.practice.storage().reading { reader in
      for id in [known.compartment, process, try #require(state.vaultCompartment)] {
        #expect(throws: IntegrityFault.self) {
          try stolen.keys.open(id, of: state, in: reader, vault: stolen.id)
        }
      }
    }
    #expect(throws: OpensNoLonger()) { try team.practice.open(laptop) }
    #expect(try team[.clinician].read(note, to: .terminal).note.text == "Said in confidence.")
    #expect(try team[.officer].verify().firstFault == nil)
    // The limit that SECURITY.md names.
    #expect(try stolen.opensAnything(in: file, of: try SQLiteStorage.open(copy: path)) == 2)
  }

  @Test func `two others revoke a device, and its owner's next command exchanges their keys`()
    throws
  {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team.comesBack(.clinician)
    let laptop = Person("Clara Klein")
    let stolen = try team.addDevice(laptop, to: .clinician)
    _ = try stolen.read(note, to: .terminal)
    let clinician = try team.member(.clinician)
    let number = try team[.officer].proposeRevocation(of: stolen.device, of: clinician)
    try team[.administrator].approve(number)
    #expect(throws: DeviceIsRevoked()) { try team.practice.open(laptop) }
    #expect(throws: (any Error).self) { try stolen.read(note, to: .terminal) }
    // A colleague who has the file exchanges its key meanwhile, and not for her: the thief would get it.
    try team.comesBack(.supervisor)
    #expect(try team.holders(of: file) == [.supervisor])
    let later = try team[.supervisor].write(try .free("Meanwhile.", on: team.practice), in: file)
    #expect(try stolen.opensAnything(in: file) == 0)
    // She opens the vault on the device that she has, and gets the key back with her supervisor's next command.
    try team.comesBack(.clinician)
    #expect(try team[.clinician].state.exposed.isEmpty)
    try team.comesBack(.supervisor)
    #expect(try team[.clinician].read(later, to: .terminal).note.text == "Meanwhile.")
    #expect(try team.holders(of: file) == [.supervisor, .clinician])
    #expect(throws: OpensNoLonger()) { try team.practice.open(laptop) }
    #expect(try team[.officer].verify().firstFault == nil)
    #expect(try team[.officer].verify().violations == [])
  }

  @Test
  func `what a stolen device's changed program signs has no effect, what it signed before holds`()
    throws
  {
    var team = try Team()
    let (file, _) = try team.openFile()
    let laptop = Person("Clara Klein")
    let stolen = try team.addDevice(laptop, to: .clinician)
    let mine = try stolen.write(try .free("Before.", on: team.practice), in: file)
    let clinician = try team.member(.clinician)
    let number = try team[.officer].proposeRevocation(of: stolen.device, of: clinician)
    let administrator = try team[.administrator]
    let proposal = try #require(try administrator.state.proposals[number])
    _ = try administrator.journal.record(ActApproved(proposal: proposal.link, wraps: []))
    let hash = try ContentHash(hexadecimal: String(repeating: "11", count: 32))
    let first = try #require(try team[.officer].state.members[clinician]?.devices.first)
    for content in [
      CheckpointIssued(size: 2, root: hash), DeviceRevoked(first, of: clinician),
    ] as [any EventContent] {
      try stolen.enterUnchecked(stolen.encoded(content, by: stolen.device))
    }
    let report = try team[.officer].verify()
    #expect(report.firstFault == nil)
    #expect(report.violations.map(\.violation) == Array(repeating: .refused(.notAMember), count: 2))
    try team.comesBack(.clinician)
    #expect(try team[.clinician].read(mine, to: .terminal).note.text == "Before.")
  }

  @Test func `a device that cannot be revoked is refused with the reason`() throws {
    let team = try Team()
    let officer = try team[.officer]
    let clinician = try team[.clinician]
    #expect(throws: CannotRevoke.isThisOne) { try clinician.revokeDevice(clinician.device) }
    #expect(throws: CannotRevoke.noSuchDevice) { try clinician.revokeDevice(officer.device) }
    #expect(throws: CannotRevoke.isTheOnlyOne) {
      try officer.proposeRevocation(of: clinician.device, of: clinician.member)
    }
    #expect(throws: CannotRevoke.isYours) {
      try officer.proposeRevocation(of: officer.device, of: officer.member)
    }
    #expect(throws: Refusal.self) {
      try clinician.proposeRevocation(of: officer.device, of: officer.member)
    }
  }

  @Test func `whoever works alone has a second device too`() throws {
    let practice = try Practice()
    let ana = Person("Ana Ruiz")
    let vault = try practice.soloVault(ana)
    let file = try vault.addClient(named: try ClientName("Maria Lopez"))
    let note = try vault.write(try .free("Said in confidence.", on: practice), in: file)
    let phone = Person("Ana Ruiz")
    try vault.addDevice(try EnrolmentRequest.parse(phone.request(at: practice.clock.now)))
    let second = try practice.join(phone, by: try vault.ticket())
    #expect(try second.read(note, to: .terminal).note.text == "Said in confidence.")
    // Stolen is the first one: the second goes on alone.
    try second.revokeDevice(vault.device)
    #expect(try second.read(note, to: .terminal).note.text == "Said in confidence.")
    #expect(throws: OpensNoLonger()) { try practice.open(ana) }
    #expect(try vault.opensAnything(in: file) == 0)
    #expect(try second.verify().firstFault == nil)
    #expect(try practice.open(phone).clients().count == 1)
  }
}

extension Team {
  /// A second device of this member's, which has joined.
  func addDevice(_ device: Person, to name: Name) throws -> Vault {
    let request = try EnrolmentRequest.parse(device.request(at: practice.clock.now))
    try self[name].addDevice(request)
    return try practice.join(device, by: try self[name].ticket())
  }
}
