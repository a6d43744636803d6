import Testing

@testable import Casework

/// What replay makes of each kind of event that somebody signs in another's case file: the same that
/// policy says before it is written. Whoever changes their program gets no further than the log.
@Suite struct EventPowerTests {
  static let table = """
    | event              | clinician    | trainee      | supervisor   | auditor | privacy-officer | administrator |
    | file.opened        | counts       | counts       | counts       | no role | no role         | no role       |
    | files.opened       | counts       | counts       | counts       | no role | no role         | no role       |
    | file.assigned      | no role      | no role      | not assigned | no role | no role         | no role       |
    | file.unassigned    | no role      | no role      | not assigned | no role | no role         | no role       |
    | file.handed-over   | not assigned | no role      | not assigned | no role | no role         | no role       |
    | conflict.declared  | another's    | another's    | counts       | no role | counts          | no role       |
    | records.read       | no role      | no role      | no role      | counts  | counts          | no role       |
    | conflict.cleared   | no role      | no role      | misplaced    | no role | misplaced       | no role       |
    | grant.requested    | counts       | counts       | counts       | no role | counts          | no role       |
    | grant.given        | no role      | no role      | not assigned | no role | no role         | no role       |
    | grant.declined     | no role      | no role      | not assigned | no role | no role         | no role       |
    | grant.extended     | no role      | no role      | not assigned | no role | no role         | no role       |
    | grant.supplied     | not assigned | not assigned | not assigned | no role | counts          | no role       |
    | grant.ended        | not assigned | not assigned | not assigned | no role | counts          | no role       |
    | roster.set         | no role      | no role      | counts       | no role | counts          | no role       |
    | emergency.keyed    | off duty     | no role      | off duty     | no role | no role         | no role       |
    | emergency.opened   | off duty     | no role      | off duty     | no role | no role         | no role       |
    | emergency.ended    | not assigned | not assigned | counts       | no role | counts          | no role       |
    | emergency.reviewed | no role      | no role      | counts       | counts  | counts          | no role       |
    | client.renamed     | not assigned | not assigned | not assigned | no role | counts          | no role       |
    | process.opened     | not assigned | not assigned | not assigned | no role | no role         | no role       |
    | note.stored        | not assigned | not assigned | not assigned | no role | no role         | no role       |
    | note.discarded     | not assigned | not assigned | not assigned | no role | no role         | no role       |
    | note.signed        | not assigned | no role      | not assigned | no role | no role         | no role       |
    | note.submitted     | no role      | not assigned | no role      | no role | no role         | no role       |
    | note.cosigned      | no role      | no role      | not assigned | no role | no role         | no role       |
    | note.returned      | no role      | no role      | not assigned | no role | no role         | no role       |
    | note.added         | not assigned | no role      | not assigned | no role | no role         | no role       |
    | addendum.submitted | no role      | not assigned | no role      | no role | no role         | no role       |
    | notes.imported     | not assigned | no role      | not assigned | no role | no role         | no role       |
    | note.read          | not assigned | not assigned | not assigned | no role | not assigned    | no role       |
    | files.listed       | not assigned | not assigned | not assigned | no role | not assigned    | no role       |
    | files.searched     | not assigned | not assigned | not assigned | no role | no role         | no role       |
    | access.attested    | no role      | no role      | not shown    | counts  | counts          | no role       |
    | checkpoint.issued  | counts       | counts       | counts       | counts  | counts          | counts        |
    | vault.backed-up    | no role      | no role      | no role      | no role | counts          | counts        |
    | act.proposed       | no role      | no role      | no role      | no role | counts          | counts        |
    | member.enrolled    | no role      | no role      | no role      | no role | misplaced       | misplaced     |
    | member.offboarded  | no role      | no role      | no role      | no role | misplaced       | misplaced     |
    | roles.set          | no role      | no role      | no role      | no role | misplaced       | misplaced     |
    | device.added       | counts       | counts       | counts       | counts  | counts          | counts        |
    | device.revoked     | no role      | no role      | no role      | no role | misplaced       | misplaced     |
    | member.supervised  | no role      | no role      | no role      | no role | misplaced       | misplaced     |
    | supervision.ended  | no role      | no role      | no role      | no role | misplaced       | misplaced     |
    | vault.restored     | no role      | no role      | no role      | no role | misplaced       | misplaced     |
    | rules.raised       | no role      | no role      | no role      | no role | misplaced       | misplaced     |
    | act.refused        | counts       | counts       | counts       | counts  | counts          | counts        |
    | device.unlocked    | counts       | counts       | counts       | counts  | counts          | counts        |
    | words.exported     | counts       | counts       | counts       | counts  | counts          | counts        |
    | recovery.set-up      | no role      | no role      | no role      | no role  | misplaced       | misplaced     |
    | recovery.rehearsed   | no piece     | no piece     | no piece     | no piece | no piece        | no piece      |
    | recovery.started     | no piece     | no piece     | no piece     | no piece | no piece        | no piece      |
    | recovery.contributed | no piece     | no piece     | no piece     | no piece | no piece        | no piece      |
    | recovery.stopped     | no piece     | no piece     | no piece     | no piece | no piece        | no piece      |
    | member.recovered     | no piece     | no piece     | no piece     | no piece | no piece        | no piece      |
    | file.regained        | no piece     | no piece     | no piece     | no piece | no piece        | no piece      |
    """

  static let answers: [String: Violation] = [
    "no role": .refused(.roleLacksPower), "not assigned": .refused(.fileNotAssigned),
    "misplaced": .misplaced, "not shown": .refused(.accessOfAnother),
    "another's": .refused(.conflictOfAnother), "off duty": .refused(.notOnDuty),
    "no piece": .refused(.notAnOfficer),
  ]

  @Test(arguments: Role.all.map(\.code))
  func `replay answers as the table says`(code: String) throws {
    let role = try #require(Role.named(code))
    let rows = Self.table.tableCells
    let column = try #require(rows[0].firstIndex(of: code))
    for row in rows.dropFirst() {
      // Each in a log of its own: what counted once would change what comes after it.
      var scene = try Scene(meeting: role)
      let (event, manifest) = try scene.event(row[0])
      #expect(type(of: event).code == row[0])
      if let violation = Self.answers[row[column]] {
        try scene.agency.ignore(event, by: scene.person, as: violation, manifest: manifest)
      } else {
        #expect(row[column] == "counts")
        try scene.agency.record(event, by: scene.person, manifest: manifest)
      }
    }
  }

  @Test func `every kind that asks for more than taking part stands in the table`() {
    let rows = Set(Self.table.tableCells.dropFirst().map { $0[0] })
    let rest = Set(EventCatalogue.kinds.map { $0.code }).subtracting(rows)
    // Founding is judged by itself; the others hang on a proposal or on who holds a compartment.
    #expect(
      rest == [
        "vault.founded", "act.approved", "act.withdrawn", "wraps.added", "compartment.rotated",
        // By the sheets of a practice, where nobody is asked but the recovery key.
        "executor.admitted",
      ])
  }

  /// A clinician's file with a draft and a signed note, and somebody else of a role.
  private struct Scene {
    var agency: Agency
    let person: Agency.Person
    let owner: Agency.Person
    /// Somebody of each side of a supervision that there is.
    let supervisor: Agency.Person
    let supervised: Agency.Person
    /// The owner, on another device.
    let second: Agency.Person
    /// Somebody with a conflict.
    let kept: Agency.Person
    /// Somebody who has a grant, the first, and waits for another.
    let grantee: Agency.Person
    let file: CaseFileID
    /// A recovery under way of the file's owner.
    let recovery: Link
    let draft: NoteStored
    let signed: NoteID
    /// An emergency that is over and waits for its review, and one that is open.
    let emergencies: (over: Int, open: Int)

    init(meeting role: Role) throws {
      agency = try Agency.founded()
      let clinician = try agency.enrol(.clinician)
      owner = clinician
      second = try agency.addDevice(to: clinician)
      person = try agency.enrol(role)
      (supervisor, supervised) = (try agency.enrol(.supervisor), try agency.enrol(.trainee))
      try agency.supervise(supervised, by: supervisor)
      file = try agency.openFile(by: clinician)
      kept = try agency.enrol(.clinician)
      try agency.record(
        ConflictDeclared(file: file, of: kept.member, reason: nil), by: agency.officer)
      grantee = try agency.enrol(.clinician)
      let giver = try agency.enrol(.supervisor)
      try agency.supervise(clinician, by: giver)
      try agency.give(file, to: grantee, by: giver)
      try agency.record(agency.request(on: file), by: grantee)
      try agency.puts(onDuty: [supervisor])
      emergencies.over = try agency.open(file, by: supervisor)
      try agency.record(
        EmergencyEnded(file: file, emergency: emergencies.over, cause: .closed), by: supervisor)
      emergencies.open = try agency.open(file, by: supervisor)
      try agency.setUpRecovery(among: [agency.officer, agency.administrator])
      recovery = try agency.startRecovery(of: owner, by: agency.officer)
      signed = try agency.signedNote(in: file, by: clinician)
      draft = try agency.draft(in: file)
      try agency.record(draft, by: clinician)
    }

    /// An event of this kind in which nothing is wrong but, perhaps, who signs it.
    mutating func event(_ code: String) throws -> (any EventContent, [UInt8]?) {
      let head = try agency.head(file)
      switch code {
      case "files.opened":
        let (event, manifest, _) = try agency.openings(2, by: person)
        return (event, manifest)
      case "notes.imported":
        let (part, _) = try agency.imported(1, into: file, by: person)
        let (event, manifest) = try agency.importing([part])
        return (event, manifest)
      case "note.discarded":
        let note = draft.note.envelope
        return (NoteDiscarded(file: file, after: head, kind: .progress, note: note), nil)
      case "client.renamed":
        let record = try #require(agency.state.files[file]).record
        let next = EnvelopeNotice(
          envelope: record.envelope, version: 2, hash: record.hash, slots: record.slots)
        return (ClientRenamed(file: file, after: head, record: next), nil)
      case "recovery.set-up":
        return agency.recoverySetUp(among: [agency.officer, agency.administrator])
      case "recovery.contributed":
        return try agency.contribution(of: person, to: recovery)
      case "member.recovered": return try agency.recovered(by: recovery)
      case "file.regained": return try agency.regained(by: recovery)
      case "grant.given":
        return (agency.gift(of: file, to: supervised), Agency.noSlots)
      case "grant.supplied":
        let chunk = agency.newHash()
        return (GrantSupplied(file: file, grant: 1, count: 0, chunk: chunk), Agency.noSlots)
      default: return (try plainEvent(code), nil)
      }
    }

    private mutating func plainEvent(_ code: String) throws -> any EventContent {
      switch code {
      case "file.opened": return FileOpened(agency.opening(by: person))
      case "process.opened": return try agency.process(in: file, by: person)
      case "note.stored": return try agency.draft(in: file)
      case "note.signed": return try agency.signature(under: draft)
      case "note.submitted": return try agency.submission(of: draft)
      case "note.cosigned": return try agency.coSignature(under: draft, of: owner)
      case "note.returned": return try agency.returning(draft, to: owner)
      case "note.added": return try agency.addendum(to: signed, in: file)
      case "addendum.submitted": return try agency.submittedAddendum(to: signed, in: file)
      case "note.read":
        let read = NotesRead.Read(file: file, note: signed, version: 1, kind: .progress)
        return NotesRead([read], to: .terminal)
      case "files.listed": return FilesListed(file: file)
      case "files.searched": return FilesSearched(file: file, files: 1)
      case "words.exported":
        return WordsExported(to: .pipe, basis: .ownUse, digest: agency.newHash())
      case "act.refused":
        return ActRefused(Refusal(act: Act(.backUp), reason: .roleLacksPower))
      case "device.unlocked": return DeviceUnlocked(after: FailedUnlocks(first: agency.now))
      default: return try act(code)
      }
    }

    private mutating func act(_ code: String) throws -> any EventContent {
      let newcomer = agency.person()
      let enrolled = MemberEnrolled(agency.newcomer(newcomer, as: [.clinician]))
      switch code {
      case "checkpoint.issued": return CheckpointIssued(size: 2, root: agency.newHash())
      case "vault.backed-up": return VaultBackedUp()
      case "access.attested": return AccessAttested(of: nil, size: 2, digest: agency.newHash())
      case "member.enrolled": return enrolled
      case "vault.restored":
        return VaultRestored(lostSize: 99, lostRoot: agency.newHash(), generation: 2)
      case "device.added": return try agency.newDevice(of: person)
      case "device.revoked": return DeviceRevoked(second.device.id, of: owner.member)
      case "member.offboarded": return MemberOffboarded(owner.member)
      case "roles.set":
        return RolesSet(of: owner.member, from: [.clinician], to: [.clinician, .supervisor])
      case "member.supervised": return MemberSupervised(owner.member, by: supervisor.member)
      case "supervision.ended":
        return SupervisionEnded(supervised.member, by: supervisor.member)
      case "file.assigned": return FileAssigned(file: file, to: person.member, wraps: [])
      case "conflict.declared":
        return ConflictDeclared(file: file, of: supervised.member, reason: nil)
      case "conflict.cleared": return ConflictCleared(file: file, of: kept.member)
      case "roster.set": return RosterSet([supervisor.member, owner.member])
      case "emergency.keyed":
        return EmergencyKeyed(agency.sealed(.emergency, to: [person.member]))
      case "emergency.opened": return agency.emergency(on: file)
      case "emergency.ended":
        return EmergencyEnded(file: file, emergency: emergencies.open, cause: .revoked)
      case "emergency.reviewed":
        return agency.review(of: emergencies.over, on: file)
      case "records.read": return RecordsRead([agency.newID()], to: .terminal)
      case "grant.requested": return agency.request(on: file)
      case "grant.declined": return GrantDeclined(file: file, grant: 2)
      case "grant.ended": return GrantEnded(file: file, grant: 1, cause: .revoked)
      case "grant.extended":
        return GrantExtended(file: file, grant: 1, until: agency.now.adding(.days(20)))
      case "file.unassigned": return FileUnassigned(file: file, from: owner.member)
      case "file.handed-over":
        return FileHandedOver(file: file, to: supervised.member, wraps: [])
      case "recovery.rehearsed": return RecoveryRehearsed(epoch: 1, place: 0)
      case "recovery.started": return agency.recoveryStart(of: supervised)
      case "recovery.stopped": return RecoveryStopped(recovery)
      case "rules.raised": return RulesRaised(to: 2)
      default: return ActProposed(enrolled)
      }
    }
  }
}
