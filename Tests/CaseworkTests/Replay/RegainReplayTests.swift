import Testing

@testable import Casework

/// What replay makes of case files that are regained, whoever signs.
@Suite struct RegainReplayTests {
  @Test
  func `a case file that nobody opens goes to the member who was named, and to nobody besides`()
    throws
  {
    var scene = try Scene()
    let (event, text) = try scene.ready()
    try scene.agency.record(event, by: scene.officers[0], manifest: text)
    let state = scene.agency.state
    let file = try #require(state.files[scene.file])
    #expect(file.assigned.contains(scene.colleague.member))
    #expect(state.openers(of: file) == [scene.colleague.member])
    // Whoever finished had the secret in hand: the member's next command exchanges it.
    #expect(state.exposed.contains(file.compartment) && state.unsettled.contains(file.compartment))
    #expect(state.recovery?.keys == event.next && state.recovery?.isStale == true)
    #expect(state.recovery?.starts == [:] && state.recovery?.ended == [:])
    #expect(state.regained[scene.file]?.member == scene.colleague.member)
    #expect(state.regained[scene.file]?.by == scene.officers[0].member)
    // Nobody's own key came back, and psychotherapy notes stay with their author's.
    #expect(state.recoveries == [:] && state.hasLeft(scene.owner.member))
    let process = try #require(file.processes[scene.owner.member])
    #expect(!state.isEntitled(HolderID(scene.colleague.member), to: process))
    #expect(state.compartments[process]?.isHeld(by: scene.colleague.member) == false)
    // It is open now, and used up.
    try scene.agency.ignore(
      event, by: scene.officers[0], as: .unknownRecovery, manifest: text)
    try scene.agency.ignore(
      scene.start(for: scene.other), by: scene.officers[0], as: .alreadyExists)
  }

  @Test
  func
    `a case file that somebody opens is nobody's to regain, until they left or are kept from it`()
    throws
  {
    var scene = try Scene(leaving: false)
    let start = scene.start(for: scene.colleague)
    try scene.agency.ignore(start, by: scene.officers[0], as: .alreadyExists)
    try scene.agency.approve(MemberOffboarded(scene.owner.member))
    _ = try scene.agency.startRegaining(
      scene.file, for: scene.colleague, by: scene.officers[0])
  }

  // Whoever supervised has the key until somebody exchanges it, and there is nobody who may.
  @Test
  func `a key that is left with somebody who may not use it keeps nobody from regaining a file`()
    throws
  {
    var scene = try Scene(leaving: false)
    let supervisor = scene.officers[2]
    try scene.agency.supervise(scene.owner, by: supervisor)
    let compartment = try scene.compartment(of: scene.file)
    try scene.agency.record(
      WrapsAdded([try scene.agency.wrap(compartment, for: supervisor)]), by: scene.owner)
    try scene.agency.approve(
      SupervisionEnded(scene.owner.member, by: supervisor.member))
    let start = scene.start(for: scene.colleague)
    try scene.agency.ignore(start, by: scene.officers[0], as: .alreadyExists)
    #expect(!scene.agency.state.hasFileToRegain)
    try scene.agency.approve(MemberOffboarded(scene.owner.member))
    #expect(scene.agency.state.hasFileToRegain)
    let (event, text) = try scene.ready()
    try scene.agency.record(event, by: scene.officers[0], manifest: text)
    let state = scene.agency.state
    let file = try #require(state.files[scene.file])
    #expect(file.assigned.contains(scene.colleague.member))
    // The supervisor's is exchanged with the colleague's next command.
    #expect(state.entitled(to: compartment).contains(HolderID(scene.colleague.member)))
    #expect(!state.entitled(to: compartment).contains(HolderID(supervisor.member)))
    #expect(state.unsettled.contains(compartment))
  }

  @Test func `nobody regains a case file for themselves, nor for who may not have it`() throws {
    var scene = try Scene()
    let own = scene.officers[2]
    try scene.agency.ignore(scene.start(for: own), by: own, as: .refused(.ownRecovery))
    try scene.agency.ignore(
      scene.start(for: scene.colleague), by: scene.colleague, as: .refused(.notAnOfficer))
    // An administrator does no casework; who has left does none either.
    try scene.agency.ignore(
      scene.start(for: scene.officers[1]), by: scene.officers[0], as: .wrongHolders)
    try scene.agency.ignore(
      scene.start(for: scene.owner), by: scene.officers[0], as: .unknownMember)
    try scene.agency.declareConflict(of: scene.other, on: scene.file)
    try scene.agency.ignore(
      scene.start(for: scene.other), by: scene.officers[0], as: .wrongHolders)
    // An officer who is kept from it would have its key in hand.
    try scene.agency.declareConflict(of: own, on: scene.file)
    try scene.agency.ignore(
      scene.start(for: scene.colleague), by: own, as: .refused(.conflictDeclared))
    // Somebody whose own key a revoked device opens.
    let second = try scene.agency.addDevice(to: scene.colleague)
    try scene.agency.record(
      DeviceRevoked(second.device.id, of: scene.colleague.member), by: scene.colleague)
    try scene.agency.ignore(
      scene.start(for: scene.colleague), by: scene.officers[0], as: .wrongHolders)
    let missing = RecoveryStarted(
      file: scene.agency.newID(), for: scene.colleague.member, reason: scene.agency.newEnvelope())
    try scene.agency.ignore(missing, by: scene.officers[0], as: .unknownFile)
  }

  @Test func `an officer whose own device was revoked begins nothing`() throws {
    var scene = try Scene()
    let second = try scene.agency.addDevice(to: scene.officers[2])
    try scene.agency.record(
      DeviceRevoked(second.device.id, of: scene.officers[2].member), by: scene.officers[2])
    try scene.agency.ignore(
      scene.start(for: scene.colleague), by: scene.officers[2], as: .wrongHolders)
  }

  @Test func `a case file that was never sealed to the recovery key is not regained`() throws {
    var scene = try Scene(sealing: false)
    try scene.agency.ignore(
      scene.start(for: scene.colleague), by: scene.officers[0], as: .unknownRecovery)
  }

  @Test(arguments: [
    "few", "late", "starter", "file", "member", "officers", "quorum", "process", "others' wraps",
    "wraps of more", "notes", "no wrap", "device",
  ])
  func `a case file that is regained otherwise than begun has no effect`(what: String) throws {
    var scene = try Scene()
    let link = try scene.begun()
    if what != "few" { try scene.agency.contribute(scene.officers[1], to: link) }
    let good = try scene.agency.regained(by: link)
    var (event, text) = good
    let pieces = try RecoveredKeys(text: text).pieces
    let with = { (wraps: [AddedWrap]) in
      Agency.text { try RecoveredKeys(pieces: pieces, wraps: wraps).text() }
    }
    var violation = Violation.notApprovable
    switch what {
    case "few": violation = .tooFewOfficers
    case "file": event = event.with(file: scene.second)
    case "member": event = event.with(member: scene.other.member)
    case "officers":
      violation = .wrongHolders
      event = event.with(officers: Array(event.next.main.officers.reversed()))
    case "quorum":
      violation = .wrongHolders
      event = event.with(quorum: 3)
    case "process":
      violation = .wrongHolders
      event = event.with(process: .some(nil))
    case "others' wraps":
      violation = .wrongHolders
      text = with([try scene.agency.wrap(scene.compartment(of: scene.file), for: scene.other)])
    case "wraps of more":
      violation = .wrongHolders
      text = with([try scene.agency.wrap(scene.compartment(of: scene.second), for: scene.colleague)]
      )
    case "notes":
      // Of a key that nobody put together, nobody but the author has anything to seal to it.
      violation = .wrongHolders
      event = event.with(wraps: 2)
      text = with(try RecoveredKeys(text: good.1).wraps + [try scene.wrapOfNotes()])
    case "no wrap":
      violation = .nobodyLeft
      event = event.with(wraps: 0)
      text = with([])
    case "device":
      // A start that gives a file finishes no recovery of a key.
      let device = scene.agency.recoveryDevice(of: scene.colleague)
      let own = try #require(scene.agency.state.compartments[scene.colleague.member]?.current)
      let recovered = MemberRecovered(
        start: link, device: device,
        compartment: SealedEpoch(
          epoch: scene.agency.epoch(.member, of: scene.colleague.member, own.epoch + 1),
          wraps: [WrapNotice(holder: HolderID(device.id), hash: scene.agency.newHash())]),
        next: event.next, pieces: event.pieces, wraps: event.wraps, chunk: event.chunk,
        signature: event.signature)
      try scene.agency.ignore(
        recovered, by: scene.officers[0], as: violation, manifest: text)
      return
    default: break
    }
    let signer = what == "starter" ? scene.officers[1] : scene.officers[0]
    let at = what == "late" ? scene.agency.now.adding(.days(8)) : nil
    try scene.agency.ignore(event, by: signer, as: violation, at: at, manifest: text)
    // The same as it should be counts.
    guard !["few", "late"].contains(what) else { return }
    try scene.agency.record(good.0, by: scene.officers[0], manifest: good.1)
  }

  @Test func `what has changed since it was begun is judged anew`() throws {
    var scene = try Scene()
    let (event, text) = try scene.ready()
    try scene.agency.declareConflict(of: scene.colleague, on: scene.file)
    try scene.agency.ignore(event, by: scene.officers[0], as: .wrongHolders, manifest: text)
  }

  @Test func `psychotherapy notes are no part of what is begun for a case file`() throws {
    let scene = try Scene()
    let line = """
      {"event":"recovery.started","at":"2026-11-22T09:30:00.000Z","by":"\(hex("d1"))","member":"\
      \(scene.colleague.member.hexadecimal)","file":"\(scene.file.hexadecimal)","keys":["main",\
      "process"],"reason":{"envelope":"\(hex("bc"))","version":1,"hash":"\(hex("9a", 32))",\
      "slots":"\(hex("9b", 32))"}}
      """
    let event = try Event(encoded: Array(line.utf8))
    var agency = scene.agency
    try agency.ignore(event.content, by: scene.officers[0], as: .wrongHolders)
  }

  private func hex(_ byte: String, _ count: Int = 16) -> String {
    String(repeating: byte, count: count)
  }

  /// Three officers, and two case files of a clinician's who has left, both sealed to the recovery key.
  private struct Scene {
    var agency: Agency
    let officers: [Agency.Person]
    let owner: Agency.Person
    let colleague: Agency.Person
    let other: Agency.Person
    let file: CaseFileID
    let second: CaseFileID

    init(leaving: Bool = true, sealing: Bool = true) throws {
      agency = try Agency.founded()
      owner = try agency.enrol(.clinician)
      (colleague, other) = (try agency.enrol(.clinician), try agency.enrol(.clinician))
      officers = [agency.officer, agency.administrator, try agency.enrol(.supervisor)]
      (file, second) = (try agency.openFile(by: owner), try agency.openFile(by: owner))
      try agency.openProcess(in: file, by: owner)
      try agency.setUpRecovery(among: officers)
      if sealing {
        for file in [file, second] { try agency.sealToRecovery(file, by: owner) }
      }
      if leaving { try agency.approve(MemberOffboarded(owner.member)) }
    }

    mutating func start(for person: Agency.Person) -> RecoveryStarted {
      RecoveryStarted(file: file, for: person.member, reason: agency.newEnvelope())
    }

    mutating func begun() throws -> Link {
      try agency.startRegaining(file, for: colleague, by: officers[0])
    }

    mutating func ready() throws -> (FileRegained, [UInt8]) {
      let link = try begun()
      try agency.contribute(officers[1], to: link)
      return try agency.regained(by: link)
    }

    /// The psychotherapy notes of who has left, for the officers' key of such.
    mutating func wrapOfNotes() throws -> AddedWrap {
      let process = try #require(agency.state.files[file]?.processes[owner.member])
      let notes = try #require(agency.state.compartment(process)?.current)
      let key = try #require(agency.state.recovery?.keys.process)
      return AddedWrap(
        compartment: process, epoch: notes.epoch,
        notice: WrapNotice(holder: HolderID(key.id), hash: agency.newHash()))
    }

    func compartment(of file: CaseFileID) throws -> CompartmentID {
      try #require(agency.state.files[file]).compartment
    }
  }
}

extension Agency {
  fileprivate mutating func declareConflict(of person: Person, on file: CaseFileID) throws {
    try record(ConflictDeclared(file: file, of: person.member, reason: nil), by: officer)
  }
}

extension FileRegained {
  fileprivate func with(
    file: CaseFileID? = nil, member: MemberID? = nil, officers: [MemberID]? = nil,
    quorum: Int? = nil, process: RecoveryKey?? = nil, wraps: Int? = nil
  ) -> FileRegained {
    FileRegained(
      start: start, file: file ?? self.file, to: member ?? self.member,
      next: RecoveryKeys(
        main: RecoveryKey(
          epoch: next.main.epoch, officers: officers ?? next.main.officers,
          quorum: quorum ?? next.main.quorum),
        process: process ?? next.process, signingKey: next.signingKey),
      pieces: pieces, wraps: wraps ?? self.wraps, chunk: chunk, signature: signature)
  }
}
