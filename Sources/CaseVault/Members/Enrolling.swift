import AuditLog
package import Casework
package import Keyring
import Sodium

extension Vault {
  /// Proposes a newcomer. Another member's approval makes it so.
  @discardableResult
  package func proposeMember(
    _ request: VerifiedRequest, named name: String, as roles: [Role]
  ) throws -> UInt64 {
    try journal.recording { desk in
      let permit = try desk.permit([Act(.manageMembers)])
      if let known = desk.state.member(using: request.keys.id) {
        throw KeyKnownAlready(hasLeft: known.left != nil)
      }
      let vaultEpoch = try epoch(of: desk.state.vaultCompartment, at: desk)
      let nameRecord = try seal(
        header: try RecordText.member(named: name), body: Array(request.text.utf8),
        shelf: Shelf.random(), to: [vaultEpoch])
      let newcomer = Founder(request, named: name)
      let event = ActProposed(
        MemberEnrolled(
          NewMember(
            device: newcomer.device, compartment: newcomer.compartment, roles: roles,
            name: nameRecord.notice)))
      let parts = Commit.Parts(envelopes: [nameRecord.stored], wraps: [newcomer.wrap])
      return try desk.append(event, storing: parts, spending: permit).sequence
    }.result
  }

  /// Approves what another member proposed: it takes effect now.
  package func approve(_ number: UInt64) throws {
    _ = try journal.recording { desk in
      guard let proposal = desk.state.proposals[number] else {
        throw NoSuchProposal(number: number)
      }
      if let setUp = proposal.content as? RecoverySetUp {
        try desk.state.checkIsAsProposed(setUp, in: proposal)
      }
      if let ended = proposal.content as? SupervisionEnded {
        try desk.state.checkIsAsProposed(ended, in: proposal)
      }
      let permit = try desk.permit(try proposal.content.acts(by: member, in: desk.state))
      let answer = proposal.canBeApproved(by: member, at: desk.at, in: desk.state)
      guard answer == .yes else {
        throw NotApprovable(
          number: number, why: answer, record: ActRefused(approving: proposal, answer))
      }
      let handed = try wrapsForNewcomer(of: proposal, at: desk)
      let event = ActApproved(proposal: proposal.link, wraps: handed.added)
      var parts = Commit.Parts(wraps: handed.rows)
      if proposal.content is RecoverySetUp, let keys = desk.state.recovery?.keys {
        // What was sealed to the key before, nobody is to open any more.
        parts.droppedWraps = try keys.all.flatMap { try wraps(sealedTo: $0, in: desk.state) }
      }
      if let restored = proposal.content as? VaultRestored {
        parts.droppedWraps = try self.parts(takingEffectOf: restored, in: desk.state).droppedWraps
      }
      try desk.append(event, storing: parts, spending: permit)
      // The approval of a restoring raises it; the database says the same as the log.
      if let restored = proposal.content as? VaultRestored {
        try desk.transaction.setGeneration(restored.generation)
      }
    }
    try settle()
  }

  /// Takes back one's own proposal, or declines another's.
  package func withdraw(_ number: UInt64) throws {
    _ = try journal.recording { desk in
      guard let proposal = desk.state.proposals[number] else {
        throw NoSuchProposal(number: number)
      }
      let event = ProposalWithdrawn(proposal: proposal.link)
      try desk.append(event, spending: try desk.permit(for: event))
    }
  }

  /// What the approver can hand over: the shared compartments that the newcomer's roles come with.
  private func wrapsForNewcomer(of proposal: Proposal, at desk: Desk) throws -> HandedWraps {
    var handed = HandedWraps()
    guard let newcomer = (proposal.content as? MemberEnrolled)?.member else { return handed }
    let vaultEpoch = try epoch(of: desk.state.vaultCompartment, at: desk)
    let asked = try keys.checkRequest(
      of: newcomer, as: vaultEpoch.compartment, in: desk.transaction, of: self.id)
    // Once more: another request of the same device has put its own there, if one was proposed since.
    handed.rows.append(asked.wrap)
    for id in desk.state.sharedCompartments {
      guard let compartment = desk.state.compartments[id], compartment.isHeld(by: member),
        newcomer.roles.contains(where: { $0.holds.contains(compartment.current.kind) })
      else { continue }
      try hand(id, to: newcomer.compartment.epoch, at: desk, into: &handed)
    }
    return handed
  }

  func epoch(of compartment: CompartmentID?, at desk: Desk) throws -> CompartmentEpoch {
    guard let compartment else { throw IntegrityFault(.secretWrong, at: .vault) }
    return try keys.open(compartment, of: desk.state, in: desk.transaction, vault: id)
  }
}

/// The key of a request is that of somebody who works here, or did: who comes back makes a new one.
package struct KeyKnownAlready: Error, Equatable {
  package let hasLeft: Bool
}

/// Nothing waits under this number: it never did, or it was approved or withdrawn.
package struct NoSuchProposal: Error, Equatable {
  package let number: UInt64
}

/// What waits under this number cannot be approved by this member now.
package struct NotApprovable: RecordedRefusal, Equatable {
  package let number: UInt64
  package let why: Proposal.Approvability
  package var record: ActRefused?

  package init(number: UInt64, why: Proposal.Approvability, record: ActRefused? = nil) {
    self.number = number
    self.why = why
    self.record = record
  }

  /// The record says the same once more.
  package static func == (left: Self, right: Self) -> Bool {
    left.number == right.number && left.why == right.why
  }
}
