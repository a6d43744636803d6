@testable import Casework

// Duty and emergencies, told a second time.

extension PlainModel {
  struct Emergency: Equatable {
    var file: String
    var opener: String
    var at: Int64
    var until: Int64
    /// `open`, `over` or `ended`.
    var stage = "open"
    var isReviewed = false
  }

  /// Who works in a file or supervises somebody who does, and may open it.
  func readers(of file: String) -> Set<String> {
    let assigned = files[file]?.assigned ?? []
    return Set(assigned.filter(isHere)).union(assigned.flatMap { supervisors[$0] ?? [] })
      .subtracting(files[file]?.conflicts ?? []).subtracting(exposedMembers)
  }

  /// Who looks after a compartment: of a file, those who have it for emergencies alone do not.
  func keepers(of id: String) -> Set<String> {
    guard let known = compartments[id], known.kind == "file" else {
      return people(entitledTo: id)
    }
    return readers(of: known.file ?? "")
  }

  /// Who holds a file's key for emergencies alone.
  func emergencyHolders(of file: String?, beside readers: Set<String>) -> Set<String> {
    guard let conflicts = file.flatMap({ files[$0]?.conflicts }), !roster.isEmpty else { return [] }
    let haveTheKey = duty.flatMap { compartments[$0]?.holders } ?? []
    if conflicts.isDisjoint(with: roster.union(haveTheKey)) {
      return duty.map { isSound($0) ? [$0] : [] } ?? []
    }
    return roster.subtracting(conflicts).subtracting(exposedMembers).subtracting(readers)
  }

  /// To whom the key of those on duty is sealed: to who comes on duty and is kept from a file that it opens, only
  /// once it does not.
  var keyHolders: Set<String> {
    let sound = roster.subtracting(exposedMembers)
    guard let duty, let known = compartments[duty], known.holders.contains(where: isHere) else {
      return sound
    }
    return sound.filter { member in
      known.holders.contains(member)
        || !compartments.values.contains { place in
          place.kind == "file" && place.holders.contains(duty)
            && files[place.file ?? ""]?.conflicts.contains(member) ?? false
        }
    }
  }

  /// A declared conflict has the file's key exchanged where those on duty have it, now or before.
  mutating func exposeToDuty(_ file: String) {
    for (id, known) in compartments
    where known.isOf(file)
      && known.holders.contains(where: { compartments[$0]?.kind == "emergency" })
    {
      exposed.insert(id)
    }
  }

  private func isSound(_ id: String) -> Bool {
    let holders = compartments[id]?.holders ?? []
    return !holders.isEmpty && holders.allSatisfy(isHere) && !exposed.contains(id)
      && exposedMembers.isDisjoint(with: holders)
  }

  func isInEmergency(_ member: String, _ file: String) -> Bool {
    emergencies.contains { $0.stage == "open" && $0.opener == member && $0.file == file }
  }

  private func canBeOnDuty(_ member: String) -> Bool {
    has(member, oneOf: ["clinician", "supervisor"])
  }

  mutating func setRoster(_ members: Set<String>, by member: String) -> Bool {
    guard has(member, oneOf: ["supervisor", "privacy-officer"]), members != roster,
      !members.contains(member) || roster.contains(member), members.allSatisfy(canBeOnDuty)
    else { return false }
    roster = members
    if members.isEmpty { giveUpDuty() }
    return true
  }

  private mutating func giveUpDuty() {
    guard let id = duty else { return }
    compartments[id]?.holders = []
    exposed.remove(id)
    duty = nil
  }

  mutating func key(_ compartment: String, for holders: Set<String>, by member: String) -> Bool {
    let last = duty.flatMap { compartments[$0]?.holders } ?? []
    guard canBeOnDuty(member), roster.contains(member), !exposedMembers.contains(member),
      !last.contains(where: isHere), holders == keyHolders
    else { return false }
    giveUpDuty()
    compartments[compartment] = Compartment(kind: "emergency", holders: holders.sorted())
    duty = compartment
    return true
  }

  mutating func openEmergency(
    _ number: Int, on file: String, until: Int64, by member: String, at: Int64
  ) -> Bool {
    guard canBeOnDuty(member), roster.contains(member), !exposedMembers.contains(member),
      let known = files[file], !known.conflicts.contains(member),
      number == emergencies.count + 1, !readers(of: file).contains(member),
      !isInEmergency(member, file), until > at, until <= at + 4 * 3_600_000
    else { return false }
    emergencies.append(Emergency(file: file, opener: member, at: at, until: until))
    return true
  }

  mutating func endEmergency(
    _ number: Int, on file: String, cause: String, by member: String, at: Int64
  ) -> Bool {
    guard isHere(member), let known = emergency(number), known.file == file,
      known.stage != "ended"
    else { return false }
    switch cause {
    case "closed": guard member == known.opener else { return false }
    case "revoked":
      guard let place = files[file], !place.conflicts.contains(member),
        has(member, oneOf: ["supervisor", "privacy-officer"])
          || doesCasework(member) && works(member, in: place)
      else { return false }
    default:
      // Also one from a time that is still to come by whoever says so.
      guard known.stage == "over" || at >= known.until || at < known.at - 300_000 else {
        return false
      }
    }
    close(number - 1, as: "ended")
    return true
  }

  mutating func review(_ number: Int, on file: String, by member: String) -> Bool {
    guard has(member, oneOf: ["supervisor", "privacy-officer", "auditor"]),
      let known = emergency(number), known.file == file, known.opener != member,
      files[file]?.conflicts.contains(member) == false, known.stage != "open", !known.isReviewed
    else { return false }
    emergencies[number - 1].isReviewed = true
    return true
  }

  /// An entry of the opener's own that claims a time at or after the end, or more than five minutes before the
  /// beginning.
  mutating func hearOfEmergencies(_ member: String, claim at: Int64) {
    for index in emergencies.indices
    where emergencies[index].opener == member
      && (at >= emergencies[index].until || at < emergencies[index].at - 300_000)
    {
      closeIfOpen(index)
    }
  }

  /// After any entry: whoever is on duty no longer, or has a conflict, has none open.
  mutating func closeGroundlessEmergencies() {
    for index in emergencies.indices {
      let known = emergencies[index]
      if !roster.contains(known.opener)
        || files[known.file]?.conflicts.contains(known.opener) ?? true
      {
        closeIfOpen(index)
      }
    }
  }

  mutating func closeEmergencies(of member: String) {
    for index in emergencies.indices where emergencies[index].opener == member {
      closeIfOpen(index)
    }
  }

  /// Whoever leaves, or whose device is stolen, had by the key of those on duty that of each file it opens.
  mutating func exposeByDuty(_ member: String) {
    guard let duty, compartments[duty]?.holders.contains(member) == true else { return }
    for (id, known) in compartments where known.kind == "file" && known.holders.contains(duty) {
      exposed.insert(id)
    }
  }

  mutating func leaveDuty(_ member: String) {
    exposeByDuty(member)
    let held = duty.map { compartments[$0]?.holders.contains(member) == true } ?? false
    roster.remove(member)
    guard held, roster.isEmpty, let id = duty else { return }
    exposed.remove(id)
    duty = nil
  }

  private mutating func closeIfOpen(_ index: Int) {
    if emergencies[index].stage == "open" { close(index, as: "over") }
  }

  private mutating func close(_ index: Int, as stage: String) {
    let wasOpen = emergencies[index].stage == "open"
    emergencies[index].stage = stage
    let file = emergencies[index].file
    if wasOpen, let id = compartments.first(where: { $0.value.isOf(file) })?.key {
      exposed.insert(id)
    }
  }

  private func emergency(_ number: Int) -> Emergency? {
    emergencies.indices.contains(number - 1) ? emergencies[number - 1] : nil
  }
}

extension PlainModel.Emergency {
  /// What replay says, in the model's words.
  init(_ emergency: Casework.Emergency) {
    let stage =
      switch emergency.stage {
      case .open: "open"
      case .over: "over"
      case .ended: "ended"
      }
    self.init(
      file: emergency.file.hexadecimal, opener: emergency.opener.hexadecimal,
      at: emergency.at.millisecondsSince1970,
      until: emergency.until.millisecondsSince1970, stage: stage,
      isReviewed: emergency.review != nil)
  }
}
