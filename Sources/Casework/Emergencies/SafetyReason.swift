/// Why it cannot wait until somebody who may open the case file can be reached: a word for people, and the
/// code that health records use for the same.
///
/// One value here is all that it takes to add one, and a value that was used is never taken away: the log
/// speaks of it. The codes are those of HL7 v3 ActReason, PurposeOfUse; which danger it is, no code of
/// theirs says.
package struct SafetyReason: Hashable, Sendable {
  /// The word that stands in events and on the command line.
  package let code: String
  /// How it is spoken of.
  package let title: String
  /// The HL7 v3 ActReason code behind it.
  package let reasonCode: String
  /// Since when the list has it.
  package let since: String

  package static let suicideRisk = SafetyReason("suicide-risk", "risk of suicide")
  package static let selfHarm = SafetyReason("self-harm", "self-harm")
  package static let violence = SafetyReason("violence", "a threat of violence to somebody else")
  package static let domesticViolence = SafetyReason("domestic-violence", "domestic violence")
  package static let childSafety = SafetyReason("child-safety", "a child's safety")
  package static let adultSafety = SafetyReason("adult-safety", "a dependent adult's safety")
  package static let medical = SafetyReason("medical", "a medical emergency", reason: "ETREAT")
  package static let disaster = SafetyReason("disaster", "a disaster")

  /// Every reason, in the order in which they are listed to people.
  package static let all: [SafetyReason] = [
    .suicideRisk, .selfHarm, .violence, .domesticViolence, .childSafety, .adultSafety, .medical,
    .disaster,
  ]

  /// The reason that a word means, if it means one.
  package static func named(_ code: String) -> SafetyReason? { all.first { $0.code == code } }

  /// Access past the usual limits is "break the glass" unless it is emergency treatment.
  private init(
    _ code: String, _ title: String, reason: String = "BTG", since: String = "2026-11-22"
  ) {
    (self.code, self.title, reasonCode, self.since) = (code, title, reason, since)
  }
}
