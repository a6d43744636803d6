/// How far a record may travel, by the codes of HL7 v3 Confidentiality that exports name.
package enum Confidentiality: String, Sendable, Hashable, CaseIterable {
  case normal = "N"
  /// What a progress note is by default.
  case restricted = "R"
  /// What a psychotherapy note is by default.
  case veryRestricted = "V"
}
