/// A client's record gets a new version: another name, or a corrected one.
package struct ClientRenamed: FileEvent {
  package static let code = "client.renamed"

  package let file: CaseFileID
  package let after: Link
  package let record: EnvelopeNotice

  package init(file: CaseFileID, after: Link, record: EnvelopeNotice) {
    self.file = file
    self.after = after
    self.record = record
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    file = try fields.identifier("file")
    after = try fields.link("after")
    record = try fields.nested("record") { (fields) throws(UnexpectedJSON) in
      try EnvelopeNotice(from: &fields)
    }
  }

  package func write(to object: inout JSONObject) {
    object.append("file", file)
    object.append("after", after)
    object.append(nested: "record") { record.write(to: &$0) }
  }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] {
    [Act(.renameClient, on: .file(file))]
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    guard let known = state.files[file]?.record else { throw .unknownFile }
    guard record.envelope == known.envelope, record.version.follows(known.version) else {
      throw .outOfSequence
    }
    try state.extend(file, after: after, with: entry.link, storing: 1)
    state.files[file]?.record = record
  }
}
