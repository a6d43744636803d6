/// Somebody else works in a case file from here on; whoever works in it already stays.
///
/// The key follows: the signer hands it on with the entry, to the member and to whoever supervises them.
package struct FileAssigned: HandingEvent {
  package static let code = "file.assigned"

  package let file: CaseFileID
  package let member: MemberID
  package let wraps: [AddedWrap]

  package init(file: CaseFileID, to member: MemberID, wraps: [AddedWrap]) {
    self.file = file
    self.member = member
    self.wraps = wraps
  }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] {
    [Act(.assignFile, on: .file(file))]
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    let before = try state.assigned(to: file)
    try state.checkCanBeAssigned(member, to: file)
    guard !before.contains(member) else { throw .alreadyExists }
    try state.assign(file, to: before + [member], handing: wraps, by: entry.member)
  }
}
