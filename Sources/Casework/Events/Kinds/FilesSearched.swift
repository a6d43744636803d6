/// Files were searched, all that the member could open or one. What for is never recorded.
package struct FilesSearched: EventContent {
  package static let code = "files.searched"

  package let file: CaseFileID?
  /// How many files were open to the search.
  package let files: Int

  package init(file: CaseFileID?, files: Int) {
    self.file = file
    self.files = files
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    file = fields.nextKey == "file" ? try fields.identifier("file") : nil
    files = try fields.count("files")
  }

  package func write(to object: inout JSONObject) {
    if let file { object.append("file", file) }
    object.append(count: "files", files)
  }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] {
    [Act(.searchFiles, on: file.map { .file($0) } ?? .vault)]
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) {}
}
