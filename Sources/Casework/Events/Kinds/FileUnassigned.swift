/// Somebody works in a case file no longer. What they held of its key ends with the next rotation.
package struct FileUnassigned: EventContent {
  package static let code = "file.unassigned"

  package let file: CaseFileID
  package let member: MemberID

  package init(file: CaseFileID, from member: MemberID) {
    self.file = file
    self.member = member
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    file = try fields.identifier("file")
    member = try fields.identifier("member")
  }

  package func write(to object: inout JSONObject) {
    object.append("file", file)
    object.append("member", member)
  }

  package func takesAway(in state: VaultState) -> Bool { true }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] {
    [Act(.assignFile, on: .file(file))]
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    let before = try state.assigned(to: file)
    guard before.contains(member) else { throw .notInForce }
    try state.assign(
      file, to: before.filter { $0 != member }, handing: [], by: entry.member)
  }
}
