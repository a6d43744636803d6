/// What access is granted for: a word for people, and the code that health records use for the same.
///
/// One value here is all that it takes to add one. The codes are those of HL7 v3 ActReason, PurposeOfUse.
package struct GrantPurpose: Hashable, Sendable {
  /// The word that stands in events and on the command line.
  package let code: String
  /// How it is spoken of, to follow "for".
  package let title: String
  /// The HL7 v3 ActReason code behind it.
  package let reasonCode: String

  package static let leaveCover = GrantPurpose(
    code: "leave-cover", title: "leave cover", reasonCode: "TREAT")
  package static let consultation = GrantPurpose(
    code: "consultation", title: "a consultation", reasonCode: "TREAT")
  package static let crisis = GrantPurpose(code: "crisis", title: "a crisis", reasonCode: "ETREAT")
  package static let training = GrantPurpose(
    code: "training", title: "training", reasonCode: "TRAIN")
  package static let qualityReview = GrantPurpose(
    code: "quality-review", title: "a quality review", reasonCode: "HOPERAT")
  package static let clientRequest = GrantPurpose(
    code: "client-request", title: "a request of the client", reasonCode: "PATRQT")
  package static let legal = GrantPurpose(
    code: "legal", title: "a legal matter", reasonCode: "HLEGAL")

  /// Every purpose, in the order in which they are listed to people.
  package static let all: [GrantPurpose] = [
    .leaveCover, .consultation, .crisis, .training, .qualityReview, .clientRequest, .legal,
  ]

  /// The purpose that a word means, if it means one.
  package static func named(_ code: String) -> GrantPurpose? { all.first { $0.code == code } }
}
