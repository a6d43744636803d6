@testable import Casework

// Regaining a case file that nobody opens any more, told a second time.

extension PlainModel {
  private func compartment(ofFile file: String) -> String? {
    compartments.first { $0.value.isOf(file) }?.key
  }

  /// Whether nobody who works here and may have it has the file's key, and the officers' key has.
  func canRegain(_ file: String, for member: String, by officer: String) -> Bool {
    guard let known = files[file], let id = compartment(ofFile: file),
      let holders = compartments[id]?.holders, let key = recovery?.keys["main"]?.id
    else { return false }
    // Whose own key is in doubt gets the file's again.
    let mayWork = Set(known.assigned.filter(isHere))
      .union(known.assigned.flatMap { supervisors[$0] ?? [] }).subtracting(known.conflicts)
    let isOpened = holders.contains { isHere($0) && !known.conflicts.contains($0) }
    return isHere(member) && doesCasework(member) && !known.conflicts.contains(member)
      && !isInDoubt(member) && !known.conflicts.contains(officer) && holders.contains(key)
      && (mayWork.isEmpty || !isOpened)
  }

  mutating func finishRegaining(
    _ number: UInt64, link: String, file: String, by member: String, at: Int64
  ) -> Bool {
    guard let start = recovery?.starts[number], start.link == link, start.file == file,
      isOfficer(member), member != start.member, member == start.by, !hasLapsed(start, at: at),
      canRegain(file, for: start.member, by: member), var key = recovery?.keys["main"],
      let id = compartment(ofFile: file)
    else { return false }
    let came = key.officers.filter {
      $0 != start.member && isHere($0) && ($0 == member || start.contributors.contains($0))
    }
    guard came.count >= key.quorum else { return false }
    key.officers = key.officers.filter(isHere)
    key.quorum = min(key.quorum, key.officers.count)
    key.epoch += 1
    guard key.isDivisible else { return false }
    if files[file]?.assigned.contains(start.member) == false {
      files[file]?.assigned.append(start.member)
    }
    recovery?.starts[number] = nil
    let ended = endingAll()
    recovery?.ended = ended
    recovery?.starts = [:]
    recovery?.rehearsed = []
    recovery?.keys["main"] = key
    recovery?.isStale = true
    dropWraps(to: key.id)
    compartments[id]?.holders.append(start.member)
    exposed.insert(id)
    regained[file] = start.member
    return true
  }
}
