/// An author gets a compartment of their own for psychotherapy notes in one file.
///
/// Nobody else holds it (45 CFR 164.501: such notes are kept separate).
package struct ProcessOpened: FileEvent {
  package static let code = "process.opened"

  package let file: CaseFileID
  package let after: Link
  package let compartment: SealedEpoch
  package let shelf: Int64

  package init(file: CaseFileID, after: Link, compartment: SealedEpoch, shelf: Int64) {
    self.file = file
    self.after = after
    self.compartment = compartment
    self.shelf = shelf
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    file = try fields.identifier("file")
    after = try fields.link("after")
    compartment = try fields.nested("compartment") { (fields) throws(UnexpectedJSON) in
      try SealedEpoch(from: &fields)
    }
    shelf = try fields.shelf("shelf")
  }

  package func write(to object: inout JSONObject) {
    object.append("file", file)
    object.append("after", after)
    object.append(nested: "compartment") { compartment.write(to: &$0) }
    object.append(shelf: "shelf", shelf)
  }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] {
    [Act(.writeNotes, on: .process(file, author: signer))]
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    guard let known = state.files[file] else { throw .unknownFile }
    guard known.processes[entry.member] == nil, state.file(onShelf: shelf) == nil,
      state.compartments[compartment.epoch.compartment] == nil
    else { throw .alreadyExists }
    guard compartment.epoch.kind == .process, compartment.epoch.epoch == 1 else {
      throw .outOfSequence
    }
    guard compartment.isSealed(to: [HolderID(entry.member)]) else { throw .wrongHolders }
    try state.extend(file, after: after, with: entry.link)
    state.add(compartment, file: file)
    state.place(
      process: compartment.epoch.compartment, of: entry.member, on: shelf, in: file)
    if let author = state.members[entry.member], author.isExposed || state.recovery != nil {
      state.settle(compartment.epoch.compartment, openedBy: author)
    }
  }
}
