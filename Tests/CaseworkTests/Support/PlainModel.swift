@testable import Casework

/// What a vault's log means, told a second time as plainly as possible, to hold replay against.
///
/// Everything is a dictionary of strings, every rule an `if`; slow, and written from docs/events.md
/// without a look at the code it checks.
struct PlainModel {
  struct Note: Equatable {
    var author: String
    var kind: String
    var status: String
    var versions: Int
    var hash: String
    var parent: String?
  }

  struct File: Equatable {
    /// In the order in which they came.
    var assigned: [String]
    /// Who is kept from it.
    var conflicts: Set<String> = []
    var head: String
    var links = 1
    var record: Int = 1
    var notes: [String: Note] = [:]
    var processAuthors: Set<String> = []
  }

  struct Proposal: Equatable {
    var link: String
    var by: String
    var at: Int64
    var act: Act
    /// What it would have closed where it was proposed.
    var closes: Set<String> = []
  }

  enum Act: Equatable {
    case enrol(String, as: Set<String>)
    case supervise(String, by: String)
    case endSupervision(of: String, by: String, closing: Int)
    case clearConflict(of: String, file: String)
    case leave(String)
    case revoke(String, of: String)
    case setRoles(of: String, from: Set<String>, to: Set<String>)
    case setUpRecovery(SetUp)
    case restore(Restoring)
  }

  struct Compartment: Equatable {
    var kind: String
    var epoch = 1
    var holders: [String]
    var file: String?
    /// Of psychotherapy notes.
    var author: String?

    func isOf(_ file: String) -> Bool { kind == "file" && self.file == file }
  }

  var roles: [String: Set<String>] = [:]
  /// Each member's supervisors.
  var supervisors: [String: Set<String>] = [:]
  var files: [String: File] = [:]
  var proposals: [UInt64: Proposal] = [:]
  /// Notes that wait, by the word of who says that it is theirs: in which words, and whether for that
  /// member's changes.
  var waiting: [String: Waiting] = [:]

  struct Waiting: Equatable {
    var version: Int
    var hash: String
    var isReturned = false
  }
  var compartments: [String: Compartment] = [:]
  /// By their number from 1.
  var grants: [Grant] = []
  /// Each member's devices that are not revoked, but for the first.
  var furtherDevices: [String: Set<String>] = [:]
  /// Each of these that there ever was, and whose.
  var everyDevice: [String: String] = [:]
  /// How often the vault went on from an older copy, and once more.
  var generation = 1
  var exposedMembers: Set<String> = []
  var exposed: Set<String> = []
  /// How often each member's own key was exchanged, and whose was drawn by others.
  var ownExchanges: [String: Int] = [:]
  var drawnByOthers: Set<String> = []
  /// How lost keys are replaced, and how many were.
  var recovery: Recovery?
  var recovered = 0
  /// Whose a case file became that nobody opened any more.
  var regained: [String: String] = [:]
  /// Who is on duty, and the compartment of those who are.
  var roster: Set<String> = []
  var duty: String?
  /// By their number from 1.
  var emergencies: [Emergency] = []
  /// The latest one of everybody's access.
  var attestation: Attestation?

  // MARK: - Powers

  func has(_ member: String, oneOf wanted: Set<String>) -> Bool {
    !(roles[member] ?? []).isDisjoint(with: wanted)
  }

  func doesCasework(_ member: String) -> Bool {
    has(member, oneOf: ["clinician", "trainee", "supervisor"])
  }

  func signs(_ member: String) -> Bool { has(member, oneOf: ["clinician", "supervisor"]) }

  func manages(_ member: String) -> Bool {
    has(member, oneOf: ["privacy-officer", "administrator"])
  }

  func entitled(to id: String) -> Set<String> {
    people(entitledTo: id).union(recoveryKey(for: id))
  }

  func people(entitledTo id: String) -> Set<String> {
    guard let compartment = compartments[id] else { return [] }
    switch compartment.kind {
    case "vault": return Set(roles.keys.filter(isHere))
    case "oversight":
      return Set(roles.keys.filter { has($0, oneOf: ["auditor", "privacy-officer"]) })
        .subtracting(exposedMembers)
    case "registry":
      return Set(roles.keys.filter { has($0, oneOf: ["privacy-officer", "supervisor"]) })
        .subtracting(exposedMembers)
    case "file":
      let readers = readers(of: compartment.file ?? "")
      return readers.union(emergencyHolders(of: compartment.file, beside: readers))
    case "emergency" where id == duty: return keyHolders
    case "process":
      guard let author = compartment.author, isHere(author) else { return Set(people(holding: id)) }
      return [author]
    default: return Set(compartment.holders)
    }
  }

  /// Whether a file is a member's, or that of somebody whom they supervise.
  func works(_ member: String, in file: File) -> Bool {
    if file.conflicts.contains(member) { return false }
    return file.assigned.contains(member)
      || has(member, oneOf: ["supervisor"])
        && file.assigned.contains { supervisors[$0]?.contains(member) ?? false }
  }

  /// Whether an act makes sense when it is proposed, and when it is approved.
  func makesSense(_ act: Act) -> Bool {
    switch act {
    case .enrol(let newcomer, let wanted):
      return roles[newcomer] == nil && !wanted.isEmpty
        && (!wanted.contains("auditor") || wanted.count == 1)
    case .supervise(let member, let supervisor):
      return doesCasework(member) && has(supervisor, oneOf: ["supervisor"]) && member != supervisor
        && !(supervisors[supervisor] ?? []).contains(member)
        && !(supervisors[member] ?? []).contains(supervisor)
    case .endSupervision(let member, let supervisor, let closing):
      return (supervisors[member] ?? []).contains(supervisor)
        && filesClosed(endingSupervisionOf: member, by: supervisor).count == closing
    case .clearConflict(let member, let file):
      return files[file]?.conflicts.contains(member) ?? false
    case .leave(let member): return canLeave(member)
    case .revoke(let device, let member): return canRevoke(device, of: member)
    case .setRoles(let member, let before, let after):
      return canSetRoles(of: member, from: before, to: after)
    case .setUpRecovery(let setUp): return canSetUp(setUp)
    case .restore(let restoring): return canRestore(restoring)
    }
  }

  /// Whether a member's roles come with proposing or approving an act.
  func decides(_ member: String, on act: Act) -> Bool {
    if case .clearConflict = act { return has(member, oneOf: ["supervisor", "privacy-officer"]) }
    return manages(member) || standsIn(member, on: act)
  }

  // MARK: - Acts; each says whether it has its effect

  mutating func propose(_ proposal: Proposal, at entry: UInt64) -> Bool {
    guard decides(proposal.by, on: proposal.act), makesSense(proposal.act),
      !proposal.concerned.contains(proposal.by)
    else { return false }
    var waiting = proposal
    waiting.closes = closes(proposal.act)
    proposals[entry] = waiting
    return true
  }

  mutating func approve(
    _ entry: UInt64, link: String, by member: String, at: Int64, handingOnVault: Bool
  ) -> Bool {
    guard let proposal = proposals[entry], proposal.link == link, decides(member, on: proposal.act),
      decides(proposal.by, on: proposal.act), member != proposal.by, makesSense(proposal.act),
      !proposal.concerned.contains(member), at <= proposal.at + 14 * 24 * 3_600_000,
      closes(proposal.act) == proposal.closes
    else { return false }
    switch proposal.act {
    case .enrol(let newcomer, let wanted):
      guard handingOnVault else { return false }
      roles[newcomer] = wanted
      for (id, compartment) in compartments where compartment.kind == "vault" {
        compartments[id]?.holders.append(newcomer)
      }
    case .supervise(let supervised, let supervisor):
      guard !handingOnVault else { return false }
      supervisors[supervised, default: []].insert(supervisor)
    case .endSupervision(let supervised, let supervisor, _):
      guard !handingOnVault else { return false }
      supervisors[supervised]?.remove(supervisor)
    case .clearConflict(let member, let file):
      guard !handingOnVault else { return false }
      files[file]?.conflicts.remove(member)
    case .leave(let member):
      guard !handingOnVault else { return false }
      letGo(member)
    case .revoke(let device, let member):
      guard !handingOnVault else { return false }
      revoke(device, of: member)
    case .setRoles(let member, _, let after):
      guard !handingOnVault else { return false }
      setRoles(of: member, to: after)
    case .setUpRecovery(let made):
      guard !handingOnVault else { return false }
      setUp(made)
    case .restore(let restoring):
      guard !handingOnVault, restore(restoring) else { return false }
    }
    proposals[entry] = nil
    return true
  }

  mutating func withdraw(_ entry: UInt64, by member: String) -> Bool {
    guard let proposal = proposals[entry] else { return false }
    guard
      proposal.by == member
        || decides(member, on: proposal.act) && !proposal.concerned.contains(member)
    else { return false }
    proposals[entry] = nil
    return true
  }

  // MARK: - Who works in a file

  mutating func assign(
    _ file: String, to other: String, handing: [String], by member: String
  ) -> Bool {
    guard let known = files[file], has(member, oneOf: ["supervisor"]), works(member, in: known),
      doesCasework(other), !known.assigned.contains(other), !known.conflicts.contains(other)
    else { return false }
    return give(file, to: known.assigned + [other], handing: handing, by: member)
  }

  mutating func declareConflict(of other: String, with file: String, by member: String) -> Bool {
    guard let known = files[file], roles[other] != nil, !known.conflicts.contains(other),
      member == other && doesCasework(member)
        || has(member, oneOf: ["supervisor", "privacy-officer"])
    else { return false }
    return keepOut(other, from: file)
  }

  func hasEntitledHolder(_ file: String) -> Bool {
    guard let id = compartments.first(where: { $0.value.isOf(file) })?.key else { return false }
    return !Set(compartments[id]?.holders ?? []).isDisjoint(with: keepers(of: id))
  }

  mutating func unassign(_ file: String, from other: String, by member: String) -> Bool {
    guard let known = files[file], has(member, oneOf: ["supervisor"]), works(member, in: known),
      known.assigned.contains(other)
    else { return false }
    return give(file, to: known.assigned.filter { $0 != other }, handing: [], by: member)
  }

  mutating func handOver(
    _ file: String, to other: String, handing: [String], by member: String
  ) -> Bool {
    guard let known = files[file], has(member, oneOf: ["clinician", "supervisor"]),
      known.assigned.contains(member), !known.conflicts.contains(member), doesCasework(other),
      !known.conflicts.contains(other), other != member
    else { return false }
    let left = known.assigned.filter { $0 != member }
    return give(
      file, to: left.contains(other) ? left : left + [other], handing: handing, by: member)
  }

  /// All of it, or nothing where a key would go to somebody else, or stay with nobody.
  private mutating func give(
    _ file: String, to assigned: [String], handing: [String], by member: String
  ) -> Bool {
    let before = self
    files[file]?.assigned = assigned
    guard let id = compartments.first(where: { $0.value.isOf(file) })?.key else { return false }
    for other in handing {
      guard hand(id, to: other, by: member) else {
        self = before
        return false
      }
    }
    guard hasEntitledHolder(file) else {
      self = before
      return false
    }
    return true
  }

  mutating func open(
    _ file: String, compartment: String, numbered number: Int, for assigned: String,
    by member: String, head: String
  ) -> Bool {
    guard has(member, oneOf: ["clinician", "trainee", "supervisor"]), files[file] == nil,
      number == files.count + 1, assigned == member
    else { return false }
    files[file] = File(assigned: [member], head: head)
    compartments[compartment] = Compartment(kind: "file", holders: [member], file: file)
    noteExposure(of: compartment)
    return true
  }

  mutating func openProcess(
    in file: String, compartment: String, after: String, by member: String, head: String
  ) -> Bool {
    guard doesCasework(member), let known = files[file], works(member, in: known),
      !known.processAuthors.contains(member)
    else { return false }
    guard hang(file, after: after, head: head) else { return false }
    files[file]?.processAuthors.insert(member)
    compartments[compartment] = Compartment(
      kind: "process", holders: [member], file: file, author: member)
    noteExposure(of: compartment)
    return true
  }

  mutating func rename(
    _ file: String, version: Int, after: String, by member: String, head: String
  ) -> Bool {
    guard let known = files[file], version == known.record + 1 else { return false }
    guard
      has(member, oneOf: ["privacy-officer"]) && !known.conflicts.contains(member)
        || (doesCasework(member) && works(member, in: known))
    else { return false }
    guard hang(file, after: after, head: head) else { return false }
    files[file]?.record = version
    return true
  }

  mutating func rotate(
    _ id: String, epoch: Int, to holders: [String], by member: String
  ) -> Bool {
    guard let known = compartments[id], known.kind != "grant", isHere(member),
      epoch == known.epoch + 1,
      known.holders.contains(member), keepers(of: id).contains(member),
      holders.count == Set(holders).count, Set(holders) == entitled(to: id)
    else { return false }
    compartments[id]?.epoch = epoch
    compartments[id]?.holders = holders
    noteExposure(of: id)
    return true
  }

  mutating func hand(_ id: String, to other: String, by member: String) -> Bool {
    guard let known = compartments[id], isHere(member), known.holders.contains(member),
      entitled(to: id).contains(other), !known.holders.contains(other)
    else { return false }
    compartments[id]?.holders.append(other)
    return true
  }

  /// Whether the entry hangs on the file's history; what it means there is judged apart.
  mutating func note(
    in file: String, kind: String, after: String, locking: Bool, by member: String, head: String
  ) -> Bool {
    guard let known = files[file],
      works(member, in: known)
        || kind == "progress" && (isGranted(member, file) || isInEmergency(member, file)),
      locking ? signs(member) : doesCasework(member),
      kind == "progress" || known.processAuthors.contains(member)
    else { return false }
    return hang(file, after: after, head: head)
  }

  mutating func hang(_ file: String, after: String, head: String) -> Bool {
    guard files[file]?.head == after else { return false }
    files[file]?.head = head
    files[file]?.links += 1
    return true
  }
}
