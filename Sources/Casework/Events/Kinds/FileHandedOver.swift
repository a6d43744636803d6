/// Whoever works in a case file gives it into another's hands, with its key, and works in it no longer.
package struct FileHandedOver: HandingEvent {
  package static let code = "file.handed-over"

  package let file: CaseFileID
  package let member: MemberID
  package let wraps: [AddedWrap]

  package init(file: CaseFileID, to member: MemberID, wraps: [AddedWrap]) {
    self.file = file
    self.member = member
    self.wraps = wraps
  }

  package func takesAway(in state: VaultState) -> Bool { true }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] {
    [Act(.handOver, on: .file(file))]
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    let before = try state.assigned(to: file)
    try state.checkCanBeAssigned(member, to: file)
    guard member != entry.member else { throw .alreadyExists }
    var after = before.filter { $0 != entry.member }
    if !after.contains(member) { after.append(member) }
    try state.assign(file, to: after, handing: wraps, by: entry.member)
  }
}
