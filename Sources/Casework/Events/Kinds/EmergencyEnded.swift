/// An emergency lets nobody in any more. It waits for its review.
package struct EmergencyEnded: EventContent {
  package static let code = "emergency.ended"

  package let file: CaseFileID
  package let emergency: Int
  package let cause: Cause

  package enum Cause: String, Sendable, CaseIterable {
    /// Its time has come, or lies ahead of everybody's, or what it rested on is gone: whoever comes next puts it
    /// down.
    case expired
    /// The opener is done.
    case closed
    /// Somebody who works in the file, supervises or answers for privacy ended it.
    case revoked
  }

  package init(file: CaseFileID, emergency: Int, cause: Cause) {
    self.file = file
    self.emergency = emergency
    self.cause = cause
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    file = try fields.identifier("file")
    emergency = try fields.count("emergency")
    guard let cause = Cause(rawValue: try fields.string("cause")) else {
      throw .unknownValue(key: "cause")
    }
    self.cause = cause
  }

  package func write(to object: inout JSONObject) {
    object.append("file", file)
    object.append(count: "emergency", emergency)
    object.append("cause", .string(cause.rawValue))
  }

  package func takesAway(in state: VaultState) -> Bool { true }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] {
    switch cause {
    case .expired, .closed: [Act(.takePart)]
    case .revoked: [Act(.endEmergency, on: .file(file))]
    }
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    guard let known = state.emergency(emergency), known.file == file else {
      throw .unknownEmergency
    }
    switch (known.stage, cause) {
    case (.open, .closed), (.over, .closed):
      guard known.opener == entry.member else { throw .wrongHolders }
    case (.open, .expired):
      // Also where it was opened at a time that is still to come: by whoever's clock is right it is not open.
      guard !known.covers(entry.at) else { throw .notInForce }
    case (.open, .revoked), (.over, _): break
    default: throw .notInForce
    }
    state.close(emergency: emergency, as: .ended(by: entry.member, at: entry.at))
  }
}
