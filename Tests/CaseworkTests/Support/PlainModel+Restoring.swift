@testable import Casework

// Going on from an older copy, told a second time.

extension PlainModel {
  /// What is taken away again: each as who or what, and of which file or member.
  struct Restoring: Equatable {
    var generation: Int
    var conflicts: [[String]] = []
    var ended: [[String]] = []
    var revoked: [[String]] = []
    var left: [String] = []
  }

  func canRestore(_ restoring: Restoring) -> Bool {
    var trial = self
    return trial.restore(restoring)
  }

  /// All of it, or nothing.
  mutating func restore(_ restoring: Restoring) -> Bool {
    guard restoring.generation == generation + 1 else { return false }
    let before = self
    for list in [restoring.conflicts, restoring.ended, restoring.revoked, [restoring.left]]
    where !list.isEmpty {
      let lines = list == [restoring.left] ? restoring.left.map { [$0] } : list
      guard Set(lines).count == lines.count else { return false }
    }
    guard
      restoring.conflicts.allSatisfy({ files[$0[1]] != nil && roles[$0[0]] != nil }),
      restoring.revoked.allSatisfy({ everyDevice[$0[0]] == $0[1] }),
      restoring.left.allSatisfy({ roles[$0] != nil })
    else { return false }
    for line in restoring.conflicts where files[line[1]]?.conflicts.contains(line[0]) == false {
      guard keepOut(line[0], from: line[1]) else {
        self = before
        return false
      }
      // At once: whoever leaves by the same entry has nothing more to do with it.
      closeGroundlessEmergencies()
    }
    for line in restoring.ended {
      guard let number = Int(line[0]), grants.indices.contains(number - 1),
        grants[number - 1].file == line[1], let key = grants[number - 1].compartment
      else {
        self = before
        return false
      }
      guard ["runs", "over"].contains(grants[number - 1].stage) else { continue }
      grants[number - 1].stage = "ended"
      compartments[key]?.holders = []
    }
    for line in restoring.revoked where canRevoke(line[0], of: line[1]) {
      revoke(line[0], of: line[1])
    }
    for member in restoring.left where isHere(member) {
      guard canLeave(member) else {
        self = before
        return false
      }
      letGo(member)
    }
    generation += 1
    return true
  }

  /// Unless the key would be left with nobody. Whose device was revoked gets the file again with their new key.
  mutating func keepOut(_ other: String, from file: String) -> Bool {
    var then = self
    then.exposedMembers = []
    let hadHolder = then.hasEntitledHolder(file)
    then.files[file]?.conflicts.insert(other)
    if hadHolder, !then.hasEntitledHolder(file) { return false }
    files[file]?.conflicts.insert(other)
    exposeToDuty(file)
    return true
  }
}
