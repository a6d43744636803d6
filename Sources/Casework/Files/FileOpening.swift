/// A new case file as an entry brings it in: ids, compartment, shelf and the envelope with the name.
package struct FileOpening: Sendable, Hashable {
  package let file: CaseFileID
  package let client: ClientID
  package let number: Int
  package let compartment: SealedEpoch
  package let shelf: Int64
  /// The client's record: sealed to the file and to the registry.
  package let record: EnvelopeNotice
  package let assigned: [MemberID]

  package init(
    file: CaseFileID, client: ClientID, number: Int, compartment: SealedEpoch, shelf: Int64,
    record: EnvelopeNotice, assigned: [MemberID]
  ) {
    self.file = file
    self.client = client
    self.number = number
    self.compartment = compartment
    self.shelf = shelf
    self.record = record
    self.assigned = assigned
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    file = try fields.identifier("file")
    client = try fields.identifier("client")
    number = try fields.count("number")
    compartment = try fields.nested("compartment") { (fields) throws(UnexpectedJSON) in
      try SealedEpoch(from: &fields)
    }
    shelf = try fields.shelf("shelf")
    record = try fields.nested("record") { (fields) throws(UnexpectedJSON) in
      try EnvelopeNotice(from: &fields)
    }
    assigned = try fields.list("assigned") { (fields) throws(UnexpectedJSON) in
      try fields.identifier("member")
    }
  }

  package func write(to object: inout JSONObject) {
    object.append("file", file)
    object.append("client", client)
    object.append(count: "number", number)
    object.append(nested: "compartment") { compartment.write(to: &$0) }
    object.append(shelf: "shelf", shelf)
    object.append(nested: "record") { record.write(to: &$0) }
    object.append(list: "assigned", assigned) { $1.append("member", $0) }
  }
}
