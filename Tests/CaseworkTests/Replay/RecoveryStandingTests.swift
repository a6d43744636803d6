import Testing

@testable import Casework

/// What replay makes of recovery keys that are set up or used as they should not be, whoever signs it.
@Suite struct RecoveryStandingTests {
  @Test func `a new recovery key closes nothing for good, unless the entry says how much`() throws {
    var scene = try Scene()
    let file = try #require(scene.agency.state.files[scene.file])
    let process = try #require(file.processes[scene.author.member])
    let keys = try scene.keys
    for (id, key) in [(file.compartment, keys.main), (process, try #require(keys.process))] {
      let wrap = AddedWrap(
        compartment: id, epoch: 1,
        notice: WrapNotice(holder: HolderID(key.id), hash: scene.agency.newHash()))
      try scene.agency.record(WrapsAdded([wrap]), by: scene.author)
    }
    #expect(scene.agency.state.openByRecoveryAlone.count == 0)
    let waiting = try scene.propose()
    try scene.agency.approve(MemberOffboarded(scene.author.member))
    let lost = scene.agency.state.openByRecoveryAlone
    #expect(lost.files == [1] && lost.notes == [1] && lost.others == 0)
    // What was proposed before she left, and what is proposed since.
    try scene.agency.ignore(
      ActApproved(proposal: waiting, wraps: []), by: scene.agency.administrator, as: .nobodyLeft)
    for wrong in [0, 1, 3] {
      let (event, text) = scene.agency.recoverySetUp(among: scene.officers, givesUp: wrong)
      try scene.agency.ignore(
        ActProposed(event), by: scene.agency.officer, as: .nobodyLeft, manifest: text)
    }
    let (event, text) = scene.agency.recoverySetUp(among: scene.officers, givesUp: 2)
    let proposal = try scene.agency.record(
      ActProposed(event), by: scene.agency.officer, manifest: text)
    try scene.agency.record(
      ActApproved(proposal: proposal, wraps: []), by: scene.agency.administrator)
    #expect(scene.agency.state.openByRecoveryAlone.count == 0)
  }

  // One is back and another lost between the two halves: the entry says "one" both times.
  @Test func `what a set-up closes are those that it was proposed with, not others as many`() throws
  {
    var scene = try Scene()
    let other = try scene.agency.enrol(.clinician)
    let second = try scene.agency.openFile(by: other)
    for (id, person) in [(scene.file, scene.author), (second, other)] {
      let wrap = AddedWrap(
        compartment: try #require(scene.agency.state.files[id]).compartment, epoch: 1,
        notice: WrapNotice(
          holder: HolderID(try scene.keys.main.id), hash: scene.agency.newHash()))
      try scene.agency.record(WrapsAdded([wrap]), by: person)
    }
    let start = try scene.agency.startRecovery(of: scene.author, by: scene.officers[1])
    #expect(scene.agency.state.openByRecoveryAlone.files == [1])
    let proposals = try (0..<2).map { _ in try scene.propose(givingUp: 1) }
    try scene.agency.record(RecoveryStopped(start), by: scene.author)
    try scene.agency.approve(MemberOffboarded(other.member))
    #expect(scene.agency.state.openByRecoveryAlone.files == [2])
    let approval = ActApproved(proposal: proposals[0], wraps: [])
    try scene.agency.ignore(approval, by: scene.agency.administrator, as: .nobodyLeft)
    // Nor where a device goes on from what it kept.
    scene.agency.state = try VaultState(archived: try scene.agency.state.archived())
    try scene.agency.ignore(approval, by: scene.agency.administrator, as: .nobodyLeft)
    // As it was proposed, and as it is proposed now.
    let anew = try scene.propose(givingUp: 1)
    try scene.agency.record(
      ActApproved(proposal: anew, wraps: []), by: scene.agency.administrator)
    #expect(scene.agency.state.openByRecoveryAlone.count == 0)
  }

  @Test func `an officer whose device was revoked gets no piece before their own key is exchanged`()
    throws
  {
    var scene = try Scene()
    let officer = scene.officers[2]
    let (early, early2) = (try scene.propose(), try scene.propose())
    let stolen = try scene.agency.addDevice(to: officer)
    try scene.agency.record(DeviceRevoked(stolen.device.id, of: officer.member), by: officer)
    // Proposed before, and since; both before the officer's next command.
    try scene.agency.ignore(
      ActApproved(proposal: early, wraps: []), by: scene.agency.administrator, as: .wrongHolders)
    let (event, text) = scene.agency.recoverySetUp(among: scene.officers)
    try scene.agency.ignore(
      ActProposed(event), by: scene.agency.officer, as: .wrongHolders, manifest: text)
    try scene.exchangeKey(of: officer)
    // What was proposed before is sealed to the key that the thief has.
    try scene.agency.ignore(
      ActApproved(proposal: early2, wraps: []), by: scene.agency.administrator,
      as: .outOfSequence)
    try scene.agency.setUpRecovery(among: scene.officers)
    #expect(scene.agency.state.recovery?.isStale == false)
  }

  @Test func `pieces are sealed to the key that each officer has now`() throws {
    var scene = try Scene()
    try scene.exchangeKey(of: scene.officers[2])
    let (event, _) = scene.agency.recoverySetUp(among: scene.officers)
    let old = Dictionary(uniqueKeysWithValues: scene.officers.map { ($0.member, UInt32(1)) })
    let pieces = scene.agency.pieces(of: event.keys, event.keys.pieces, epochs: old)
    try scene.agency.ignore(
      ActProposed(event), by: scene.agency.officer, as: .badManifest,
      manifest: Agency.text { try RecordList.text(of: pieces) })
  }

  @Test
  func `a recovery waits for no officer, and leaves a new set-up due where a key is in doubt`()
    throws
  {
    var scene = try Scene()
    let stolen = try scene.agency.addDevice(to: scene.officers[2])
    try scene.agency.record(
      DeviceRevoked(stolen.device.id, of: scene.officers[2].member), by: scene.officers[2])
    let link = try scene.agency.startRecovery(of: scene.author, by: scene.officers[0])
    try scene.agency.contribute(scene.officers[1], to: link)
    let (event, text) = try scene.agency.recovered(by: link)
    try scene.agency.record(event, by: scene.officers[0], manifest: text)
    #expect(scene.agency.state.recovery?.isStale == true)
  }

  @Test func `nobody begins a recovery whose own key others may have`() throws {
    var scene = try Scene()
    let officer = scene.officers[2]
    let stolen = try scene.agency.addDevice(to: officer)
    try scene.agency.record(DeviceRevoked(stolen.device.id, of: officer.member), by: officer)
    let event = scene.agency.recoveryStart(of: scene.author)
    try scene.agency.ignore(event, by: officer, as: .wrongHolders)
    try scene.exchangeKey(of: officer)
    try scene.agency.record(event, by: officer)
  }

  @Test func `an agency has a key for psychotherapy notes, for which it takes no fewer officers`()
    throws
  {
    var scene = try Scene()
    let (event, text) = scene.agency.recoverySetUp(among: scene.officers)
    let mainAlone = RecoveryKeys(
      main: event.keys.main, process: nil, signingKey: event.keys.signingKey)
    let pieces = scene.agency.pieces(of: mainAlone, mainAlone.pieces)
    try scene.agency.ignore(
      ActProposed(event.with(keys: mainAlone, count: pieces.count)), by: scene.agency.officer,
      as: .wrongHolders, manifest: Agency.text { try RecordList.text(of: pieces) })
    let (fewer, other) = scene.agency.recoverySetUp(
      among: scene.officers, quorum: 3, processQuorum: 2)
    try scene.agency.ignore(
      ActProposed(fewer), by: scene.agency.officer, as: .wrongHolders, manifest: other)
    try scene.agency.record(ActProposed(event), by: scene.agency.officer, manifest: text)
  }

  @Test func `sheets bring back whose practice it is, and nobody else who was let in`() throws {
    var practice = try Agency.soloPractice()
    let auditor = practice.person()
    let newcomer = practice.newcomer(auditor, as: [.auditor])
    let proposal = try practice.record(ActProposed(MemberEnrolled(newcomer)), by: practice.owner)
    try practice.record(
      ActApproved(
        proposal: proposal,
        wraps: [try practice.wrap(practice.state.vaultCompartment, for: auditor)]),
      by: practice.owner, at: practice.now.adding(.days(2)))
    try practice.setUpSheets()
    let wrong = try practice.bySheets(auditor)
    try practice.ignore(wrong.event, by: wrong.by, as: .unknownMember, manifest: wrong.text)
    let right = try practice.bySheets(practice.owner)
    try practice.record(right.event, by: right.by, manifest: right.text)
    #expect(practice.state.members[practice.owner.member]?.devices == [right.by.device.id])
  }

  @Test func `an executor's entry seals nothing to the key that it uses up`() throws {
    var practice = try Agency.soloPractice()
    try practice.setUpSheets()
    let key = try #require(practice.state.recovery?.keys.main)
    let executor = practice.person()
    let newcomer = practice.newcomer(executor, as: Role.executor)
    let vault = try practice.wrap(practice.state.vaultCompartment, for: executor)
    let forKey = AddedWrap(
      compartment: vault.compartment, epoch: vault.epoch,
      notice: WrapNotice(holder: HolderID(key.id), hash: practice.newHash()))
    func admitted(_ wraps: [AddedWrap]) -> (ExecutorAdmitted, [UInt8]) {
      let event = ExecutorAdmitted(
        newcomer, wraps: wraps.count, chunk: practice.newHash(),
        signature: RecoverySignature([UInt8](repeating: 0xa2, count: 64)))
      return (event, Agency.text { try RecoveredKeys(pieces: [], wraps: wraps).text() })
    }
    let (wrong, more) = admitted([vault, forKey])
    try practice.ignore(wrong, by: executor, as: .wrongHolders, manifest: more)
    let (right, text) = admitted([vault])
    try practice.record(right, by: executor, manifest: text)
    #expect(practice.state.recovery == nil)
  }

  @Test func `what ends a recovery that nobody finished is kept, until another is begun`() throws {
    var scene = try Scene()
    let starter = scene.officers[0]
    let link = try scene.agency.startRecovery(of: scene.author, by: starter)
    // A device of hers is revoked, as `key rotate` does: what others would contribute is sealed to that key.
    let old = try scene.agency.addDevice(to: starter)
    let entry = try scene.agency.record(
      DeviceRevoked(old.device.id, of: starter.member), by: starter)
    #expect(scene.agency.state.recovery?.starts.isEmpty == true)
    let ended = try #require(scene.agency.state.recovery?.ended[scene.author.member])
    #expect(ended.number == link.sequence && ended.entry == entry.sequence && !ended.isStopped)
    let again = try scene.agency.startRecovery(of: scene.author, by: scene.officers[1])
    #expect(scene.agency.state.recovery?.ended.isEmpty == true)
    try scene.agency.record(RecoveryStopped(again), by: scene.author)
    #expect(scene.agency.state.recovery?.ended[scene.author.member]?.isStopped == true)
    // A new key in the place of the one that it was begun with.
    _ = try scene.agency.startRecovery(of: scene.author, by: scene.officers[1])
    try scene.exchangeKey(of: starter)
    try scene.agency.setUpRecovery(among: scene.officers)
    #expect(scene.agency.state.recovery?.starts.isEmpty == true)
    #expect(scene.agency.state.recovery?.ended[scene.author.member]?.isStopped == false)
  }

  /// Three officers, and a clinician with a case file and psychotherapy notes.
  private struct Scene {
    var agency: Agency
    let officers: [Agency.Person]
    let author: Agency.Person
    let file: CaseFileID

    var keys: RecoveryKeys {
      get throws { try #require(agency.state.recovery?.keys) }
    }

    init() throws {
      agency = try Agency.founded()
      author = try agency.enrol(.clinician)
      officers = [agency.officer, agency.administrator, try agency.enrol(.supervisor)]
      file = try agency.openFile(by: author)
      try agency.openProcess(in: file, by: author)
      try agency.setUpRecovery(among: officers)
    }

    mutating func propose(givingUp count: Int = 0) throws -> Link {
      let (event, text) = agency.recoverySetUp(among: officers, givesUp: count)
      return try agency.record(ActProposed(event), by: agency.officer, manifest: text)
    }

    /// As their next command does.
    mutating func exchangeKey(of person: Agency.Person) throws {
      let own = try #require(agency.state.compartments[person.member]?.current)
      let devices = agency.state.members[person.member]?.devices ?? []
      let epoch = SealedEpoch(
        epoch: agency.epoch(.member, of: person.member, own.epoch + 1),
        wraps: devices.map { WrapNotice(holder: HolderID($0), hash: agency.newHash()) })
      try agency.record(
        CompartmentRotated(epoch: epoch, past: .chained(agency.newHash())), by: person)
    }
  }
}

extension RecoverySetUp {
  fileprivate func with(keys: RecoveryKeys, count: Int) -> RecoverySetUp {
    RecoverySetUp(keys: keys, count: count, chunk: chunk, epochs: epochs, givesUp: givesUp)
  }
}
