/// Somebody on duty opens a case file that is not theirs, because somebody is in danger.
package struct EmergencyOpened: EventContent {
  package static let code = "emergency.opened"

  package let file: CaseFileID
  package let emergency: Int
  package let safety: SafetyReason
  package let until: Moment
  /// Why, sealed to oversight, to whoever may review it, and to the opener.
  package let reason: EnvelopeNotice

  package init(
    file: CaseFileID, emergency: Int, safety: SafetyReason, until: Moment, reason: EnvelopeNotice
  ) {
    self.file = file
    self.emergency = emergency
    self.safety = safety
    self.until = until
    self.reason = reason
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    file = try fields.identifier("file")
    emergency = try fields.count("emergency")
    guard let safety = SafetyReason.named(try fields.string("safety")) else {
      throw .unknownValue(key: "safety")
    }
    self.safety = safety
    until = try fields.moment("until")
    reason = try fields.nested("reason") { (fields) throws(UnexpectedJSON) in
      try EnvelopeNotice(from: &fields)
    }
  }

  package func write(to object: inout JSONObject) {
    object.append("file", file)
    object.append(count: "emergency", emergency)
    object.append("safety", .string(safety.code))
    object.append("until", until)
    object.append(nested: "reason") { reason.write(to: &$0) }
  }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] {
    [Act(.openEmergency, on: .file(file))]
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    guard let known = state.files[file] else { throw .unknownFile }
    guard emergency == state.emergencies.count + 1, reason.version == 1 else {
      throw .outOfSequence
    }
    // Who works in the file needs none; and whose own key a stolen device has, opens it for the thief.
    guard !state.readers(of: known).contains(entry.member),
      state.members[entry.member]?.isExposed == false
    else { throw .wrongHolders }
    guard state.openEmergency(of: entry.member, on: file, at: nil) == nil else {
      throw .alreadyExists
    }
    guard Emergency.allows(end: until, at: entry.at) else { throw .termsNotAllowed }
    state.add(
      Emergency(
        number: emergency, file: file, opener: entry.member, safety: safety, until: until,
        reason: reason, at: entry.at, since: entry.link.sequence, stage: .open))
  }
}
