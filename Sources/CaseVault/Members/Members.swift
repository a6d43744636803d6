import AuditLog
package import Casework
import Keyring

/// A member as colleagues know them.
package struct KnownMember: Sendable {
  package let id: MemberID
  /// Nil where the envelope that holds it cannot be opened; then ``fault`` says why.
  package let name: String?
  package let fault: IntegrityFault?
  package let roles: [Role]
  package let devices: [DeviceID]
  package let supervisors: [MemberID]
  package let since: Moment
  /// When they left; nil for whoever works here.
  package let left: Moment?
}

/// An act that waits for a second member, as those who may approve it see it.
package struct WaitingAct: Sendable {
  package let number: UInt64
  /// The proposer's name; nil where it cannot be opened.
  package let by: String?
  package let at: Moment
  package let content: any ProposableContent
  /// The newcomer's name, where the act enrols somebody and the name can be opened.
  package let newcomer: String?
  /// Those whom an act about supervision concerns; nil for every other act.
  package let supervision: (member: KnownMember, supervisor: KnownMember)?
  /// The case files that an end of supervision would close to everybody, by their numbers in rising order.
  package let closes: [Int]
  /// Whose conflict with which client an act says to be over; nil for every other act.
  package let clearing: (member: KnownMember, client: ClientNumber?)?
  /// Who leaves, where the act says that somebody does.
  package let leaver: KnownMember?
  /// Whose device an act revokes.
  package let owner: KnownMember?
  /// Whose roles an act changes.
  package let changed: KnownMember?
  /// Case files that nobody opens any more once an older copy is gone on from; empty for every other act.
  package let closed: [ClientNumber]
  /// Why the newcomer's name, or the proposer's, cannot be shown.
  package let fault: IntegrityFault?
  package let answer: Proposal.Approvability
  /// Why nobody can approve it any more, whoever they are.
  package let overtaken: OvertakenSetUp?
}

extension Vault {
  /// Everybody who works here. Names are sealed to all members; whose cannot be opened stays in the list.
  package func members() throws -> [KnownMember] {
    try journal.catchUp()
    let state = try state
    return try storage.reading { reader in
      try state.members.values.sorted { ($0.since, $0.id) < ($1.since, $1.id) }.map { member in
        let name = try Opened({ try self.name(in: member.name, of: state, from: reader) })
        return KnownMember(
          id: member.id, name: name.value, fault: name.fault, roles: member.roles,
          devices: member.devices,
          supervisors: member.supervisors, since: member.since, left: member.left)
      }
    }
  }

  /// Who this vault is open for.
  package func me() throws -> KnownMember? { try members().first { $0.id == member } }

  /// What waits for a second member.
  package func waitingActs() throws -> [WaitingAct] {
    let known = Dictionary(
      try members().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let state = try state
    let now = now()
    return try storage.reading { reader in
      try state.proposals.values.sorted { $0.link.sequence < $1.link.sequence }.map { proposal in
        let newcomer = try (proposal.content as? MemberEnrolled).map { enrolled in
          try Opened({ try name(in: enrolled.member.name, of: state, from: reader) })
        }
        return WaitingAct(
          number: proposal.link.sequence, by: known[proposal.by]?.name, at: proposal.at,
          content: proposal.content, newcomer: newcomer?.value,
          supervision: proposal.content.supervision.flatMap { pair in
            known[pair.member].flatMap { member in
              known[pair.supervisor].map { (member, $0) }
            }
          },
          closes: proposal.content is SupervisionEnded
            ? proposal.closes.compactMap { state.compartment($0)?.file }
              .compactMap { state.file($0)?.number }.sorted() : [],
          clearing: (proposal.content as? ConflictCleared).flatMap { act in
            known[act.member].map { ($0, state.file(act.file).flatMap { ClientNumber($0.number) }) }
          },
          leaver: (proposal.content as? MemberOffboarded).flatMap { known[$0.member] },
          owner: (proposal.content as? DeviceRevoked).flatMap { known[$0.member] },
          changed: (proposal.content as? RolesSet).flatMap { known[$0.member] },
          closed: (proposal.content as? VaultRestored).map {
            state.clientNumbers(of: state.filesClosed(taking: $0.taken))
          } ?? [],
          fault: newcomer?.fault ?? known[proposal.by]?.fault
            ?? proposal.content.supervision.flatMap {
              known[$0.member]?.fault ?? known[$0.supervisor]?.fault
            },
          answer: proposal.answer(to: member, at: now, in: state),
          overtaken: (proposal.content as? RecoverySetUp)?.overtaken(in: state))
      }
    }
  }

  private func name(
    in notice: EnvelopeNotice, of state: VaultState, from reader: any StorageReader
  ) throws -> String {
    guard let compartment = state.vaultCompartment else {
      throw IntegrityFault(.secretWrong, at: .vault)
    }
    return try name(inRecord: .member, try fetch(notice, from: reader), as: compartment)
  }
}

extension ProposableContent {
  /// Whom an act about supervision is about.
  fileprivate var supervision: (member: MemberID, supervisor: MemberID)? {
    (self as? any SupervisionEvent).map { ($0.member, $0.supervisor) }
  }
}
