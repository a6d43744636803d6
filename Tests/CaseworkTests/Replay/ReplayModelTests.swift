import Testing

@testable import Casework

@Suite struct ReplayModelTests {
  /// Four stories told anew each time; a failing one names its seed.
  static let seeds = (0..<4).map { _ in UInt64.random(in: 0 ... .max) }

  @Test(arguments: seeds)
  func `replay agrees with a plain model on every entry`(seed: UInt64) throws {
    var work = try RandomWork(seed: seed)
    for _ in 0..<400 { try work.step() }
    // Some stories go quiet early; both ways of ending must be tried often enough to mean something.
    var more = 2_000
    while work.counts.effect <= 40 || work.counts.none <= 40, more > 0 {
      try work.step()
      more -= 1
    }
    #expect(work.counts.effect > 40 && work.counts.none > 40, "\(work.counts), seed \(seed)")
    try Self.expectSame(work, seed: seed)
  }

  /// Stories in which there is somebody to give access from the start, and mostly much of it is given.
  @Test(arguments: seeds)
  func `replay agrees with a plain model on grants`(seed: UInt64) throws {
    var work = try RandomWork(seed: seed)
    try work.staff()
    for _ in 0..<150 {
      try work.step()
      try work.workOnGrants()
    }
    #expect(work.model.given > 0, "seed \(seed)")
    try Self.expectSame(work, seed: seed)
  }

  /// Stories in which there is somebody to be on duty, and something to be opened.
  @Test(arguments: seeds)
  func `replay agrees with a plain model on emergencies`(seed: UInt64) throws {
    var work = try RandomWork(seed: seed)
    try work.staff()
    var steps = 0
    // A story whose people leave early has its first emergency late.
    while steps < 150 || work.model.emergencies.isEmpty, steps < 2_000 {
      try work.step()
      try work.workOnEmergencies()
      steps += 1
    }
    #expect(!work.model.emergencies.isEmpty, "seed \(seed)")
    try Self.expectSame(work, seed: seed)
  }

  /// Stories in which keys are lost, and somebody gets a new one.
  @Test(arguments: seeds)
  func `replay agrees with a plain model on recoveries`(seed: UInt64) throws {
    var work = try RandomWork(seed: seed)
    try work.staff()
    try work.recoverSomebody()
    for _ in 0..<150 {
      try work.step()
      try work.workOnRecovery()
    }
    #expect(work.model.recovered > 0, "seed \(seed)")
    try Self.expectSame(work, seed: seed)
  }

  /// Stories in which a case file lost everybody who could open it, and a colleague gets it.
  @Test(arguments: seeds)
  func `replay agrees with a plain model on case files that are regained`(seed: UInt64) throws {
    var work = try RandomWork(seed: seed)
    try work.staff()
    try work.regainSomething()
    #expect(work.model.regained.count == 1, "seed \(seed)")
    for _ in 0..<150 {
      try work.step()
      try work.workOnRecovery()
    }
    try Self.expectSame(work, seed: seed)
  }

  /// Stories in which the vault goes on from older copies, again and again.
  @Test(arguments: seeds)
  func `replay agrees with a plain model on restorings`(seed: UInt64) throws {
    var work = try RandomWork(seed: seed)
    try work.staff()
    for _ in 0..<100 {
      try work.step()
      try work.changeDevices()
      try work.restoreByTwo()
    }
    #expect(work.model.generation > 1, "seed \(seed)")
    try Self.expectSame(work, seed: seed)
  }

  private static func expectSame(_ work: RandomWork, seed: UInt64) throws {
    let (state, model) = (work.agency.state, work.model)
    let roles = state.members.mapKeys(\.hexadecimal) { Set($0.roles.map(\.code)) }
    #expect(roles == model.roles, "seed \(seed)")
    #expect(Int(state.generation) == model.generation, "seed \(seed)")
    for (id, member) in state.members {
      let known = model.supervisors[id.hexadecimal] ?? []
      #expect(Set(member.supervisors.map(\.hexadecimal)) == known, "seed \(seed)")
    }
    let waiting = state.submissions.mapKeys(
      { "\($0.note.hexadecimal) of \($0.author.hexadecimal)" },
      {
        PlainModel.Waiting(
          version: Int($0.version), hash: $0.hash.hexadecimal, isReturned: $0.isReturned)
      })
    #expect(waiting == model.waiting, "seed \(seed)")
    #expect(state.grants.map { PlainModel.Grant($0) } == model.grants, "seed \(seed)")
    for file in state.files.values {
      let running = state.grants.filter { $0.isRunning && $0.file == file.id }.map(\.number)
      #expect(file.grants.sorted() == running, "seed \(seed)")
    }
    #expect(
      state.emergencies.map { PlainModel.Emergency($0) } == model.emergencies, "seed \(seed)")
    #expect(Set(state.roster.map(\.hexadecimal)) == model.roster, "seed \(seed)")
    #expect(state.emergency?.hexadecimal == model.duty, "seed \(seed)")
    let attested = state.latestAttestation.map { PlainModel.Attestation($0) }
    #expect(attested == model.attestation, "seed \(seed)")
    #expect(state.recovery.map { PlainModel.Recovery($0) } == model.recovery, "seed \(seed)")
    #expect(
      Set(state.recoveries.filter { $0.value.isKeyOfOthers }.map(\.key.hexadecimal))
        == model.drawnByOthers, "seed \(seed)")
    #expect(
      state.regained.mapKeys(\.hexadecimal) { $0.member.hexadecimal } == model.regained,
      "seed \(seed)")
    #expect(Set(state.exposed.map(\.hexadecimal)) == model.exposed, "seed \(seed)")
    #expect(state.unsettled == unsettled(in: state), "seed \(seed)")
    #expect(Set(state.proposals.keys) == Set(model.proposals.keys), "seed \(seed)")
    for (id, known) in model.compartments {
      let compartment = try #require(state.compartments[try CompartmentID(hexadecimal: id)])
      #expect(compartment.current.kind.code == known.kind, "seed \(seed)")
      #expect(Int(compartment.current.epoch) == known.epoch, "seed \(seed)")
      #expect(
        compartment.holders.map(\.member.hexadecimal).sorted() == known.holders.sorted(),
        "seed \(seed)")
    }
    let files = Dictionary(
      uniqueKeysWithValues: state.files.values.map { file in
        let history = work.agency.histories[file.id] ?? FileHistory()
        return (file.id.hexadecimal, PlainModel.File(file, history: history))
      })
    #expect(files == model.files, "seed \(seed)")
  }

  /// What the state keeps of it, worked out anew from everything else.
  private static func unsettled(in state: VaultState) -> Set<CompartmentID> {
    Set(
      state.compartments.values.filter { compartment in
        let entitled = state.entitled(to: compartment.current.compartment)
        return state.exposed.contains(compartment.current.compartment)
          || Set(compartment.holders) != Set(entitled)
      }.map(\.current.compartment))
  }

  @Test(arguments: seeds)
  func `replay in one go equals replay in pieces through the archive`(seed: UInt64) throws {
    var work = try RandomWork(seed: seed)
    var random = SeededGenerator(seed: seed &+ 1)
    try work.staff()
    for _ in 0..<200 {
      try work.step()
      if Int.random(in: 0..<10, using: &random) == 0 {
        work.agency.state = try VaultState(archived: try work.agency.state.archived())
      }
    }
    var whole = VaultState()
    for entry in work.agency.log {
      try whole.take(entry.event, at: entry.link, manifest: entry.manifest)
    }
    let isSame = whole == work.agency.state
    #expect(isSame, "seed \(seed)")
  }
}

extension Dictionary {
  fileprivate func mapKeys<NewKey: Hashable, NewValue>(
    _ key: (Key) -> NewKey, _ value: (Value) -> NewValue
  ) -> [NewKey: NewValue] {
    Dictionary<NewKey, NewValue>(uniqueKeysWithValues: map { (key($0.key), value($0.value)) })
  }
}

extension PlainModel.File {
  /// What replay and the file's history say, in the model's words.
  fileprivate init(_ file: CaseFile, history: FileHistory) {
    self.init(
      assigned: file.assigned.map(\.hexadecimal),
      conflicts: Set(file.conflicts.map(\.member.hexadecimal)),
      head: "\(file.head.sequence):\(file.head.hash.hexadecimal)", links: file.length,
      record: Int(file.record.version),
      processAuthors: Set(file.processes.keys.map(\.hexadecimal)))
    for note in history.notes { notes[note.id.hexadecimal] = PlainModel.Note(note) }
  }
}

extension PlainModel.Note {
  fileprivate init(_ note: NoteRecord) {
    let status =
      switch note.status {
      case .draft: "draft"
      case .submitted: "submitted"
      case .signed, .coSigned: "signed"
      case .comment: "comment"
      case .imported: "imported"
      case .discarded: "discarded"
      }
    self.init(
      author: note.author.hexadecimal, kind: note.kind.code, status: status,
      versions: note.versions.count, hash: note.latest.notice.hash.hexadecimal,
      parent: note.parent?.hexadecimal)
  }
}

extension PlainModel.Recovery {
  /// What replay says, in the model's words.
  fileprivate init(_ recovery: RecoveryState) {
    var keys = ["main": RandomWork.key(recovery.keys.main)]
    keys["process"] = recovery.keys.process.map(RandomWork.key)
    let officers = recovery.keys.main.officers
    self.init(
      keys: keys, isStale: recovery.isStale,
      starts: recovery.starts.mapValues { start in
        PlainModel.Start(
          link: name(start.link), by: start.by.hexadecimal, member: start.member.hexadecimal,
          at: start.at.millisecondsSince1970, purposes: start.purposes.map(\.code),
          file: start.aim.file?.hexadecimal,
          contributors: Set(start.contributions.keys.map(\.hexadecimal)))
      },
      ended: Dictionary(
        uniqueKeysWithValues: recovery.ended.map { ($0.key.hexadecimal, $0.value.number) }),
      rehearsed: Set(recovery.rehearsed.map { officers[Int($0)].hexadecimal }))
  }
}
