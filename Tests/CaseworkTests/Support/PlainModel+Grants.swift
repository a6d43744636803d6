@testable import Casework

// Access for a while, told a second time.

extension PlainModel {
  struct Grant: Equatable {
    var file: String
    var grantee: String
    var until: Int64
    /// `asked`, `declined`, `runs`, `over` or `ended`.
    var stage = "asked"
    /// Once it was given.
    var compartment: String?
    var giver: String?
    var slots = 0
  }

  /// What is said in a request or a gift, as far as anybody asks.
  struct Offer {
    var number: Int
    var file: String
    var grantee: String
    var until: Int64
    var hasPsychotherapy = false
    /// Of a request, and of what is given unasked.
    var hasReason = true
    /// A gift's.
    var compartment = ""
    var slots = 0
    var listed = 0
  }

  /// How many were given, whatever became of them.
  var given: Int { grants.count { $0.compartment != nil } }

  /// Whether a running grant lets a member into a file.
  func isGranted(_ member: String, _ file: String) -> Bool {
    grants.contains { $0.stage == "runs" && $0.grantee == member && $0.file == file }
  }

  /// An entry by a member that claims a time at or after the end of a grant of theirs.
  mutating func hear(_ member: String, claim at: Int64) {
    for index in grants.indices
    where grants[index].stage == "runs" && grants[index].grantee == member
      && at >= grants[index].until
    {
      grants[index].stage = "over"
    }
  }

  /// After any entry: a grant lasts no longer than its giver's say in the file, and its grantee's being here
  /// without a conflict.
  mutating func closeGroundlessGrants() {
    for index in grants.indices where grants[index].stage == "runs" {
      let known = grants[index]
      if !decides(known.giver ?? "", about: known.file) || !isHere(known.grantee)
        || files[known.file]?.conflicts.contains(known.grantee) ?? true
      {
        grants[index].stage = "over"
      }
    }
  }

  private func allows(_ offer: Offer, at: Int64) -> Bool {
    !offer.hasPsychotherapy && allows(end: offer.until, at: at)
  }

  private func allows(end: Int64, at: Int64) -> Bool {
    end > at && end <= at + 90 * 24 * 3_600_000
  }

  private func readsNotes(_ member: String) -> Bool {
    doesCasework(member) || has(member, oneOf: ["privacy-officer"])
  }

  /// Who gives, declines and extends.
  private func decides(_ member: String, about file: String) -> Bool {
    guard let known = files[file] else { return false }
    return has(member, oneOf: ["supervisor"]) && works(member, in: known)
  }

  mutating func ask(_ offer: Offer, by member: String, at: Int64) -> Bool {
    guard readsNotes(member), let file = files[offer.file], !file.conflicts.contains(member),
      offer.number == grants.count + 1, allows(offer, at: at)
    else { return false }
    grants.append(Grant(file: offer.file, grantee: member, until: offer.until))
    return true
  }

  mutating func give(_ offer: Offer, by member: String, at: Int64) -> Bool {
    guard decides(member, about: offer.file), member != offer.grantee, roles[offer.grantee] != nil,
      readsNotes(offer.grantee), !exposedMembers.contains(offer.grantee),
      files[offer.file]?.conflicts.contains(offer.grantee) == false,
      allows(offer, at: at), offer.slots == offer.listed
    else { return false }
    if offer.hasReason {
      guard offer.number == grants.count + 1 else { return false }
      grants.append(Grant(file: offer.file, grantee: offer.grantee, until: 0))
    } else {
      guard (1...max(1, grants.count)).contains(offer.number), !grants.isEmpty else { return false }
      let asked = grants[offer.number - 1]
      guard asked.stage == "asked", asked.file == offer.file, asked.grantee == offer.grantee else {
        return false
      }
    }
    grants[offer.number - 1] = Grant(
      file: offer.file, grantee: offer.grantee, until: offer.until, stage: "runs",
      compartment: offer.compartment, giver: member, slots: offer.slots)
    compartments[offer.compartment] = Compartment(
      kind: "grant", holders: [offer.grantee], file: offer.file)
    return true
  }

  mutating func decline(_ number: Int, on file: String, by member: String) -> Bool {
    guard let known = grant(number), known.file == file, known.stage == "asked",
      decides(member, about: file) || known.grantee == member && isHere(member)
    else { return false }
    grants[number - 1].stage = "declined"
    return true
  }

  mutating func extend(
    _ number: Int, on file: String, until: Int64, by member: String, at: Int64
  ) -> Bool {
    guard decides(member, about: file), let known = grant(number), known.file == file,
      known.stage == "runs", known.grantee != member, at < known.until, until > known.until,
      allows(end: until, at: at)
    else { return false }
    grants[number - 1].until = until
    return true
  }

  mutating func supply(
    _ number: Int, on file: String, slots: Int, listed: Int, by member: String, at: Int64
  ) -> Bool {
    guard let place = files[file], let known = grant(number) else { return false }
    let writes =
      doesCasework(member)
      && (works(member, in: place) || isGranted(member, file) || isInEmergency(member, file))
    let renames = has(member, oneOf: ["privacy-officer"])
    guard writes || renames, !place.conflicts.contains(member), known.file == file,
      known.stage == "runs", at < known.until, slots == listed
    else { return false }
    grants[number - 1].slots += slots
    return true
  }

  mutating func end(
    _ number: Int, on file: String, cause: String, by member: String, at: Int64
  ) -> Bool {
    guard isHere(member), let place = files[file], let known = grant(number), known.file == file,
      let compartment = known.compartment, ["runs", "over"].contains(known.stage)
    else { return false }
    switch cause {
    case "revoked":
      let may =
        has(member, oneOf: ["privacy-officer"]) || doesCasework(member) && works(member, in: place)
      guard may, !place.conflicts.contains(member) else { return false }
    case "returned": guard member == known.grantee else { return false }
    default: guard known.stage == "over" || at >= known.until else { return false }
    }
    grants[number - 1].stage = "ended"
    compartments[compartment]?.holders = []
    return true
  }

  private func grant(_ number: Int) -> Grant? {
    grants.indices.contains(number - 1) ? grants[number - 1] : nil
  }
}

extension PlainModel.Grant {
  /// What replay says, in the model's words.
  init(_ grant: Casework.Grant) {
    let stage =
      switch grant.stage {
      case .requested: "asked"
      case .declined: "declined"
      case .running: "runs"
      case .over: "over"
      case .ended: "ended"
      }
    self.init(
      file: grant.file.hexadecimal, grantee: grant.grantee.hexadecimal,
      until: grant.terms.until.millisecondsSince1970, stage: stage,
      compartment: grant.given?.compartment.hexadecimal, giver: grant.given?.by.hexadecimal,
      slots: grant.given?.slots ?? 0)
  }
}
