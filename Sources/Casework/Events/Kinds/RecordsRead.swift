/// Records other than notes were opened for somebody: reasons that people gave. Recorded before they were
/// shown.
package struct RecordsRead: EventContent {
  package static let code = "records.read"

  /// As many as fit into one leaf with room to spare.
  package static let most = 500

  package let records: [EnvelopeID]
  /// The request or grant whose reason was read; nil for those who may read every reason.
  package let grant: Int?
  /// The emergency whose reason or review was read; nil likewise.
  package let emergency: Int?
  /// The recovery under way whose reason was read, by its entry's number.
  package let recovery: UInt64?
  package let destination: Destination

  package init(
    _ records: [EnvelopeID], ofGrant grant: Int? = nil, ofEmergency emergency: Int? = nil,
    ofRecovery recovery: UInt64? = nil,
    to destination: Destination
  ) {
    self.records = records
    self.grant = grant
    self.emergency = emergency
    self.recovery = recovery
    self.destination = destination
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    records = try fields.list("records") { (fields) throws(UnexpectedJSON) in
      try fields.identifier("envelope")
    }
    guard !records.isEmpty else { throw .unknownValue(key: "records") }
    grant = fields.isNext("grant") ? try fields.count("grant") : nil
    emergency = fields.isNext("emergency") ? try fields.count("emergency") : nil
    guard grant == nil || emergency == nil else { throw .unknownValue(key: "emergency") }
    recovery = fields.isNext("recovery") ? try fields.count("recovery") : nil
    guard recovery == nil || (grant == nil && emergency == nil) else {
      throw .unknownValue(key: "recovery")
    }
    destination = try Destination(from: &fields)
  }

  package func write(to object: inout JSONObject) {
    object.append(list: "records", records) { $1.append("envelope", $0) }
    if let grant { object.append(count: "grant", grant) }
    if let emergency { object.append(count: "emergency", emergency) }
    if let recovery { object.append(count: "recovery", recovery) }
    object.append("to", .string(destination.rawValue))
  }

  /// Whoever decides on a request reads its reason, and whoever asked or was given access knows it.
  package func acts(by signer: MemberID, in state: VaultState) throws(Violation) -> [Act] {
    if let number = emergency { return try acts(by: signer, ofEmergency: number, in: state) }
    if let recovery { return [try act(by: signer, readingOf: recovery, in: state)] }
    guard let number = grant else { return [Act(.readReasons)] }
    guard let grant = state.grant(number) else { throw .unknownGrant }
    if grant.grantee == signer || grant.given?.by == signer { return [Act(.takePart)] }
    let mayReadAll = Policy.refusal(of: Act(.readReasons), by: signer, in: state) == nil
    return [mayReadAll ? Act(.readReasons) : Act(.giveGrant, on: .file(grant.file))]
  }

  /// The opener reads what they said and what was found; else whoever may review it, read or not.
  private func acts(
    by signer: MemberID, ofEmergency number: Int, in state: VaultState
  ) throws(Violation) -> [Act] {
    guard let known = state.emergency(number) else { throw .unknownEmergency }
    if known.opener == signer { return [Act(.takePart)] }
    return [Act(.reviewEmergency, on: .emergency(known.file, by: known.opener))]
  }

  /// Whoever contributes to a recovery knows why, and whoever is said to need it.
  private func act(
    by signer: MemberID, readingOf recovery: UInt64, in state: VaultState
  ) throws(Violation) -> Act {
    guard let start = state.recovery?.starts[recovery] else { throw .unknownRecovery }
    if start.member == signer { return Act(.takePart) }
    let mayReadAll = Policy.refusal(of: Act(.readReasons), by: signer, in: state) == nil
    return Act(mayReadAll ? .readReasons : .recover)
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    if let number = emergency {
      let known = state.emergency(number)
      let sealed = [known?.reason.envelope, known?.review?.comment.envelope]
      guard records.allSatisfy(sealed.contains) else { throw .unknownEmergency }
    }
    if let recovery {
      guard state.recovery?.starts[recovery]?.reason.envelope == records.first, records.count == 1
      else { throw .unknownRecovery }
    }
    guard let number = grant else { return }
    guard state.grant(number)?.reason.envelope == records.first, records.count == 1 else {
      throw .unknownGrant
    }
  }
}
