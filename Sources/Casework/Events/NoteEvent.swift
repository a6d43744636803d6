/// An event that hangs on a case file's history.
package protocol FileEvent: EventContent {
  var file: CaseFileID { get }
  /// The link before this one in the file's history.
  var after: Link { get }
}

extension FileEvent {
  package var inFile: (any FileEvent)? { self }
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
    try hang(on: &state, as: entry)
  }

  /// Becomes the last link of the file's history.
  func hang(on state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    try state.checkPlace(for: kind, of: entry.member, in: file)
    let stored = (self as? any NamesEnvelopes)?.envelopes.count ?? 0
    try state.extend(file, after: after, with: entry.link, storing: stored)
  }
}

/// An author's signature under one version of a draft: alone, or as half of two.
package protocol SigningEvent: NoteEvent {
  var note: NoteID { get }
  var version: UInt32 { get }
  /// The hash of the envelope that is signed.
  var hash: ContentHash { get }
  init(
    file: CaseFileID, after: Link, kind: NoteKind, note: NoteID, version: UInt32, hash: ContentHash)
}

extension SigningEvent {
  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    let (file, after, kind) = try fields.notePlace()
    self.init(
      file: file, after: after, kind: kind, note: try fields.identifier("note"),
      version: try fields.count("version"), hash: try fields.hash("hash"))
  }

  package func write(to object: inout JSONObject) {
    write(placeTo: &object)
    object.append("note", note)
    object.append(count: "version", version)
    object.append("hash", hash)
  }
}

/// Words that complete or correct a locked note.
package protocol AddendumEvent: NoteEvent, NamesEnvelopes {
  /// The note that it corrects or completes.
  var parent: NoteID { get }
  /// The addendum, in its first version.
  var note: EnvelopeNotice { get }
  init(file: CaseFileID, after: Link, kind: NoteKind, parent: NoteID, note: EnvelopeNotice)
}

extension AddendumEvent {
  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    let (file, after, kind) = try fields.notePlace()
    self.init(
      file: file, after: after, kind: kind, parent: try fields.identifier("to"),
      note: try fields.nested("note") { (fields) throws(UnexpectedJSON) in
        try EnvelopeNotice(from: &fields)
      })
  }

  package func write(to object: inout JSONObject) {
    write(placeTo: &object)
    object.append("to", parent)
    object.append(nested: "note") { note.write(to: &$0) }
  }

  package var envelopes: [EnvelopeNotice] { [note] }
}

/// What a supervisor does with a note that somebody whom they supervise has submitted.
package protocol CoSigningEvent: NoteEvent {
  var note: NoteID { get }
  /// Whose note it is; the history checks it.
  var author: MemberID { get }
  /// How the note waits from there on, if it does. Throws where it is about other words than those that were
  /// submitted: the file's history would refuse it, and the note would wait nowhere any more.
  func answer(to waiting: Submission, at moment: Moment) throws(Violation) -> Submission?
}

extension CoSigningEvent {
  package static var power: Power { .coSignNotes }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] {
    [Act(.coSignNotes, on: .note(of: kind, by: author, in: file))]
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    let submitted = SubmittedNote(note: note, author: author)
    guard let waiting = state.submissions[submitted], waiting.file == file, !waiting.isReturned
    else { throw .noteNotOpen }
    let next = try answer(to: waiting, at: entry.at)
    try hang(on: &state, as: entry)
    state.submissions[submitted] = next
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
