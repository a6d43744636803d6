@testable import Casework

// What people do about duty and emergencies, rightly and wrongly.

extension RandomWork {
  mutating func workOnEmergencies() throws {
    switch Int.random(in: 0..<10, using: &random) {
    case 0, 1: try setRoster()
    case 2, 3: try key()
    case 4, 5, 6: try openEmergency()
    case 7, 8: try endEmergency()
    default: try review()
    }
  }

  private mutating func setRoster() throws {
    let able = people.filter { agency.state.canBeOnDuty($0.member) }
    var chosen = able.filter { _ in chance(in: 2) }
    if chance(in: 8) { chosen = [] }
    if chance(in: 10) { chosen.append(actor()) }
    let setter = people.filter { model.has(name($0), oneOf: ["supervisor", "privacy-officer"]) }
    let actor = chance(in: 5) ? actor() : setter.randomElement(using: &random) ?? actor()
    let members = Set(chosen.map(\.member))
    try take(RosterSet(Array(members)), by: actor) { model, _, _ in
      model.setRoster(Set(members.map(\.hexadecimal)), by: name(actor))
    }
  }

  private mutating func key() throws {
    let able = people.filter { agency.state.isOnDuty($0.member) }
    let actor = chance(in: 5) ? actor() : able.randomElement(using: &random) ?? actor()
    var holders = agency.state.emergencyKeyHolders
    if chance(in: 8), let other = people.randomElement(using: &random)?.member,
      !holders.contains(other)
    {
      holders.append(other)
    }
    let sealed = agency.sealed(.emergency, to: holders)
    try take(EmergencyKeyed(sealed), by: actor) { model, _, _ in
      model.key(
        sealed.epoch.compartment.hexadecimal, for: Set(holders.map(\.hexadecimal)),
        by: name(actor))
    }
  }

  private mutating func openEmergency() throws {
    guard let (file, other) = fileAndActor() else { return }
    let able = people.filter { agency.state.isOnDuty($0.member) }
    let actor = chance(in: 5) ? other : able.randomElement(using: &random) ?? other
    let number = agency.state.emergencies.count + (chance(in: 10) ? 2 : 1)
    let until = agency.now.adding(.hours(Int64.random(in: 0...5, using: &random)))
    let opened = EmergencyOpened(
      file: file, emergency: number, safety: .violence, until: until, reason: agency.newEnvelope())
    try take(opened, by: actor) { model, _, at in
      model.openEmergency(
        number, on: file.hexadecimal, until: until.millisecondsSince1970, by: name(actor), at: at)
    }
  }

  private mutating func endEmergency() throws {
    let fitting = agency.state.emergencies.filter { $0.stage != .ended(by: $0.opener, at: $0.at) }
    guard let known = fitting.randomElement(using: &random) else { return }
    let cause = EmergencyEnded.Cause.allCases.randomElement(using: &random) ?? .closed
    let opener = people.first { $0.member == known.opener }
    let actor = chance(in: 3) ? actor() : cause == .closed ? opener ?? actor() : actor()
    let file = chance(in: 12) ? agency.state.files.keys.first ?? known.file : known.file
    let ended = EmergencyEnded(file: file, emergency: known.number, cause: cause)
    try take(ended, by: actor) { model, _, at in
      model.endEmergency(
        known.number, on: file.hexadecimal, cause: cause.rawValue, by: name(actor), at: at)
    }
  }

  private mutating func review() throws {
    guard let known = agency.state.emergencies.randomElement(using: &random) else { return }
    let actor = actor()
    let reviewed = EmergencyReviewed(
      file: known.file, emergency: known.number, finding: .appropriate,
      comment: agency.newEnvelope())
    try take(reviewed, by: actor) { model, _, _ in
      model.review(known.number, on: known.file.hexadecimal, by: name(actor))
    }
  }
}
