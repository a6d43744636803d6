/// Every kind of event, once. A test compares this table with the folder and with docs/events.md.
package enum EventCatalogue {
  package static let kinds: [any EventContent.Type] = [
    VaultFounded.self, ActProposed.self, ActApproved.self, ProposalWithdrawn.self,
    MemberEnrolled.self, MemberOffboarded.self, MemberSupervised.self, SupervisionEnded.self,
    RolesSet.self,
    DeviceAdded.self, DeviceRevoked.self, WrapsAdded.self, CompartmentRotated.self,
    FileOpened.self, FilesOpened.self, FileAssigned.self, FileUnassigned.self, FileHandedOver.self,
    ConflictDeclared.self, ConflictCleared.self,
    GrantRequested.self, GrantGiven.self, GrantDeclined.self, GrantExtended.self,
    GrantSupplied.self, GrantEnded.self,
    RosterSet.self, EmergencyKeyed.self, EmergencyOpened.self, EmergencyEnded.self,
    EmergencyReviewed.self, ClientRenamed.self, ProcessOpened.self,
    NoteStored.self, NoteSigned.self, NoteSubmitted.self, NoteCosigned.self, NoteReturned.self,
    NoteDiscarded.self, NoteAdded.self, AddendumSubmitted.self, NotesImported.self,
    NotesRead.self, RecordsRead.self, WordsExported.self, FilesListed.self, FilesSearched.self,
    ActRefused.self, DeviceUnlocked.self,
    AccessAttested.self,
    RecoverySetUp.self, RecoveryRehearsed.self, RecoveryStarted.self, RecoveryContributed.self,
    RecoveryStopped.self, MemberRecovered.self, FileRegained.self,
    ExecutorAdmitted.self,
    CheckpointIssued.self, VaultBackedUp.self, VaultRestored.self, RulesRaised.self,
  ]

  private static let byCode = Dictionary(uniqueKeysWithValues: kinds.map { ($0.code, $0) })

  /// The kinds that take two people, and so may stand inside a proposal.
  private static let proposables = byCode.compactMapValues { $0 as? any ProposableContent.Type }

  /// Reads the content of an event of this kind.
  static func content(
    _ code: String, from fields: inout JSONFields
  ) throws -> any EventContent {
    guard let kind = byCode[code] else { throw MalformedEvent.unknownKind(code) }
    return try kind.init(from: &fields)
  }

  /// Reads the act that stands inside a proposal.
  static func act(
    from fields: inout JSONFields
  ) throws(UnexpectedJSON) -> any ProposableContent {
    guard let kind = proposables[try fields.string("event")] else {
      throw .unknownValue(key: "event")
    }
    return try kind.init(from: &fields)
  }
}

/// An event that takes two people: it stands inside `act.proposed`, and takes effect where
/// `act.approved` stands.
package protocol ProposableContent: EventContent {
  /// What both members need the power for.
  static var power: Power { get }
  /// Whether the act makes sense in this state; asked when it is proposed and again when approved.
  func check(in state: VaultState) throws(Violation)
  /// Whether what its chunk lists makes sense; asked where the chunk comes in, when it is proposed.
  func check(_ manifest: Manifest, in state: VaultState) throws(Violation)
  /// Takes effect; `approval` is what the approving entry adds.
  func take(
    effectIn state: inout VaultState, approval: ActApproved, as entry: EntryFacts
  ) throws(Violation)
  /// What policy is asked of whoever proposes, approves or declines it.
  var decision: Act { get }
  /// Members who may neither approve nor decline, because the act concerns them.
  var concerned: [MemberID] { get }
  /// Compartments that it would close for good in this state, in the order of their ids. An approval closes those
  /// that the proposal would have closed, or nothing.
  func closes(in state: VaultState) -> [CompartmentID]
  /// Whether it has a device count no more: that one may not have signed either half of it.
  func voids(_ device: DeviceID) -> Bool
}

extension ProposableContent {
  package func acts(by signer: MemberID, in state: VaultState) throws(Violation) -> [Act] {
    try check(in: state)
    return [decision]
  }

  /// On its own it is nothing: one person alone does not do it.
  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    throw .misplaced
  }

  package func check(_ manifest: Manifest, in state: VaultState) {}

  package var decision: Act { Act(Self.power) }

  package var concerned: [MemberID] { [] }

  package func closes(in state: VaultState) -> [CompartmentID] { [] }
  package func voids(_ device: DeviceID) -> Bool { false }

  /// The act as it stands inside a proposal.
  func write(asAct object: inout JSONObject) {
    object.append("event", .string(Self.code))
    write(to: &object)
  }
}
