import Testing

@testable import Casework

/// What replay makes of recoveries that are not as they should be, whoever signs them.
@Suite struct RecoveryReplayTests {
  @Test func `a recovery gives a new device and takes the old ones, and a new key follows`() throws
  {
    var scene = try Scene()
    let before = try #require(scene.agency.state.recovery?.keys)
    let link = try scene.begun()
    try scene.agency.contribute(scene.officers[1], to: link)
    let (event, text) = try scene.agency.recovered(by: link)
    try scene.agency.record(event, by: scene.officers[0], manifest: text)
    let state = scene.agency.state
    #expect(state.members[scene.lost.member]?.devices == [event.device.id])
    #expect(state.recoveries[scene.lost.member]?.by == scene.officers[0].member)
    #expect(state.recovery?.keys == event.next && state.recovery?.starts == [:])
    #expect(state.recovery?.keys.process == before.process)
    // What their devices held is to be exchanged, and is sealed to them again by whoever has it.
    let file = try #require(state.files[scene.file])
    #expect(state.exposed.contains(file.compartment))
    #expect(!state.exposed.contains(scene.lost.member))
    let key = HolderID(try #require(event.next).main.id)
    #expect(state.compartments[file.compartment]?.holders.contains(key) == false)
    #expect(state.withoutRecovery.contains(file.compartment))
    try scene.agency.ignore(
      CheckpointIssued(size: 2, root: scene.agency.newHash()), by: scene.lost,
      as: .refused(.notAMember))
  }

  @Test func `psychotherapy notes go to their author once more, and to nobody besides`() throws {
    var scene = try Scene()
    let file = try #require(scene.agency.state.files[scene.file])
    let process = try #require(file.processes[scene.lost.member])
    let link = try scene.begun()
    try scene.agency.contribute(scene.officers[1], to: link)
    let (event, text) = try scene.agency.recovered(by: link)
    try scene.agency.record(event, by: scene.officers[0], manifest: text)
    let state = scene.agency.state
    #expect(state.people(entitledTo: process) == [HolderID(scene.lost.member)])
    #expect(state.compartments[process]?.isHeld(by: scene.lost.member) == false)
  }

  @Test(arguments: ["few", "late", "starter", "device", "epoch", "officers", "quorum", "wraps"])
  func `a recovery that is not as it was begun has no effect`(what: String) throws {
    var scene = try Scene()
    let link = try scene.begun()
    if what != "few" { try scene.agency.contribute(scene.officers[1], to: link) }
    let good = try scene.agency.recovered(by: link)
    var (event, text) = good
    let next = try #require(event.next)
    var violation = Violation.notApprovable
    switch what {
    case "few": violation = .tooFewOfficers
    case "device":
      event = event.with(device: scene.agency.recoveryDevice(of: scene.lost))
    case "epoch":
      violation = .outOfSequence
      event = event.with(
        compartment: SealedEpoch(
          epoch: scene.agency.epoch(.member, of: scene.lost.member, 3),
          wraps: event.compartment.wraps))
    case "officers":
      violation = .wrongHolders
      event = event.with(next: next.with(officers: Array(next.main.officers.reversed())))
    case "quorum":
      violation = .wrongHolders
      event = event.with(next: next.with(quorum: 3))
    case "wraps":
      violation = .wrongHolders
      let vault = try #require(scene.agency.state.vaultCompartment)
      let wrap = try scene.agency.wrap(vault, for: scene.officers[2])
      event = event.with(wraps: 1)
      text = try RecoveredKeys(pieces: try RecoveredKeys(text: text).pieces, wraps: [wrap]).text()
    default: break
    }
    let signer = what == "starter" ? scene.officers[1] : scene.officers[0]
    let at = what == "late" ? scene.agency.now.adding(.days(8)) : nil
    try scene.agency.ignore(event, by: signer, as: violation, at: at, manifest: text)
    // The same as it should be counts.
    guard !["few", "late"].contains(what) else { return }
    try scene.agency.record(good.0, by: scene.officers[0], manifest: good.1)
  }

  @Test func `contributions are an officer's, one each, of every piece that it takes`() throws {
    var scene = try Scene()
    let link = try scene.begun()
    let (event, text) = try scene.agency.contribution(of: scene.officers[1], to: link)
    try scene.agency.ignore(
      event, by: scene.agency.enrol(.clinician), as: .refused(.notAnOfficer), manifest: text)
    try scene.agency.ignore(
      event, by: scene.officers[0], as: .notApprovable, manifest: text)
    // Another's pieces, or fewer.
    try scene.agency.ignore(event, by: scene.officers[2], as: .badManifest, manifest: text)
    try scene.agency.ignore(event, by: scene.officers[1], as: .badManifest, manifest: [1])
    try scene.agency.record(event, by: scene.officers[1], manifest: text)
    try scene.agency.ignore(event, by: scene.officers[1], as: .alreadyExists, manifest: text)
    let late = try scene.agency.contribution(of: scene.officers[2], to: link)
    try scene.agency.ignore(
      late.0, by: scene.officers[2], as: .notApprovable, at: scene.agency.now.adding(.days(8)),
      manifest: late.1)
  }

  @Test func `nobody has a part in their own recovery, and their pieces are not needed`() throws {
    var scene = try Scene()
    let own = scene.officers[2]
    try scene.agency.ignore(
      scene.agency.recoveryStart(of: own), by: own, as: .refused(.ownRecovery))
    let link = try scene.agency.startRecovery(of: own, by: scene.officers[0])
    let (event, text) = try scene.agency.contribution(of: scene.officers[1], to: link)
    try scene.agency.ignore(event, by: own, as: .refused(.ownRecovery), manifest: text)
    try scene.agency.record(event, by: scene.officers[1], manifest: text)
    let recovered = try scene.agency.recovered(by: link)
    try scene.agency.record(recovered.0, by: scene.officers[0], manifest: recovered.1)
    // The other key was not used: what of it was sealed to their old devices is there no more.
    #expect(scene.agency.state.recovery?.isStale == true)
  }

  @Test func `a set-up is for members who are here, two at least, each once`() throws {
    var scene = try Scene()
    let left = try scene.agency.enrol(.clinician)
    try scene.agency.approve(MemberOffboarded(left.member))
    let one = scene.officers[0]
    for officers in [[one], [one, one], [one, left], Array(repeating: one, count: 8)] {
      let (event, text) = scene.agency.recoverySetUp(among: officers)
      try scene.agency.ignore(
        ActProposed(event), by: scene.agency.officer, as: .wrongHolders, manifest: text)
    }
    let (event, text) = scene.agency.recoverySetUp(among: scene.officers)
    try scene.agency.ignore(
      ActProposed(event), by: scene.agency.officer, as: .badManifest, manifest: [1])
    try scene.agency.ignore(
      ActProposed(event), by: scene.agency.officer, as: .badManifest,
      manifest: Array(text.dropLast(SealedPiece.width)))
  }

  @Test func `a compartment opened later is to be sealed to the recovery key too`() throws {
    var scene = try Scene()
    let file = try scene.agency.openFile(by: scene.lost)
    let id = try #require(scene.agency.state.files[file]).compartment
    #expect(scene.agency.state.unsettled.contains(id))
    #expect(scene.agency.state.withoutRecovery.contains(id))
    let key = try #require(scene.agency.state.recovery?.keys)
    let wrap = { (holder: CompartmentID, hash: ContentHash) in
      AddedWrap(compartment: id, epoch: 1, notice: WrapNotice(holder: HolderID(holder), hash: hash))
    }
    // The key of psychotherapy notes gets no case file's, nobody but a holder gives it, and none twice.
    let process = try #require(key.process)
    try scene.agency.ignore(
      WrapsAdded([wrap(process.id, scene.agency.newHash())]), by: scene.lost, as: .wrongHolders)
    let right = WrapsAdded([wrap(key.main.id, scene.agency.newHash())])
    try scene.agency.ignore(right, by: scene.officers[0], as: .wrongHolders)
    try scene.agency.record(right, by: scene.lost)
    try scene.agency.ignore(right, by: scene.lost, as: .wrongHolders)
    #expect(!scene.agency.state.unsettled.contains(id))
    #expect(!scene.agency.state.withoutRecovery.contains(id))
  }

  @Test func `an officer who leaves, or whose device is revoked, makes a new key due`() throws {
    var scene = try Scene()
    let second = try scene.agency.addDevice(to: scene.officers[2])
    try scene.agency.record(
      DeviceRevoked(second.device.id, of: scene.officers[2].member), by: scene.officers[2])
    #expect(scene.agency.state.recovery?.isStale == true)
    var other = try Scene()
    try other.agency.approve(MemberOffboarded(other.officers[2].member))
    #expect(other.agency.state.recovery?.isStale == true)
    let link = try other.agency.startRecovery(of: other.lost, by: other.officers[0])
    let (event, text) = try other.agency.contribution(of: other.officers[2], to: link)
    try other.agency.ignore(
      event, by: other.officers[2], as: .refused(.notAMember), manifest: text)
  }

  @Test func `what is listed of a recovery has fixed widths, and nothing else is read`() throws {
    let piece = SealedPiece(
      place: RecoveryPlace(purpose: .process, set: 6, holder: 2), commitment: hash(0x41),
      epoch: 3, box: Agency.box)
    let wrap = AddedWrap(compartment: id(0xc1), epoch: 2, notice: wrap(for: 0xa2, hash: 0x42))
    let keys = RecoveredKeys(pieces: [piece], wraps: [wrap, wrap])
    let text = try keys.text()
    #expect(text.count == 5 + SealedPiece.width + 2 * AddedWrap.width)
    #expect(try RecoveredKeys(text: text) == keys)
    #expect(try RecordList<SealedPiece>.lines(in: try RecordList.text(of: [piece])) == [piece])
    let wrongs: [[UInt8]] = [Array(text.dropLast()), text + [0], [1] + text.dropFirst(), [], [2]]
    for wrong in wrongs {
      #expect(throws: Violation.badManifest) { try RecoveredKeys(text: wrong) }
    }
    var huge = text
    for index in 1..<5 { huge[index] = 0xff }
    #expect(throws: Violation.badManifest) { try RecoveredKeys(text: huge) }
    var other = text
    other[5] = 3  // neither of the two keys
    #expect(throws: Violation.badManifest) { try RecoveredKeys(text: other) }
  }

  @Test func `sets are as many as there are ways to choose`() {
    #expect(RecoveryShares(count: 7, quorum: 4)?.sets.count == 35)
    #expect(RecoveryShares(count: 3, quorum: 2)?.sets == [0b011, 0b101, 0b110])
    #expect(RecoveryShares(count: 2, quorum: 2)?.sets == [0b11])
    for (count, quorum) in [(1, 1), (2, 1), (3, 1), (3, 4), (8, 2), (0, 0)] {
      #expect(RecoveryShares(count: count, quorum: quorum) == nil)
    }
  }

  /// Three officers, and a clinician with a case file and psychotherapy notes who loses their key.
  private struct Scene {
    var agency: Agency
    let officers: [Agency.Person]
    let lost: Agency.Person
    let file: CaseFileID

    init() throws {
      agency = try Agency.founded()
      lost = try agency.enrol(.clinician)
      officers = [agency.officer, agency.administrator, try agency.enrol(.supervisor)]
      file = try agency.openFile(by: lost)
      try agency.openProcess(in: file, by: lost)
      try agency.setUpRecovery(among: officers)
    }

    mutating func begun() throws -> Link {
      try agency.startRecovery(of: lost, by: officers[0])
    }
  }
}

extension MemberRecovered {
  fileprivate func with(
    device: Device? = nil, compartment: SealedEpoch? = nil, next: RecoveryKeys? = nil,
    wraps: Int? = nil
  ) -> MemberRecovered {
    MemberRecovered(
      start: start, device: device ?? self.device, compartment: compartment ?? self.compartment,
      next: next ?? self.next, pieces: pieces, wraps: wraps ?? self.wraps, chunk: chunk,
      signature: signature)
  }
}

extension RecoveryKeys {
  fileprivate func with(officers: [MemberID]? = nil, quorum: Int? = nil) -> RecoveryKeys {
    RecoveryKeys(
      main: RecoveryKey(
        epoch: main.epoch, officers: officers ?? main.officers, quorum: quorum ?? main.quorum),
      process: process, signingKey: signingKey)
  }
}
