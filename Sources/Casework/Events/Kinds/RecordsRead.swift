/// Records other than notes were opened for somebody: reasons that people gave. Recorded before they were
/// shown.
package struct RecordsRead: EventContent {
  package static let code = "records.read"

  /// As many as fit into one leaf with room to spare.
  package static let most = 500

  package let records: [EnvelopeID]
  package let destination: Destination

  package init(_ records: [EnvelopeID], to destination: Destination) {
    self.records = records
    self.destination = destination
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    records = try fields.list("records") { (fields) throws(UnexpectedJSON) in
      try fields.identifier("envelope")
    }
    guard !records.isEmpty else { throw .unknownValue(key: "records") }
    destination = try Destination(from: &fields)
  }

  package func write(to object: inout JSONObject) {
    object.append(list: "records", records) { $1.append("envelope", $0) }
    object.append("to", .string(destination.rawValue))
  }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] { [Act(.readReasons)] }

  package func apply(to state: inout VaultState, as entry: EntryFacts) {}
}
