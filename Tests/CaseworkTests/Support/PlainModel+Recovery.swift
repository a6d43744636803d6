@testable import Casework

// Recovery, told a second time.

extension PlainModel {
  struct Key: Equatable {
    var id: String
    var epoch: Int
    var officers: [String]
    var quorum: Int

    var isDivisible: Bool {
      (2...7).contains(officers.count) && Set(officers).count == officers.count && quorum >= 2
        && quorum <= officers.count
    }
  }

  struct SetUp: Equatable {
    var main: Key
    var process: Key
    /// As they were when it was proposed.
    var exchanges: [Int]
    var givesUp: Int
  }

  struct Start: Equatable {
    var link: String
    var by: String
    var member: String
    var at: Int64
    var purposes: [String]
    /// The case file that the member is to have, and no key of their own.
    var file: String?
    var contributors: Set<String> = []
  }

  struct Recovery: Equatable {
    var keys: [String: Key]
    var isStale = false
    var starts: [UInt64: Start] = [:]
    /// By member, the number of the latest that gave nobody a key.
    var ended: [String: UInt64] = [:]
    var rehearsed: Set<String> = []
  }

  var recoveryKeys: Set<String> { Set(recovery?.keys.values.map(\.id) ?? []) }

  func recoveryKey(for id: String) -> Set<String> {
    guard let recovery, let kind = compartments[id]?.kind else { return [] }
    switch kind {
    case "vault", "oversight", "registry", "file": return [recovery.keys["main"]?.id ?? ""]
    case "process": return [recovery.keys["process"]?.id ?? ""]
    default: return []
    }
  }

  func people(holding id: String) -> [String] {
    (compartments[id]?.holders ?? []).filter { !recoveryKeys.contains($0) }
  }

  /// What a recovery key opens, and nobody who works here and has a key does, but in an emergency.
  var openByRecoveryAlone: Set<String> {
    let waiting = Set(recovery?.starts.values.filter { $0.file == nil }.map(\.member) ?? [])
    return Set(
      compartments.keys.filter { id in
        !recoveryKeys.isDisjoint(with: compartments[id]?.holders ?? [])
          && people(holding: id).allSatisfy { !isHere($0) || waiting.contains($0) }
      })
  }

  func isInDoubt(_ member: String) -> Bool {
    exposedMembers.contains(member) || drawnByOthers.contains(member)
  }

  func canSetUp(_ made: SetUp) -> Bool {
    for (purpose, key) in [("main", made.main), ("process", made.process)] {
      if let old = recovery?.keys[purpose] {
        guard key.id == old.id, key.epoch == old.epoch + 1 else { return false }
      } else {
        guard key.epoch == 1 else { return false }
      }
      guard key.isDivisible, key.officers.allSatisfy(isHere) else { return false }
    }
    return made.main.quorum <= made.process.quorum && !made.main.officers.contains(where: isInDoubt)
      && made.exchanges == made.main.officers.map { ownExchanges[$0] ?? 0 }
      && made.givesUp == openByRecoveryAlone.count
  }

  mutating func setUp(_ made: SetUp) {
    let ended = endingAll()
    for key in recoveryKeys { dropWraps(to: key) }
    recovery = Recovery(keys: ["main": made.main, "process": made.process], ended: ended)
  }

  mutating func dropWraps(to key: String) {
    for id in compartments.keys { compartments[id]?.holders.removeAll { $0 == key } }
  }

  func endingAll() -> [String: UInt64] {
    var ended = recovery?.ended ?? [:]
    for (number, start) in (recovery?.starts ?? [:]).sorted(by: { $0.key < $1.key }) {
      ended[start.member] = number
    }
    return ended
  }

  mutating func noteChange(ofOfficer member: String) {
    if recovery?.keys["main"]?.officers.contains(member) == true { recovery?.isStale = true }
    for (number, start) in (recovery?.starts ?? [:]).sorted(by: { $0.key < $1.key })
    where start.by == member || start.member == member {
      recovery?.starts[number] = nil
      recovery?.ended[start.member] = number
    }
    if !isHere(member) { recovery?.ended[member] = nil }
  }

  func isOfficer(_ member: String) -> Bool {
    isHere(member) && recovery?.keys["main"]?.officers.contains(member) == true
  }

  // MARK: - Acts

  mutating func startRecovery(_ start: Start, at number: UInt64) -> Bool {
    guard isOfficer(start.by), start.by != start.member, isHere(start.member),
      !isInDoubt(start.by),
      start.file.map({ canRegain($0, for: start.member, by: start.by) }) ?? true
    else { return false }
    recovery?.starts[number] = start
    recovery?.ended[start.member] = nil
    return true
  }

  func hasLapsed(_ start: Start, at moment: Int64) -> Bool {
    moment > start.at + 7 * 24 * 3_600_000
  }

  mutating func contribute(to number: UInt64, link: String, by member: String, at: Int64) -> Bool {
    guard let start = recovery?.starts[number], start.link == link, isOfficer(member),
      member != start.member, member != start.by, !start.contributors.contains(member),
      !hasLapsed(start, at: at),
      start.purposes.contains(where: { purpose in
        guard let key = recovery?.keys[purpose] else { return false }
        return key.officers.contains(member) && key.officers.contains(start.by)
          && key.officers.count { $0 != start.member } >= key.quorum
      })
    else { return false }
    recovery?.starts[number]?.contributors.insert(member)
    return true
  }

  mutating func finishRecovery(
    _ number: UInt64, link: String, by member: String, at: Int64
  ) -> Bool {
    guard let start = recovery?.starts[number], start.link == link, isOfficer(member),
      member != start.member, member == start.by, !hasLapsed(start, at: at),
      isHere(start.member), start.file == nil
    else { return false }
    var keys = recovery?.keys ?? [:]
    for purpose in start.purposes {
      guard var key = keys[purpose] else { return false }
      let came = key.officers.filter {
        $0 != start.member && isHere($0) && ($0 == member || start.contributors.contains($0))
      }
      guard came.count >= key.quorum else { return false }
      key.officers = key.officers.filter(isHere)
      key.quorum = min(key.quorum, key.officers.count)
      key.epoch += 1
      guard key.isDivisible else { return false }
      keys[purpose] = key
    }
    if start.purposes.count == 2, keys["main"]?.officers != keys["process"]?.officers {
      return false
    }
    giveNewKey(to: start.member)
    var ended = endingAll()
    ended[start.member] = nil
    recovery?.ended = ended
    recovery?.starts = [:]
    recovery?.rehearsed = []
    recovery?.keys = keys
    for purpose in start.purposes { dropWraps(to: keys[purpose]?.id ?? "") }
    if start.purposes.count == 2 {
      let isDue = keys["main"]?.officers.contains(where: isInDoubt) ?? false
      recovery?.isStale = isDue
    }
    recovered += 1
    return true
  }

  /// With the vault's key and no other.
  private mutating func giveNewKey(to member: String) {
    closeEmergencies(of: member)
    exposeByDuty(member)
    for (id, known) in compartments where known.holders.contains(member) && known.kind != "grant" {
      compartments[id]?.holders.removeAll { $0 == member }
      exposed.insert(id)
    }
    furtherDevices[member] = []
    exposedMembers.remove(member)
    drawnByOthers.insert(member)
    ownExchanges[member, default: 0] += 1
    noteChange(ofOfficer: member)
    for index in grants.indices
    where grants[index].stage == "runs" && grants[index].grantee == member {
      grants[index].stage = "over"
    }
    for (id, known) in compartments where known.kind == "vault" {
      compartments[id]?.holders.append(member)
    }
  }

  mutating func stopRecovery(_ number: UInt64, link: String, by member: String) -> Bool {
    guard let start = recovery?.starts[number], start.link == link,
      [start.by, start.member].contains(member) ? isHere(member) : isOfficer(member)
    else { return false }
    recovery?.starts[number] = nil
    recovery?.ended[start.member] = number
    return true
  }

  mutating func rehearse(epoch: Int, place: Int, by member: String) -> Bool {
    guard isOfficer(member), let key = recovery?.keys["main"], key.epoch == epoch,
      key.officers.firstIndex(of: member) == place
    else { return false }
    recovery?.rehearsed.insert(member)
    return true
  }
}
