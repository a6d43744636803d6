import AuditLog
package import Casework
import Keyring

/// Who is on duty, and how far their key reaches.
package struct DutyRoster: Sendable {
  package let members: [MemberID]
  /// Those of them who have the key of those on duty.
  package let holders: [MemberID]
  /// Those on duty who get it only once a case file that they are kept from has another key.
  package let keptBack: [MemberID]
  /// Who has it and is not on duty any more: where nobody on duty has it, it comes from them.
  package let formerHolders: [MemberID]
  /// Case files, and how many of them nobody on duty could open yet.
  package let files: Int
  package let beyondReach: Int
  /// Those of them that no key will come to, since everybody on duty has a conflict with them.
  package let closedToAll: Int
}

extension Vault {
  /// Who is on duty now.
  package func roster() throws -> DutyRoster {
    try journal.catchUp()
    let state = try state
    let held = (state.emergency.flatMap { state.compartment($0) }?.holders ?? []).map(\.member)
    return DutyRoster(
      members: state.roster, holders: state.roster.filter(held.contains),
      keptBack: state.roster.filter(state.waitsForEmergencyKey),
      formerHolders: held.filter { !state.isOnDuty($0) && !state.hasLeft($0) },
      files: state.files.count, beyondReach: state.filesBeyondEmergencies,
      closedToAll: state.filesClosedToDuty)
  }

  /// Says who is on duty from here on. Throws ``Refusal`` and ``CannotRoster``.
  package func setRoster(_ members: [MemberID]) throws { try changeRoster(.set(members)) }

  /// The same as a change to whoever is on duty then: a colleague may have changed it meanwhile.
  package func changeRoster(_ change: RosterChange) throws {
    _ = try journal.recording { desk in
      _ = try desk.permit([Act(.setRoster)])
      let event = RosterSet(Array(Set(try change.applied(to: desk.state.roster))))
      let permit = try desk.permit(for: event)
      guard desk.state.preset != .solo else { throw CannotRoster.soloNeedsNone }
      guard event.members != desk.state.roster else { throw CannotRoster.isSoAlready }
      for chosen in event.members {
        guard let known = desk.state.members[chosen], known.left == nil else {
          throw CannotRoster.noSuchMember(chosen)
        }
        guard desk.state.canBeOnDuty(chosen) else { throw CannotRoster.cannotBeOnDuty(chosen) }
      }
      guard !event.members.contains(member) || desk.state.isOnDuty(member) else {
        throw Refusal.ownDuty
      }
      var parts = Commit.Parts()
      if event.members.isEmpty { parts.droppedWraps = try wrapsOfEmergencyKey(in: desk.state) }
      try desk.append(event, storing: parts, spending: permit)
    }
    try settle()
  }
}

/// What becomes of the roster.
package enum RosterChange: Sendable {
  case set([MemberID])
  case add(MemberID)
  case remove(MemberID)

  fileprivate func applied(to roster: [MemberID]) throws(CannotRoster) -> [MemberID] {
    switch self {
    case .set(let members): return members
    case .add(let member): return roster + [member]
    case .remove(let member):
      guard roster.contains(member) else { throw .notOnDuty(member) }
      return roster.filter { $0 != member }
    }
  }
}

/// Why the roster cannot be set so.
package enum CannotRoster: Error, Equatable {
  /// One person has no colleague who could be woken.
  case soloNeedsNone
  case isSoAlready
  case notOnDuty(MemberID)
  case noSuchMember(MemberID)
  /// Only clinicians and supervisors are on duty.
  case cannotBeOnDuty(MemberID)
}
