import Foundation
import Testing

@testable import Casework

@Suite struct StateArchiveTests {
  /// A state in which nothing is empty.
  static func fullState() throws -> VaultState {
    var (agency, staff) = try Agency.staffed()
    let file = try agency.openFile(by: staff.clinician)
    try agency.openProcess(in: file, by: staff.clinician)
    _ = try agency.openFile(by: staff.colleague)
    let theirs = try agency.openFile(by: staff.trainee)
    for reason in [agency.newEnvelope(), nil] {
      let member = reason == nil ? staff.colleague : staff.supervisor
      try agency.record(
        ConflictDeclared(file: theirs, of: member.member, reason: reason), by: agency.officer)
    }
    try giveGrants(on: file, in: &agency, to: staff)
    try openEmergencies(on: file, in: &agency)
    let submitted = try agency.draft(in: theirs)
    try agency.record(submitted, by: staff.trainee)
    try agency.record(try agency.submission(of: submitted), by: staff.trainee)
    // Oversight waits for its auditor, and so does the supervisor for what the clinician holds.
    try agency.supervise(staff.clinician, by: staff.supervisor)
    _ = try agency.signedNote(in: file, by: staff.clinician)
    let vault = try #require(agency.state.vaultCompartment)
    let members = agency.state.members.keys.map(\.self)
    try agency.record(
      CompartmentRotated(
        epoch: agency.sealed(.vault, of: vault, epoch: 2, to: members), past: .chained(hash(0x3d)),
        checkpoint: agency.handOver()),
      by: agency.officer)
    let registry = try #require(agency.state.registry)
    try agency.record(
      CompartmentRotated(
        epoch: agency.sealed(
          .registry, of: registry, epoch: 2,
          to: agency.state.entitled(to: registry).map(\.member)),
        past: .slots(count: 0, chunk: hash(2), kept: hash(3))),
      by: agency.officer, manifest: [1])
    let owner = try agency.enrol(.clinician)
    let second = try agency.addDevice(to: owner)
    try agency.record(DeviceRevoked(second.device.id, of: owner.member), by: owner)
    let left = try agency.enrol(.clinician)
    let leaving = try agency.record(
      ActProposed(MemberOffboarded(left.member)), by: agency.officer)
    try agency.record(ActApproved(proposal: leaving, wraps: []), by: agency.administrator)
    try agency.record(AccessAttested(of: nil, size: 9, digest: hash(0x79)), by: staff.auditor)
    try recover(staff, in: &agency)
    try agency.record(CheckpointIssued(size: 9, root: hash(0x77)), by: staff.auditor)
    let waiting = try agency.record(ActProposed(RulesRaised(to: 2)), by: agency.officer)
    try agency.record(ProposalWithdrawn(proposal: waiting), by: agency.officer)
    let newcomer = agency.newcomer(agency.person(), as: [.trainee, .administrator])
    try agency.record(ActProposed(MemberEnrolled(newcomer)), by: agency.officer)
    try agency.record(
      ActProposed(
        VaultRestored(
          lostSize: 90, lostRoot: hash(0x78), generation: 2,
          taking: TakenAgain([.device(second.device.id, of: owner.member)]))),
      by: agency.administrator)
    try agency.record(ActProposed(RulesRaised(to: 2)), by: agency.officer)
    let stored = try agency.draft(in: file)
    try agency.ignore(stored, by: staff.trainee, as: .refused(.fileNotAssigned))
    try agency.ignore(
      ProposalWithdrawn(proposal: link(0, 1)), by: staff.auditor, as: .unknownProposal)
    try agency.record(
      VaultBackedUp(), by: agency.officer, at: agency.now.adding(.hours(-1)))
    return agency.state
  }

  /// A grant in each stage, with every scope and in another order than asked for.
  private static func giveGrants(
    on file: CaseFileID, in agency: inout Agency, to staff: Agency.Staff
  ) throws {
    let second = try agency.enrol(.supervisor)
    try agency.supervise(staff.clinician, by: second)
    let day = try #require(CalendarDate("2026-10-01"))
    for notes in [.all, .since(day), .fromNowOn] as [GrantTerms.Notes] {
      try agency.record(agency.request(on: file, agency.terms(notes)), by: staff.colleague)
    }
    try agency.record(GrantDeclined(file: file, grant: 2), by: second)
    let over = try agency.give(file, to: staff.supervisor, by: second)
    let ended = try agency.give(
      file, to: staff.trainee, by: second, agency.terms(.picked([id(0xb7), id(0xb8)])))
    try agency.give(file, to: staff.colleague, by: second)
    try agency.record(try agency.answer(to: 1), by: second, manifest: Agency.noSlots)
    try agency.record(
      GrantSupplied(file: file, grant: 1, count: 2, chunk: hash(0x8f)), by: staff.clinician,
      manifest: Agency.slots(2))
    try agency.record(GrantEnded(file: file, grant: ended, cause: .revoked), by: second)
    try agency.record(
      ConflictDeclared(file: file, of: staff.supervisor.member, reason: nil), by: second)
    #expect(agency.state.grant(over)?.isRunning == false)
  }

  /// An emergency in each stage, one of them reviewed.
  private static func openEmergencies(on file: CaseFileID, in agency: inout Agency) throws {
    let (one, other) = (try agency.enrol(.clinician), try agency.enrol(.clinician))
    try agency.puts(onDuty: [one, other])
    let first = try agency.open(file, by: one)
    try agency.record(EmergencyEnded(file: file, emergency: first, cause: .closed), by: one)
    try agency.record(agency.review(of: first, on: file), by: agency.officer)
    let second = try agency.open(file, by: other)
    try agency.record(RosterSet([one.member]), by: agency.officer)
    #expect(agency.state.emergency(second)?.stage == .over)
    _ = try agency.open(file, by: one)
  }

  /// Somebody recovered, another recovery under way, and officers of whom some have tried their pieces.
  private static func recover(_ staff: Agency.Staff, in agency: inout Agency) throws {
    let officers = [agency.officer, agency.administrator, staff.supervisor]
    try agency.setUpRecovery(among: officers)
    let closed = try close(1, in: &agency)
    let first = try agency.startRegaining(closed[0], for: staff.trainee, by: agency.officer)
    try agency.contribute(staff.supervisor, to: first)
    let regained = try agency.regained(by: first)
    try agency.record(regained.0, by: agency.officer, manifest: regained.1)
    let lost = try agency.enrol(.clinician)
    let start = try agency.startRecovery(of: lost, by: agency.officer)
    let given = try agency.contribution(of: staff.supervisor, to: start)
    try agency.record(given.0, by: staff.supervisor, manifest: given.1)
    let recovered = try agency.recovered(by: start)
    try agency.record(recovered.0, by: agency.officer, manifest: recovered.1)
    try agency.record(RecoveryRehearsed(epoch: 3, place: 1), by: agency.administrator)
    let second = try agency.startRecovery(of: staff.trainee, by: agency.administrator)
    let gift = try agency.contribution(of: staff.supervisor, to: second)
    try agency.record(gift.0, by: staff.supervisor, manifest: gift.1)
    let third = try agency.startRecovery(of: lost, by: agency.administrator)
    try agency.record(RecoveryStopped(third), by: agency.officer)
    let open = try close(2, in: &agency)
    let fourth = try agency.startRegaining(open[0], for: staff.colleague, by: agency.officer)
    try agency.record(RecoveryStopped(fourth), by: agency.officer)
    _ = try agency.startRegaining(open[1], for: staff.trainee, by: agency.administrator)
  }

  /// Case files whose only reader has left, and that the recovery key opens.
  private static func close(_ count: Int, in agency: inout Agency) throws -> [CaseFileID] {
    let gone = try agency.enrol(.clinician)
    let files = try (0..<count).map { _ in try agency.openFile(by: gone) }
    for file in files { try agency.sealToRecovery(file, by: gone) }
    try agency.approve(MemberOffboarded(gone.member))
    return files
  }

  @Test func `a state is read back as it was`() throws {
    for state in [
      VaultState(), try Agency.founded().state, try Agency.soloPractice().state,
      try Self.fullState(),
    ] {
      let back = try VaultState(archived: try state.archived())
      #expect(back == state)
      // A proposal is equal to another by its link alone: look inside.
      for (number, proposal) in state.proposals {
        let other = try #require(back.proposals[number])
        #expect(other.by == proposal.by && other.at == proposal.at)
        #expect(try Self.act(other) == Self.act(proposal))
      }
    }
  }

  private static func act(_ proposal: Proposal) throws -> [UInt8] {
    var object = JSONObject()
    proposal.content.write(asAct: &object)
    return try StrictJSON.write(object)
  }

  @Test func `the full state has something in every field`() throws {
    let (full, empty) = (try Self.fullState(), VaultState())
    let fields = zip(Mirror(reflecting: full).children, Mirror(reflecting: empty).children)
    for (field, none) in fields where !["rules", "generation", "quorum"].contains(field.label) {
      let differs = "\(field.value)" != "\(none.value)"
      #expect(differs, "\(field.label ?? "")")
    }
    // Whoever adds a field archives it, and adds it to the full state.
    #expect(Mirror(reflecting: full).children.count == 35)
  }

  /// `CASEVAULT_WRITE_SEEDS=1` writes it anew.
  @Test func `the fuzzer of archives begins with a state in which nothing is empty`() throws {
    let seed = EventCatalogueTests.top.appending(
      path: "Tests/ParserTests/Fixtures/seeds/state-archive/full")
    if ProcessInfo.processInfo.environment["CASEVAULT_WRITE_SEEDS"] != nil {
      try Data(try Self.fullState().archived()).write(to: seed)
    }
    let state = try VaultState(archived: [UInt8](try Data(contentsOf: seed)))
    #expect(state.compartments.values.contains { $0.rotations.count == 1 })
    #expect(state.grants.count == 6 && state.runningGrants.count == 1)
    #expect(state.emergencies.count == 3 && state.openEmergencies.count == 1)
    #expect(state.submissions.count == 1 && state.unsettled.count > 1)
    #expect(state.members.values.contains { $0.left != nil })
    #expect(state.members.values.contains { $0.isExposed } && state.exposed.count == 3)
    #expect(state.proposals.count == 3 && state.violations.count == 2 && state.files.count == 6)
  }

  @Test(
    arguments: [
      Violation.unknownFile, .unknownMember, .unknownCompartment, .unknownNote, .unknownProposal,
      .staleLink, .alreadyExists, .outOfSequence, .wrongHolders, .notApprovable, .misplaced,
      .badManifest, .rolesDoNotCombine, .noteNotOpen, .unusableKey, .nobodyLeft,
      .notInForce, .unknownGrant, .termsNotAllowed, .unknownEmergency,
      .unknownRecovery, .forgedRecovery, .tooFewOfficers,
    ] + Refusal.Reason.allCases.map { Violation.refused($0) })
  func `every violation is read back`(violation: Violation) throws {
    var state = VaultState()
    state.violations = [RecordedViolation(sequence: 7, violation: violation)]
    #expect(try VaultState(archived: try state.archived()).violations == state.violations)
  }

  @Test func `numbers at their ends are read back`() throws {
    var state = try Self.fullState()
    state.size = 9_007_199_254_740_991
    state.generation = .max
    state.latestClaim = .earliest
    state.latestCheckpoint = IssuedCheckpoint(size: .max, at: .latest)
    let file = try #require(state.files.keys.first)
    state.files[file]?.record = envelope(0xb5, version: .max, hash: 0x01, slots: 0x02)
    #expect(try VaultState(archived: try state.archived()) == state)
  }

  // MARK: - What is none

  @Test func `an archive that was cut anywhere is refused`() throws {
    let archive = try Self.fullState().archived()
    for length in archive.indices {
      #expect(throws: MalformedArchive.self) {
        try VaultState(archived: Array(archive[..<length]))
      }
    }
  }

  @Test func `bytes after an archive are refused`() throws {
    let archive = try Self.fullState().archived()
    #expect(throws: MalformedArchive.malformed(at: archive.count)) {
      try VaultState(archived: archive + [0])
    }
  }

  @Test(arguments: [0, 1, 255] as [UInt8])
  func `an archive of another form is told apart from a damaged one`(form: UInt8) throws {
    var archive = try Self.fullState().archived()
    archive[0] = form
    #expect(throws: MalformedArchive.unknownForm(form)) { try VaultState(archived: archive) }
  }

  // Within the seal nothing else can change a byte; but no byte may ever crash a program.
  @Test func `a flipped bit is refused or read as another state`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    let archive = try Self.fullState().archived()
    for index in archive.indices.dropFirst() {
      var flipped = archive
      flipped[index] ^= 1 << UInt8.random(in: 0...7, using: &random)
      guard let state = try? VaultState(archived: flipped) else { continue }
      // What was read is a state that stands on its own.
      guard index.isMultiple(of: 16) else { continue }
      let isKept = try VaultState(archived: try state.archived()) == state
      #expect(isKept, "byte \(index), seed \(seed)")
    }
  }

  @Test func `a count beyond the bytes there are asks for no memory`() throws {
    let archive = try VaultState().archived()
    // An empty state has no bulk, and ends with fifteen lengths: members, devices, what is unsettled, what is
    // exposed, what waits for a co-signature, grants, roster, emergencies, proposals, those taken back,
    // recoveries, files regained, earlier checkpoint keys, steps back and violations.
    for list in 1...15 {
      var hostile = archive
      let start = archive.count - list * 4
      for index in start..<start + 4 { hostile[index] = 0xff }
      #expect(throws: MalformedArchive.malformed(at: start + 4)) {
        try VaultState(archived: hostile)
      }
    }
  }

  @Test func `no member stands twice`() throws {
    let state = try Self.fullState()
    let ids = state.members.keys.map(\.bytes)
    let renamed = try state.archived().replacing(ids[1], with: ids[0])
    #expect(throws: MalformedArchive.self) { try VaultState(archived: renamed) }
  }

  @Test func `a grant stands under its number`() throws {
    var state = try Self.fullState()
    state.grants.swapAt(0, 1)
    let archive = try state.archived()
    #expect(throws: MalformedArchive.self) { try VaultState(archived: archive) }
  }

  @Test func `an emergency stands under its number`() throws {
    var state = try Self.fullState()
    state.emergencies.swapAt(0, 1)
    let archive = try state.archived()
    #expect(throws: MalformedArchive.self) { try VaultState(archived: archive) }
  }

  @Test func `two files on one shelf are refused`() throws {
    let state = try Self.fullState()
    let shelves = state.files.values.map { UInt64(bitPattern: $0.shelf).bigEndianBytes }
    let moved = try state.archived().replacing(shelves[1], with: shelves[0])
    #expect(throws: MalformedArchive.self) { try VaultState(archived: moved) }
  }

  @Test func `a proposal that is no event is refused`() throws {
    let archive = try Self.fullState().archived()
    let renamed = archive.replacing(
      Array("\"vault.restored\"".utf8), with: Array("\"vault.backedup\"".utf8))
    #expect(renamed != archive)
    #expect(throws: MalformedArchive.self) { try VaultState(archived: renamed) }
  }
}
