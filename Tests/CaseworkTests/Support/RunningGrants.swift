@testable import Casework

extension VaultState {
  /// Puts a grant in force without the events that lead to it.
  mutating func addRunningGrant(
    on file: CaseFileID, to grantee: MemberID, until end: Moment, by giver: MemberID,
    at moment: Moment
  ) {
    let number = grants.count + 1
    let terms = GrantTerms(
      purpose: .leaveCover, until: end, scope: GrantTerms.Scope(kinds: [.progress], .all))
    add(
      Grant(
        number: number, file: file, grantee: grantee, terms: terms,
        reason: EnvelopeNotice(
          envelope: id(0xe0), version: 1, hash: hash(0xe1), slots: hash(0xe2)), at: moment,
        stage: .requested))
    run(
      number,
      as: GivenGrant(
        by: giver, at: moment, compartment: id(UInt8(0xa0 + number)), chunks: [hash(0xe3)], slots: 1
      ),
      on: terms)
  }

  /// Puts an emergency in force without the events that lead to it.
  mutating func addOpenEmergency(
    on file: CaseFileID, of opener: MemberID, until end: Moment, at moment: Moment
  ) {
    add(
      Emergency(
        number: emergencies.count + 1, file: file, opener: opener, safety: .suicideRisk, until: end,
        reason: EnvelopeNotice(
          envelope: id(0xe4), version: 1, hash: hash(0xe5), slots: hash(0xe6)), at: moment,
        since: size, stage: .open))
  }
}
