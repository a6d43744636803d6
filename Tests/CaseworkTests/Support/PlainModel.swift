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
    var assigned: String
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
    var newcomer: String
    var roles: Set<String>
  }

  struct Compartment: Equatable {
    var kind: String
    var epoch = 1
    var holders: [String]
    var file: String?
  }

  var roles: [String: Set<String>] = [:]
  var files: [String: File] = [:]
  var proposals: [UInt64: Proposal] = [:]
  var compartments: [String: Compartment] = [:]

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
    guard let compartment = compartments[id] else { return [] }
    switch compartment.kind {
    case "vault": return Set(roles.keys)
    case "oversight":
      return Set(roles.keys.filter { has($0, oneOf: ["auditor", "privacy-officer"]) })
    case "registry":
      return Set(roles.keys.filter { has($0, oneOf: ["privacy-officer", "supervisor"]) })
    case "file": return Set([compartment.file.flatMap { files[$0]?.assigned }].compactMap(\.self))
    default: return Set(compartment.holders)
    }
  }

  // MARK: - Acts; each says whether it has its effect

  mutating func propose(_ proposal: Proposal, at entry: UInt64) -> Bool {
    guard manages(proposal.by), roles[proposal.newcomer] == nil, !proposal.roles.isEmpty else {
      return false
    }
    guard !proposal.roles.contains("auditor") || proposal.roles.count == 1 else { return false }
    proposals[entry] = proposal
    return true
  }

  mutating func approve(
    _ entry: UInt64, link: String, by member: String, at: Int64, handingOnVault: Bool
  ) -> Bool {
    guard let proposal = proposals[entry], proposal.link == link, manages(member),
      member != proposal.by, roles[proposal.newcomer] == nil, handingOnVault,
      at <= proposal.at + 14 * 24 * 3_600_000
    else { return false }
    roles[proposal.newcomer] = proposal.roles
    for (id, compartment) in compartments where compartment.kind == "vault" {
      compartments[id]?.holders.append(proposal.newcomer)
    }
    proposals[entry] = nil
    return true
  }

  mutating func withdraw(_ entry: UInt64, by member: String) -> Bool {
    guard let proposal = proposals[entry], proposal.by == member || manages(member) else {
      return false
    }
    proposals[entry] = nil
    return true
  }

  mutating func open(
    _ file: String, compartment: String, numbered number: Int, for assigned: String,
    by member: String, head: String
  ) -> Bool {
    guard has(member, oneOf: ["clinician", "trainee", "supervisor"]), files[file] == nil,
      number == files.count + 1, assigned == member
    else { return false }
    files[file] = File(assigned: member, head: head)
    compartments[compartment] = Compartment(kind: "file", holders: [member], file: file)
    return true
  }

  mutating func openProcess(
    in file: String, compartment: String, after: String, by member: String, head: String
  ) -> Bool {
    guard doesCasework(member), let known = files[file], known.assigned == member,
      !known.processAuthors.contains(member)
    else { return false }
    guard hang(file, after: after, head: head) else { return false }
    files[file]?.processAuthors.insert(member)
    compartments[compartment] = Compartment(kind: "process", holders: [member], file: file)
    return true
  }

  mutating func rename(
    _ file: String, version: Int, after: String, by member: String, head: String
  ) -> Bool {
    guard let known = files[file], version == known.record + 1 else { return false }
    guard
      has(member, oneOf: ["privacy-officer"]) || (doesCasework(member) && known.assigned == member)
    else { return false }
    guard hang(file, after: after, head: head) else { return false }
    files[file]?.record = version
    return true
  }

  mutating func rotate(
    _ id: String, epoch: Int, to holders: [String], by member: String
  ) -> Bool {
    guard let known = compartments[id], roles[member] != nil, epoch == known.epoch + 1,
      known.holders.contains(member), entitled(to: id).contains(member),
      holders.count == Set(holders).count, Set(holders) == entitled(to: id)
    else { return false }
    compartments[id]?.epoch = epoch
    compartments[id]?.holders = holders
    return true
  }

  mutating func hand(_ id: String, to other: String, by member: String) -> Bool {
    guard let known = compartments[id], known.holders.contains(member),
      entitled(to: id).contains(other), !known.holders.contains(other)
    else { return false }
    compartments[id]?.holders.append(other)
    return true
  }

  /// Whether the entry hangs on the file's history; what it means there is judged apart.
  mutating func note(
    in file: String, kind: String, after: String, locking: Bool, by member: String, head: String
  ) -> Bool {
    guard let known = files[file], known.assigned == member,
      locking ? signs(member) : doesCasework(member),
      kind == "progress" || known.processAuthors.contains(member)
    else { return false }
    return hang(file, after: after, head: head)
  }

  private mutating func hang(_ file: String, after: String, head: String) -> Bool {
    guard files[file]?.head == after else { return false }
    files[file]?.head = head
    files[file]?.links += 1
    return true
  }

  // MARK: - What an entry that hangs on a history means there

  mutating func stored(
    _ note: String, in file: String, kind: String, version: Int, hash: String, by member: String
  ) -> Bool {
    guard let known = files[file]?.notes[note] else {
      guard version == 1 else { return false }
      files[file]?.notes[note] = Note(
        author: member, kind: kind, status: "draft", versions: 1, hash: hash)
      return true
    }
    guard known.status == "draft", known.author == member, known.kind == kind,
      version == known.versions + 1
    else { return false }
    files[file]?.notes[note]?.versions = version
    files[file]?.notes[note]?.hash = hash
    return true
  }

  mutating func ended(
    _ note: String, in file: String, kind: String, as status: String, version: Int? = nil,
    hash: String? = nil, by member: String
  ) -> Bool {
    guard let known = files[file]?.notes[note], known.status == "draft", known.author == member,
      known.kind == kind, version ?? known.versions == known.versions,
      hash ?? known.hash == known.hash
    else { return false }
    files[file]?.notes[note]?.status = status
    return true
  }

  mutating func added(
    _ note: String, to parent: String, in file: String, kind: String, hash: String,
    by member: String
  ) -> Bool {
    guard files[file]?.notes[note] == nil, let known = files[file]?.notes[parent],
      known.parent == nil, ["signed", "imported"].contains(known.status), known.kind == kind,
      kind == "progress" || known.author == member
    else { return false }
    files[file]?.notes[note] = Note(
      author: member, kind: kind, status: "signed", versions: 1, hash: hash, parent: parent)
    return true
  }
}
