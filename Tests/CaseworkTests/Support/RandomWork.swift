import Testing

@testable import Casework

/// People who do whatever comes to their mind, rightly and wrongly, in a vault and in the plain model of
/// it: what has an effect in one has it in the other.
struct RandomWork {
  var agency: Agency
  var model = PlainModel()
  var random: SeededGenerator
  var people: [Agency.Person]
  /// Members on further devices of theirs.
  var further: [Agency.Person] = []
  private var newcomers: [UInt64: Agency.Person] = [:]
  private let seed: UInt64
  /// How often an act had its effect, and how often not.
  private(set) var counts = (effect: 0, none: 0)

  init(seed: UInt64) throws {
    self.seed = seed
    random = SeededGenerator(seed: seed)
    agency = try Agency.founded()
    people = [agency.officer, agency.administrator]
    model.roles = [
      name(agency.officer): ["privacy-officer"], name(agency.administrator): ["administrator"],
    ]
    for (id, holders) in [
      (agency.state.vaultCompartment, [agency.officer, agency.administrator]),
      (agency.state.oversight, [agency.officer]), (agency.state.registry, [agency.officer]),
    ] {
      let known = try #require(id.flatMap { agency.state.compartments[$0] })
      model.compartments[known.current.compartment.hexadecimal] = .init(
        kind: known.current.kind.code, holders: holders.map { $0.member.hexadecimal })
    }
  }

  /// One more entry by somebody.
  mutating func step() throws {
    agency.now = agency.now.adding(chance(in: 40) ? .days(10) : .minutes(1))
    // Somebody's clock is set back.
    if chance(in: 60) { agency.now = agency.now.adding(.days(-6)) }
    switch Int.random(in: 0..<41, using: &random) {
    case 0, 1: try propose()
    case 2, 3: try approve()
    case 4: try chance(in: 3) ? proposeRestoring() : withdraw()
    case 5: try open()
    case 6: try openProcess()
    case 7, 8, 9: try store()
    case 10, 11: try end(signing: true)
    case 12: try end(signing: false)
    case 13: try add()
    case 14: try importNotes()
    case 15: try rename()
    case 16: try proposeSupervision()
    case 17: try assign()
    case 18: try unassign()
    case 19: try handOver()
    case 20, 21: try submit()
    case 22, 23: try answer()
    case 24: try chance(in: 3) ? proposeClearing() : declareConflict()
    case 25: try chance(in: 3) ? proposeLeaving() : proposeRoles()
    case 26, 27: try changeDevices()
    case 28...33: try workOnGrants()
    case 34: try attest()
    case 36, 37: try workOnEmergencies()
    case 38, 39, 40: try workOnRecovery()
    default: try chance(in: 2) ? rotate() : hand()
    }
  }

  // MARK: - Members

  private mutating func propose() throws {
    let actor = actor()
    let person = chance(in: 6) ? self.actor() : agency.person()
    let roles = [Role.clinician, .trainee, .supervisor, .auditor, .privacyOfficer, .administrator]
    let chosen = roles.filter { _ in chance(in: 4) }
    let newcomer = agency.newcomer(person, as: chosen)
    let link = try take(ActProposed(MemberEnrolled(newcomer)), by: actor) { model, link, at in
      let proposal = PlainModel.Proposal(
        link: name(link), by: name(actor), at: at,
        act: .enrol(name(person), as: Set(chosen.map(\.code))))
      return model.propose(proposal, at: link.sequence)
    }
    newcomers[link.sequence] = person
  }

  private mutating func proposeSupervision() throws {
    let (actor, member, supervisor) = (actor(), self.actor(), self.actor())
    let ends = chance(in: 3)
    let closed = model.filesClosed(endingSupervisionOf: name(member), by: name(supervisor)).count
    let closing = chance(in: 4) ? 1 - min(closed, 1) : closed
    let act: any ProposableContent =
      ends
      ? SupervisionEnded(member.member, by: supervisor.member, closing: closing)
      : MemberSupervised(member.member, by: supervisor.member)
    try take(ActProposed(act), by: actor) { model, link, at in
      let proposal = PlainModel.Proposal(
        link: name(link), by: name(actor), at: at,
        act: ends
          ? .endSupervision(of: name(member), by: name(supervisor), closing: closing)
          : .supervise(name(member), by: name(supervisor)))
      return model.propose(proposal, at: link.sequence)
    }
  }

  private mutating func approve() throws {
    guard let number = model.proposals.keys.sorted().randomElement(using: &random),
      let known = agency.state.proposals[number]
    else { return }
    guard let person = newcomers[number] else { return try approve(number, known) }
    let actor = actor()
    let link = chance(in: 8) ? Link(sequence: number, hash: agency.newHash()) : known.link
    let wraps = chance(in: 8) ? [] : [try agency.wrap(agency.state.vaultCompartment, for: person)]
    try take(ActApproved(proposal: link, wraps: wraps), by: actor) { model, _, at in
      model.approve(
        number, link: name(link), by: name(actor), at: at, handingOnVault: !wraps.isEmpty)
    }
    if agency.state.members[person.member] != nil, !people.contains(person) {
      people.append(person)
    }
  }

  /// What brings nobody in comes without keys, or has no effect.
  private mutating func approve(_ number: UInt64, _ known: Proposal) throws {
    let actor = actor()
    let wraps =
      chance(in: 8) ? [try agency.wrap(agency.state.vaultCompartment, for: self.actor())] : []
    try take(ActApproved(proposal: known.link, wraps: wraps), by: actor) { model, _, at in
      model.approve(
        number, link: name(known.link), by: name(actor), at: at, handingOnVault: !wraps.isEmpty)
    }
  }

  private mutating func withdraw() throws {
    guard let number = model.proposals.keys.sorted().randomElement(using: &random),
      let known = agency.state.proposals[number], chance(in: 3)
    else { return }
    let actor = actor()
    try take(ProposalWithdrawn(proposal: known.link), by: actor) { model, _, _ in
      model.withdraw(number, by: name(actor))
    }
  }

  // MARK: - Compartments

  private mutating func rotate() throws {
    guard let id = anyCompartment(), let known = agency.state.compartments[id] else { return }
    let actor = actor()
    let epoch = known.current.epoch + (chance(in: 6) ? 0 : 1)
    var holders = agency.state.entitled(to: id).map(\.member)
    if chance(in: 6) { holders.append(self.actor().member) }
    let sealed = agency.sealed(known.current.kind, of: id, epoch: epoch, to: holders)
    let past: CompartmentRotated.Past =
      known.current.kind.chains
      ? .chained(hash(1)) : .slots(count: 0, chunk: hash(2), kept: hash(3))
    let isVault = known.current.kind == .vault
    let handsOver = chance(in: 8) ? !isVault : isVault
    let event = CompartmentRotated(
      epoch: sealed, past: past, checkpoint: handsOver ? agency.handOver() : nil)
    try take(event, by: actor, manifest: [1]) { model, link, _ in
      handsOver == isVault
        && model.rotate(
          id.hexadecimal, epoch: Int(epoch), to: holders.map(\.hexadecimal), by: name(actor))
    }
  }

  private mutating func hand() throws {
    guard let id = anyCompartment() else { return }
    let (actor, other) = (actor(), actor())
    let wrap = try agency.wrap(id, for: other)
    try take(WrapsAdded([wrap]), by: actor) { model, _, _ in
      model.hand(id.hexadecimal, to: name(other), by: name(actor))
    }
  }

  private mutating func anyCompartment() -> CompartmentID? {
    let shared = [
      agency.state.vaultCompartment, agency.state.oversight, agency.state.registry,
    ].compactMap(\.self)
    let files = agency.state.files.values.flatMap { [$0.compartment] + Array($0.processes.values) }
    let grants = agency.state.grants.compactMap { $0.given?.compartment }
    let duty = [agency.state.emergency].compactMap(\.self)
    return (shared + files + grants + duty).sorted().randomElement(using: &random)
  }

  // MARK: - Who works in a file

  private mutating func assign() throws {
    guard let (file, actor) = fileAndActor(), let other = colleague() else { return }
    let wraps = try keys(of: file, for: other)
    try take(FileAssigned(file: file, to: other.member, wraps: wraps), by: actor) { model, _, _ in
      model.assign(
        file.hexadecimal, to: name(other),
        handing: wraps.map { $0.notice.holder.member.hexadecimal },
        by: name(actor))
    }
  }

  private mutating func unassign() throws {
    guard let (file, actor) = fileAndActor(), let other = colleague(in: file) else { return }
    try take(FileUnassigned(file: file, from: other.member), by: actor) { model, _, _ in
      model.unassign(file.hexadecimal, from: name(other), by: name(actor))
    }
  }

  private mutating func handOver() throws {
    guard let (file, actor) = fileAndActor(), let other = colleague() else { return }
    let wraps = try keys(of: file, for: other)
    try take(
      FileHandedOver(file: file, to: other.member, wraps: wraps), by: actor
    ) { model, _, _ in
      model.handOver(
        file.hexadecimal, to: name(other),
        handing: wraps.map { $0.notice.holder.member.hexadecimal }, by: name(actor))
    }
  }

  private mutating func declareConflict() throws {
    guard let (file, actor) = fileAndActor() else { return }
    let other = chance(in: 2) ? actor : self.actor()
    try take(
      ConflictDeclared(file: file, of: other.member, reason: nil), by: actor
    ) { model, _, _ in
      model.declareConflict(of: name(other), with: file.hexadecimal, by: name(actor))
    }
  }

  private mutating func proposeClearing() throws {
    let conflicts = agency.state.files.values.sorted { $0.number < $1.number }
      .flatMap { file in file.conflicts.map { (file.id, $0.member) } }
    guard let (file, member) = conflicts.randomElement(using: &random) else { return }
    let (actor, other) = (actor(), chance(in: 6) ? self.actor().member : member)
    try take(ActProposed(ConflictCleared(file: file, of: other)), by: actor) { model, link, at in
      let proposal = PlainModel.Proposal(
        link: name(link), by: name(actor), at: at,
        act: .clearConflict(of: other.hexadecimal, file: file.hexadecimal))
      return model.propose(proposal, at: link.sequence)
    }
  }

  /// Mostly those who lack the file's key and will be entitled to it; sometimes nobody, or somebody else.
  private mutating func keys(
    of file: CaseFileID, for other: Agency.Person
  ) throws -> [AddedWrap] {
    guard let known = agency.state.files[file],
      let compartment = agency.state.compartments[known.compartment], !chance(in: 5)
    else { return [] }
    let supervisors = agency.state.members[other.member]?.supervisors ?? []
    var people = people.filter {
      ($0 == other || supervisors.contains($0.member)) && !compartment.isHeld(by: $0.member)
    }
    if chance(in: 8) { people.append(actor()) }
    return try people.map { try agency.wrap(known.compartment, for: $0) }
  }

  /// Mostly somebody who does casework, so that more happens.
  private mutating func colleague() -> Agency.Person? {
    let able = people.filter { model.doesCasework(name($0)) }
    return chance(in: 6) ? actor() : able.randomElement(using: &random)
  }

  private mutating func colleague(in file: CaseFileID) -> Agency.Person? {
    let assigned = agency.state.files[file]?.assigned ?? []
    return chance(in: 6) ? actor() : people.first { assigned.contains($0.member) }
  }

  // MARK: - Case files

  private mutating func open() throws {
    let actor = actor()
    let opening = agency.opening(by: actor)
    let changed = opening.with(
      number: chance(in: 8) ? opening.number + 1 : opening.number,
      assigned: chance(in: 8) ? [self.actor().member] : opening.assigned)
    try take(FileOpened(changed), by: actor) { model, link, _ in
      model.open(
        changed.file.hexadecimal,
        compartment: changed.compartment.epoch.compartment.hexadecimal, numbered: changed.number,
        for: changed.assigned[0].hexadecimal, by: name(actor), head: name(link))
    }
  }

  private mutating func openProcess() throws {
    guard let (file, actor) = fileAndActor() else { return }
    let opened = try agency.process(in: file, by: actor)
    try take(opened, by: actor) { model, link, _ in
      model.openProcess(
        in: file.hexadecimal, compartment: opened.compartment.epoch.compartment.hexadecimal,
        after: name(opened.after), by: name(actor), head: name(link))
    }
  }

  private mutating func rename() throws {
    guard let (file, actor) = fileAndActor(), let known = agency.state.files[file] else { return }
    let version = known.record.version + (chance(in: 4) ? 2 : 1)
    let renamed = ClientRenamed(
      file: file, after: known.head,
      record: EnvelopeNotice(
        envelope: known.record.envelope, version: version, hash: agency.newHash(),
        slots: agency.newHash()))
    try take(renamed, by: actor) { model, link, _ in
      model.rename(
        file.hexadecimal, version: Int(version), after: name(renamed.after), by: name(actor),
        head: name(link))
    }
  }

  // MARK: - Taking entries in, twice

  @discardableResult
  mutating func take(
    _ content: any EventContent, by actor: Agency.Person, manifest: [UInt8]? = nil,
    _ judge: (inout PlainModel, Link, Int64) -> Bool
  ) throws -> Link {
    let before = agency.state.violations.count
    let link = try agency.take(content, by: actor, at: agency.now, manifest: manifest)
    let hadEffect = agency.state.violations.count == before
    model.hear(name(actor), claim: agency.now.millisecondsSince1970)
    model.hearOfEmergencies(name(actor), claim: agency.now.millisecondsSince1970)
    let expected = judge(&model, link, agency.now.millisecondsSince1970)
    model.closeGroundlessGrants()
    model.closeGroundlessEmergencies()
    #expect(hadEffect == expected, "entry \(link.sequence), \(type(of: content)), seed \(seed)")
    if hadEffect { counts.effect += 1 } else { counts.none += 1 }
    return link
  }

  /// An entry that hangs on a history has an effect on the file, and perhaps none in the history.
  mutating func takeNote(
    _ event: any NoteEvent, by actor: Agency.Person, locking: Bool,
    _ judge: (inout PlainModel) -> Bool
  ) throws {
    try takeNote(
      event, by: actor,
      judging: { model, link in
        model.note(
          in: event.file.hexadecimal, kind: event.kind.code, after: name(event.after),
          locking: locking, by: name(actor), head: name(link))
      }, judge)
  }

  mutating func takeNote(
    _ event: any NoteEvent, by actor: Agency.Person,
    judging entry: (inout PlainModel, Link) -> Bool, _ judge: (inout PlainModel) -> Bool
  ) throws {
    let before = agency.histories[event.file]?.violations.count ?? 0
    let violations = agency.state.violations.count
    let link = try take(event, by: actor) { model, link, _ in entry(&model, link) }
    guard agency.state.violations.count == violations else { return }
    let hadEffect = agency.histories[event.file]?.violations.count ?? 0 == before
    let expected = judge(&model)
    #expect(hadEffect == expected, "entry \(link.sequence), \(type(of: event)), seed \(seed)")
  }

  // MARK: - Whatever comes to mind

  mutating func chance(in cases: Int) -> Bool {
    Int.random(in: 0..<cases, using: &random) == 0
  }

  mutating func actor() -> Agency.Person {
    people.randomElement(using: &random) ?? agency.officer
  }

  /// Mostly somebody assigned, so that more happens.
  mutating func fileAndActor() -> (CaseFileID, Agency.Person)? {
    let sorted = agency.state.files.values.sorted { $0.number < $1.number }
    guard let file = sorted.randomElement(using: &random) else { return nil }
    let grantees = file.grants.compactMap { agency.state.grant($0)?.grantee }
    let near = (agency.state.readers(of: file) + grantees).randomElement(using: &random)
    let assigned = people.first { $0.member == near }
    return (file.id, chance(in: 4) ? actor() : assigned ?? actor())
  }

  mutating func anyNote(in file: CaseFileID) -> NoteRecord? {
    agency.histories[file]?.notes.randomElement(using: &random)
  }

  mutating func kind(near note: NoteRecord?) -> NoteKind {
    if let note, !chance(in: 8) { return note.kind }
    return chance(in: 3) ? .psychotherapy : .progress
  }

  mutating func link(of file: CaseFileID) throws -> Link {
    let head = try agency.head(file)
    return chance(in: 12) ? Link(sequence: head.sequence, hash: agency.newHash()) : head
  }
}

func name(_ person: Agency.Person) -> String { person.member.hexadecimal }
func name(_ link: Link) -> String { "\(link.sequence):\(link.hash.hexadecimal)" }
