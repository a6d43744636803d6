import Testing

@testable import Casework

/// People who do whatever comes to their mind, rightly and wrongly, in a vault and in the plain model of
/// it: what has an effect in one has it in the other.
struct RandomWork {
  var agency: Agency
  private(set) var model = PlainModel()
  private var random: SeededGenerator
  private var people: [Agency.Person]
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
    switch Int.random(in: 0..<17, using: &random) {
    case 0, 1: try propose()
    case 2, 3: try approve()
    case 4: try withdraw()
    case 5: try open()
    case 6: try openProcess()
    case 7, 8, 9: try store()
    case 10, 11: try end(signing: true)
    case 12: try end(signing: false)
    case 13: try add()
    case 14: try importNotes()
    case 15: try rename()
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
        link: name(link), by: name(actor), at: at, newcomer: name(person),
        roles: Set(chosen.map(\.code)))
      return model.propose(proposal, at: link.sequence)
    }
    newcomers[link.sequence] = person
  }

  private mutating func approve() throws {
    guard let number = model.proposals.keys.sorted().randomElement(using: &random),
      let person = newcomers[number], let known = agency.state.proposals[number]
    else { return }
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
      known.current.kind.chains ? .chained(hash(1)) : .slots(count: 0, chunk: hash(2))
    try take(
      CompartmentRotated(epoch: sealed, past: past), by: actor, manifest: [1]
    ) { model, _, _ in
      model.rotate(
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
    return (shared + files).sorted().randomElement(using: &random)
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

  // MARK: - Notes

  private mutating func store() throws {
    guard let (file, actor) = fileAndActor() else { return }
    let known = chance(in: 2) ? anyNote(in: file) : nil
    let kind = kind(near: known)
    let next = UInt32(known?.versions.count ?? 0) + (chance(in: 10) ? 2 : 1)
    let stored = NoteStored(
      file: file, after: try link(of: file), kind: kind,
      note: EnvelopeNotice(
        envelope: known?.id ?? agency.newID(), version: next, hash: agency.newHash(),
        slots: agency.newHash()))
    try takeNote(stored, by: actor, locking: false) { model in
      model.stored(
        stored.note.envelope.hexadecimal, in: file.hexadecimal, kind: kind.code, version: Int(next),
        hash: stored.note.hash.hexadecimal, by: name(actor))
    }
  }

  private mutating func end(signing: Bool) throws {
    guard let (file, actor) = fileAndActor() else { return }
    let known = anyNote(in: file)
    let kind = kind(near: known)
    let note = known?.id ?? agency.newID()
    let version = (known?.latest.notice.version ?? 1) + (chance(in: 10) ? 1 : 0)
    let words = chance(in: 10) ? agency.newHash() : known?.latest.notice.hash ?? agency.newHash()
    let after = try link(of: file)
    if signing {
      let signed = NoteSigned(
        file: file, after: after, kind: kind, note: note, version: version, hash: words)
      try takeNote(signed, by: actor, locking: true) { model in
        model.ended(
          note.hexadecimal, in: file.hexadecimal, kind: kind.code, as: "signed",
          version: Int(version), hash: words.hexadecimal, by: name(actor))
      }
    } else {
      let discarded = NoteDiscarded(file: file, after: after, kind: kind, note: note)
      try takeNote(discarded, by: actor, locking: false) { model in
        model.ended(
          note.hexadecimal, in: file.hexadecimal, kind: kind.code, as: "discarded", by: name(actor))
      }
    }
  }

  private mutating func add() throws {
    guard let (file, actor) = fileAndActor() else { return }
    let known = anyNote(in: file)
    let kind = kind(near: known)
    let parent = known?.id ?? agency.newID()
    let added = NoteAdded(
      file: file, after: try link(of: file), kind: kind, parent: parent,
      note: agency.newEnvelope())
    try takeNote(added, by: actor, locking: true) { model in
      model.added(
        added.note.envelope.hexadecimal, to: parent.hexadecimal, in: file.hexadecimal,
        kind: kind.code, hash: added.note.hash.hexadecimal, by: name(actor))
    }
  }

  private mutating func importNotes() throws {
    guard let (file, actor) = fileAndActor() else { return }
    let kind: NoteKind = chance(in: 4) ? .psychotherapy : .progress
    let (part, notes) = try agency.imported(3, into: file, kind, by: actor)
    let (event, manifest) = try agency.importing([part])
    let before = agency.state.violations.count
    let link = try take(event, by: actor, manifest: manifest) { model, link, _ in
      model.note(
        in: file.hexadecimal, kind: kind.code, after: name(part.after), locking: true,
        by: name(actor), head: name(Link(sequence: link.sequence, hash: part.chunk)))
    }
    guard agency.state.violations.count == before else { return }
    agency.histories[file, default: FileHistory()].take(
      notes, at: Link(sequence: link.sequence, hash: part.chunk))
    for record in notes.records {
      model.files[file.hexadecimal]?.notes[record.note.envelope.hexadecimal] = .init(
        author: name(actor), kind: kind.code, status: "imported", versions: 1,
        hash: record.note.hash.hexadecimal)
    }
  }

  // MARK: - Taking entries in, twice

  @discardableResult
  private mutating func take(
    _ content: any EventContent, by actor: Agency.Person, manifest: [UInt8]? = nil,
    _ judge: (inout PlainModel, Link, Int64) -> Bool
  ) throws -> Link {
    let before = agency.state.violations.count
    let link = try agency.take(content, by: actor, at: agency.now, manifest: manifest)
    let hadEffect = agency.state.violations.count == before
    let expected = judge(&model, link, agency.now.millisecondsSince1970)
    #expect(hadEffect == expected, "entry \(link.sequence), \(type(of: content)), seed \(seed)")
    if hadEffect { counts.effect += 1 } else { counts.none += 1 }
    return link
  }

  /// An entry that hangs on a history has an effect on the file, and perhaps none in the history.
  private mutating func takeNote(
    _ event: any NoteEvent, by actor: Agency.Person, locking: Bool,
    _ judge: (inout PlainModel) -> Bool
  ) throws {
    let before = agency.histories[event.file]?.violations.count ?? 0
    let violations = agency.state.violations.count
    let link = try take(event, by: actor) { model, link, _ in
      model.note(
        in: event.file.hexadecimal, kind: event.kind.code, after: name(event.after),
        locking: locking, by: name(actor), head: name(link))
    }
    guard agency.state.violations.count == violations else { return }
    let hadEffect = agency.histories[event.file]?.violations.count ?? 0 == before
    let expected = judge(&model)
    #expect(hadEffect == expected, "entry \(link.sequence), \(type(of: event)), seed \(seed)")
  }

  // MARK: - Whatever comes to mind

  private mutating func chance(in cases: Int) -> Bool {
    Int.random(in: 0..<cases, using: &random) == 0
  }

  private mutating func actor() -> Agency.Person {
    people.randomElement(using: &random) ?? agency.officer
  }

  /// Mostly somebody assigned, so that more happens.
  private mutating func fileAndActor() -> (CaseFileID, Agency.Person)? {
    let sorted = agency.state.files.values.sorted { $0.number < $1.number }
    guard let file = sorted.randomElement(using: &random) else { return nil }
    let assigned = people.first { $0.member == file.assigned[0] }
    return (file.id, chance(in: 4) ? actor() : assigned ?? actor())
  }

  private mutating func anyNote(in file: CaseFileID) -> NoteRecord? {
    agency.histories[file]?.notes.randomElement(using: &random)
  }

  private mutating func kind(near note: NoteRecord?) -> NoteKind {
    if let note, !chance(in: 8) { return note.kind }
    return chance(in: 3) ? .psychotherapy : .progress
  }

  private mutating func link(of file: CaseFileID) throws -> Link {
    let head = try agency.head(file)
    return chance(in: 12) ? Link(sequence: head.sequence, hash: agency.newHash()) : head
  }
}

private func name(_ person: Agency.Person) -> String { person.member.hexadecimal }
private func name(_ link: Link) -> String { "\(link.sequence):\(link.hash.hexadecimal)" }
