/// Somebody else has looked at what was done in an emergency, and says what they found.
package struct EmergencyReviewed: EventContent {
  package static let code = "emergency.reviewed"

  package let file: CaseFileID
  package let emergency: Int
  package let finding: EmergencyFinding
  /// What they say of it, sealed to oversight, to whoever may review it, and to the opener.
  package let comment: EnvelopeNotice

  package init(
    file: CaseFileID, emergency: Int, finding: EmergencyFinding, comment: EnvelopeNotice
  ) {
    self.file = file
    self.emergency = emergency
    self.finding = finding
    self.comment = comment
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    file = try fields.identifier("file")
    emergency = try fields.count("emergency")
    guard let finding = EmergencyFinding(rawValue: try fields.string("finding")) else {
      throw .unknownValue(key: "finding")
    }
    self.finding = finding
    comment = try fields.nested("comment") { (fields) throws(UnexpectedJSON) in
      try EnvelopeNotice(from: &fields)
    }
  }

  package func write(to object: inout JSONObject) {
    object.append("file", file)
    object.append(count: "emergency", emergency)
    object.append("finding", .string(finding.rawValue))
    object.append(nested: "comment") { comment.write(to: &$0) }
  }

  package func acts(by signer: MemberID, in state: VaultState) throws(Violation) -> [Act] {
    guard let known = state.emergency(emergency), known.file == file else {
      throw .unknownEmergency
    }
    return [Act(.reviewEmergency, on: .emergency(file, by: known.opener))]
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    guard let known = state.emergency(emergency) else { throw .unknownEmergency }
    guard known.stage != .open, known.review == nil else { throw .notInForce }
    guard comment.version == 1 else { throw .outOfSequence }
    state.emergencies[emergency - 1].review = Emergency.Review(
      by: entry.member, at: entry.at, finding: finding, comment: comment)
  }
}
