/// Every kind of event, once. A test compares this table with the folder and with docs/events.md.
package enum EventCatalogue {
  package static let kinds: [any EventContent.Type] = [
    VaultFounded.self, ActProposed.self, ActApproved.self, ProposalWithdrawn.self,
    MemberEnrolled.self, WrapsAdded.self, CompartmentRotated.self,
    FileOpened.self, FilesOpened.self, ClientRenamed.self, ProcessOpened.self,
    NoteStored.self, NoteSigned.self, NoteDiscarded.self, NoteAdded.self, NotesImported.self,
    NotesRead.self, WordsExported.self, FilesListed.self, FilesSearched.self, ActRefused.self,
    CheckpointIssued.self, VaultBackedUp.self, VaultRestored.self,
  ]

  private static let byCode = Dictionary(uniqueKeysWithValues: kinds.map { ($0.code, $0) })

  /// Reads the content of an event of this kind.
  static func content(
    _ code: String, from fields: inout JSONFields
  ) throws -> any EventContent {
    guard let kind = byCode[code] else { throw MalformedEvent.unknownKind(code) }
    return try kind.init(from: &fields)
  }

  /// The acts that may stand inside a proposal: those that take two people.
  static func proposable(
    _ code: String, from fields: inout JSONFields
  ) throws(UnexpectedJSON) -> any ProposableContent {
    switch code {
    case MemberEnrolled.code: try MemberEnrolled(from: &fields)
    case VaultRestored.code: try VaultRestored(from: &fields)
    default: throw .unknownValue(key: "event")
    }
  }
}

/// An event that takes two people: it only ever stands inside `proposed`, and takes effect where
/// `approved` stands.
package protocol ProposableContent: EventContent {
  /// Takes effect; `approval` is what the approving entry adds.
  func take(
    effectIn state: inout VaultState, approval: ActApproved, as entry: EntryFacts
  ) throws(Violation)
  /// Members who may not approve because the act concerns them.
  var concerned: [MemberID] { get }
}
