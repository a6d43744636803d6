/// Headers were opened: of one file's notes, or of every file that the member holds.
package struct FilesListed: EventContent {
  package static let code = "files.listed"

  /// Nil means every file that the member could open at this position.
  package let file: CaseFileID?

  package init(file: CaseFileID?) { self.file = file }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    file = fields.nextKey == "file" ? try fields.identifier("file") : nil
  }

  package func write(to object: inout JSONObject) {
    if let file { object.append("file", file) }
  }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] {
    [Act(.listFiles, on: file.map { .file($0) } ?? .vault)]
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) {}
}
