/// An event that hangs on a case file's history.
package protocol FileEvent: EventContent {
  var file: CaseFileID { get }
  /// The link before this one in the file's history.
  var after: Link { get }
}

/// An event that changes what a case file holds, without changing the file itself: it hangs on the
/// file's history, where ``FileHistory`` gives it its meaning.
package protocol NoteEvent: FileEvent {
  /// What policy judges by; the history checks that it is the note's own kind.
  var kind: NoteKind { get }
  /// The power that the signer needs.
  static var power: Power { get }
}

extension NoteEvent {
  package static var power: Power { .writeNotes }

  /// Only the author of a psychotherapy note ever writes in its compartment, so the signer stands for
  /// the author here.
  package func acts(by signer: MemberID, in state: VaultState) -> [Act] {
    [Act(Self.power, on: .notes(of: kind, by: signer, in: file))]
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    try state.checkPlace(for: kind, of: entry.member, in: file)
    let stored = (self as? any NamesEnvelopes)?.envelopes.count ?? 0
    try state.extend(file, after: after, with: entry.link, storing: stored)
  }
}

extension NoteEvent {
  /// What every event about a note begins with.
  func write(placeTo object: inout JSONObject) {
    object.append("file", file)
    object.append("after", after)
    object.append("kind", .string(kind.code))
  }
}

extension VaultState {
  /// A psychotherapy note needs a compartment of its author's own to lie in.
  func checkPlace(
    for kind: NoteKind, of author: MemberID, in file: CaseFileID
  ) throws(Violation) {
    guard kind.compartment == .process else { return }
    guard files[file]?.processes[author] != nil else { throw .unknownCompartment }
  }
}

extension JSONFields {
  /// What every event about a note begins with: the file, the link before, the note's kind.
  mutating func notePlace() throws(UnexpectedJSON) -> (CaseFileID, Link, NoteKind) {
    (try identifier("file"), try link("after"), try noteKind())
  }

  mutating func noteKind() throws(UnexpectedJSON) -> NoteKind {
    guard let kind = NoteKind.named(try string("kind")) else { throw .unknownValue(key: "kind") }
    return kind
  }
}
