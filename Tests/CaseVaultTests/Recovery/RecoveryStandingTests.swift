import Casework
import Keyring
import Testing

@testable import CaseVault

/// What a vault says of recovery before it does harm: what would be lost, whose key is in doubt, what has ended.
@Suite struct RecoveryStandingTests {
  @Test func `a set-up that would close a file for good is refused, and says which`() throws {
    var team = try Team()
    _ = try team.openFile()
    let alone = try team[.colleague].addClient(named: try ClientName("Jon Doe"))
    try team.setUpRecovery()
    // His file is held by him, and by the recovery key.
    let leaving = try team[.officer].proposeOffboarding(
      of: try team.member(.colleague), leavingClosed: true)
    try team[.administrator].approve(leaving)
    let officers = try [.officer, .administrator, .supervisor].map { try team.member($0) }
    var lost = OpenByRecoveryAlone()
    lost.files = [2]
    lost.compartments = [try team.compartment(of: alone)]
    #expect(try team[.officer].state.openByRecoveryAlone == lost)
    #expect(throws: CannotRecover.givesUp(lost)) {
      try team[.officer].proposeRecovery(by: officers, quorum: 2)
    }
    let key = try team[.officer].recoveryState().keys.main
    #expect(
      try team[.officer].state.compartment(team.compartment(of: alone))?.isHeld(by: key.id) == true)
    // Said in so many words it is given up, and the approver sees how much.
    let number = try team[.officer].proposeRecovery(by: officers, quorum: 2, givingUp: true)
    let setUp = try #require(
      try team[.officer].state.proposals[number]?.content as? RecoverySetUp)
    #expect(setUp.givesUp == 1)
    try team[.administrator].approve(number)
    #expect(try team[.officer].state.openByRecoveryAlone.count == 0)
    #expect(try team[.officer].verify().firstFault == nil)
    #expect(try team[.officer].verify().violations == [])
  }

  @Test func `what is approved loses no more than what was proposed`() throws {
    var team = try Team()
    let file = try team[.colleague].addClient(named: try ClientName("Jon Doe"))
    try team.setUpRecovery()
    let officers = try [.officer, .administrator, .supervisor].map { try team.member($0) }
    let number = try team[.officer].proposeRecovery(by: officers, quorum: 2)
    let leaving = try team[.officer].proposeOffboarding(
      of: try team.member(.colleague), leavingClosed: true)
    try team[.administrator].approve(leaving)
    var lost = OpenByRecoveryAlone()
    lost.files = [1]
    lost.compartments = [try team.compartment(of: file)]
    #expect(throws: CannotRecover.givesUp(lost)) { try team[.administrator].approve(number) }
    #expect(try team[.officer].recoveryState().keys.main.epoch.epoch == 1)
  }

  @Test func `a thief of an officer's device gets no piece of the next recovery key`() throws {
    var team = try Team()
    try team.setUpRecovery()
    let laptop = Person("Sara Sommer")
    let stolen = try team.addDevice(laptop, to: .supervisor)
    let sara = try team.member(.supervisor)
    let officers = [try team.member(.officer), try team.member(.administrator), sara]
    let early = try team[.officer].proposeRecovery(by: officers, quorum: 2)
    let revoking = try team[.officer].proposeRevocation(of: stolen.device, of: sara)
    try team[.administrator].approve(revoking)
    #expect(throws: CannotRecover.keyInDoubt([sara])) {
      try team[.officer].proposeRecovery(by: officers, quorum: 2)
    }
    #expect(throws: CannotRecover.keyInDoubt([sara])) { try team[.administrator].approve(early) }
    try team.comesBack(.supervisor)
    #expect(throws: CannotRecover.changedSince) { try team[.administrator].approve(early) }
    let number = try team[.officer].proposeRecovery(by: officers, quorum: 2)
    try team[.administrator].approve(number)
    // With all that the device ever had, the thief opens none of hers.
    let recovery = try team[.officer].recoveryState()
    let pieces = try team[.officer].storage.reading { reader in
      try team[.officer].sealedPieces(of: recovery, from: reader)
    }
    let hers = pieces.filter { $0.place.holder == 2 }
    #expect(!hers.isEmpty)
    for piece in hers {
      #expect(throws: (any Error).self) { try stolen.withPiece(piece, of: recovery) { _ in } }
    }
    try team.comesBack(.supervisor)
    #expect(try team[.supervisor].rehearseRecovery() == 3)
  }

  @Test func `a set-up that another overtook is not approved, and says why`() throws {
    var team = try Team()
    let officers = try [.officer, .administrator, .supervisor].map { try team.member($0) }
    let early = try team[.officer].proposeRecovery(by: officers, quorum: 2)
    try team.setUpRecovery()
    #expect(throws: CannotRecover.changedSince) { try team[.administrator].approve(early) }
    let second = try team[.officer].proposeRecovery(by: officers, quorum: 2)
    try team.setUpRecovery()
    #expect(throws: CannotRecover.changedSince) { try team[.administrator].approve(second) }
    #expect(try team[.officer].verify().violations == [])
  }

  @Test func `a set-up that an exchanged key overtook is said to be so, and is taken back`() throws
  {
    let team = try Team()
    let officers = try [.officer, .administrator, .supervisor].map { try team.member($0) }
    let number = try team[.officer].proposeRecovery(by: officers, quorum: 2)
    func waiting(for name: Team.Name) throws -> OvertakenSetUp? {
      try #require(try team[name].waitingActs().first { $0.number == number }).overtaken
    }
    #expect(try waiting(for: .administrator) == nil)
    let tablet = Person("Sara Sommer")
    let other = try team.addDevice(tablet, to: .supervisor)
    // A device more changes no key; one less does.
    #expect(try waiting(for: .administrator) == nil)
    try team[.supervisor].revokeDevice(other.device)
    let sara = try team.member(.supervisor)
    for name in [Team.Name.officer, .administrator] {
      #expect(try waiting(for: name) == .keysExchanged([sara]))
    }
    #expect(throws: CannotRecover.changedSince) { try team[.administrator].approve(number) }
    try team[.officer].withdraw(number)
    #expect(try team[.administrator].waitingActs().isEmpty)
    #expect(try team[.officer].verify().violations == [])
  }

  @Test func `a set-up that a newer key or a leaver overtook says which`() throws {
    var team = try Team()
    let officers = try [.officer, .administrator, .supervisor].map { try team.member($0) }
    let early = try team[.officer].proposeRecovery(by: officers, quorum: 2)
    try team.setUpRecovery()
    let late = try team[.officer].proposeRecovery(by: officers, quorum: 2)
    func overtaken(_ number: UInt64) throws -> OvertakenSetUp? {
      let content = try team[.officer].state.proposals[number]?.content
      return try #require(content as? RecoverySetUp).overtaken(in: try team[.officer].state)
    }
    #expect(try overtaken(early) == .newerKey)
    #expect(try overtaken(late) == nil)
    let leaving = try team[.officer].proposeOffboarding(of: try team.member(.supervisor))
    try team[.administrator].approve(leaving)
    #expect(try overtaken(late) == .officersLeft([try team.member(.supervisor)]))
  }

  @Test func `a recovery whose starter exchanges their key is said to be over, and begins anew`()
    throws
  {
    var team = try Team()
    let (_, note) = try team.openFile()
    try team.setUpRecovery()
    let laptop = Person("Clara Klein")
    let number = try team.start(for: .clinician, by: .officer, on: laptop)
    try team[.supervisor].contributeToRecovery(number)
    let tablet = Person("Olga Ott")
    let other = try team.addDevice(tablet, to: .officer)
    try team[.officer].revokeDevice(other.device)
    let ended = try #require(
      try team[.supervisor].recoveryState().ended[try team.member(.clinician)])
    #expect(ended.number == number && !ended.isStopped)
    #expect(throws: CannotRecover.hasEnded(ended)) { try team[.officer].finishRecovery(number) }
    #expect(throws: CannotRecover.hasEnded(ended)) {
      try team[.administrator].contributeToRecovery(number)
    }
    let entry = try team[.officer].entry(at: ended.entry)
    #expect(entry.event.content is DeviceRevoked)
    let again = try team.start(for: .clinician, by: .officer, on: laptop)
    try team[.supervisor].contributeToRecovery(again)
    _ = try team[.officer].finishRecovery(again)
    #expect(try team.join(laptop).read(note, to: .terminal).note.text == "Said in confidence.")
    #expect(try team[.officer].recoveryState().ended.isEmpty)
  }

  @Test func `a set-up while somebody waits for a new key closes nothing of theirs unasked`() throws
  {
    var team = try Team()
    let (file, note) = try team.openFile()
    try team.endSupervision(of: .clinician, by: .supervisor)
    try team.comesBack(.clinician)
    try team.setUpRecovery()
    #expect(try team.holders(of: file) == [.clinician])
    let laptop = Person("Clara Klein")
    let number = try team.start(for: .clinician, by: .officer, on: laptop)
    let officers = try [.officer, .administrator, .supervisor].map { try team.member($0) }
    var lost = OpenByRecoveryAlone()
    lost.files = [1]
    lost.compartments = [try team.compartment(of: file)]
    #expect(throws: CannotRecover.givesUp(lost)) {
      try team[.officer].proposeRecovery(by: officers, quorum: 2)
    }
    try team[.supervisor].contributeToRecovery(number)
    _ = try team[.officer].finishRecovery(number)
    #expect(try team.join(laptop).read(note, to: .terminal).note.text == "Said in confidence.")
  }

  @Test func `an officer has no way back where it takes all of them, and with one fewer they have`()
    throws
  {
    var team = try Team()
    try team.setUpRecovery(by: [.officer, .administrator])
    #expect(try team[.officer].recoveryState().takesEverybody(for: .main))
    let own = Person("Olga Ott")
    let number = try team.start(for: .officer, by: .administrator, on: own)
    #expect(throws: CannotRecover.tooFew(purpose: .main, have: 1, of: 2)) {
      try team[.administrator].finishRecovery(number)
    }
    // She found her key.
    try team[.officer].stopRecovery(number)
    try team.setUpRecovery(by: [.officer, .administrator, .supervisor], processQuorum: 2)
    let recovery = try team[.officer].recoveryState()
    #expect(!recovery.takesEverybody(for: .main) && !recovery.takesEverybody(for: .process))
  }
}
