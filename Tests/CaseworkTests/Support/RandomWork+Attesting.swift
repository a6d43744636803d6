@testable import Casework

extension RandomWork {
  /// Mostly by whoever may; of everybody, of somebody, of oneself, or of nobody who is known.
  mutating func attest() throws {
    let able = people.filter { model.has(name($0), oneOf: ["auditor", "privacy-officer"]) }
    let actor = chance(in: 2) ? actor() : able.randomElement(using: &random) ?? actor()
    var other = chance(in: 2) ? self.actor().member : nil
    if other != nil, chance(in: 8) { other = agency.newID() }
    let end = agency.state.size
    let size = chance(in: 8) ? UInt64.random(in: 0...end + 2, using: &random) : end
    let comment = chance(in: 3) ? agency.newEnvelope(version: chance(in: 6) ? 2 : 1) : nil
    let attested = AccessAttested(
      of: other, size: size, digest: agency.newHash(), comment: comment)
    try take(attested, by: actor) { model, link, _ in
      model.attest(
        other?.hexadecimal, size: size, comment: comment.map { Int($0.version) },
        by: name(actor), at: link.sequence)
    }
  }
}
