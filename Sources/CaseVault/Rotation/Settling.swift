import AuditLog
package import Casework
import Keyring

// A key follows who is entitled to it: whoever opens the vault next hands it on where somebody waits for it,
// and rotates where somebody has it who should not have it any longer. Confers nothing: who is entitled
// follows from the log alone.

extension Vault {
  /// Does for the compartments that this member holds what the log says is due.
  ///
  /// What cannot be done is left due: a damaged file, a full disk or a vault that nobody may write to must
  /// keep nobody from their work. It stays in the state, where the next holder finds it and a status counts it.
  package func settle() throws {
    done.endedGrants += try endDueGrants()
    done.endedEmergencies += try endDueEmergencies()
    do {
      // Before anything is renewed once more, which may repair what nobody has heard of.
      try tryNewSlots()
      try exchangeOwnKeyIfDue()
      try drawEmergencyKeyIfDue()
      let due = try state.settleable(by: member)
      guard !due.isEmpty else { return }
      try rotateWhatIsDue(among: due.sorted())
      let waiting = try due.filter { try !state.waitingHolders(of: $0).isEmpty }.sorted()
      for share in waiting.inShares(of: Self.handedInOneEntry) { try handOn(share) }
      done.keysSettled += try due.count { try !state.unsettled.contains($0) }
    } catch is StorageError {
      // Whatever keeps one of them keeps the others.
      return
    }
  }

  /// First of all: what is sealed to this member's own key, a revoked device of theirs opens too.
  private func exchangeOwnKeyIfDue() throws {
    // Exposed, or drawn by whoever recovered them.
    let isDue = { [member] (state: VaultState) in
      state.members[member]?.isExposed ?? false || state.recoveries[member]?.isKeyOfOthers ?? false
    }
    guard try isDue(state) else { return }
    do {
      _ = try rotate(member, where: isDue)
    } catch is IntegrityFault {
      return
    }
  }

  /// The same, where something is due of this file: for a program that stays open for long.
  func settle(ofFile file: CaseFileID) throws {
    let log = try journal.log()
    guard !log.state.unsettled.isEmpty || !log.trials.untried.isEmpty,
      let known = log.state.file(file),
      log.state.unsettled.contains(known.compartment)
        || log.trials.untried.contains(known.compartment)
    else { return }
    try settle()
  }

  /// Whether a file's key is still to be exchanged or handed on.
  package func isKeyDue(of file: CaseFileID) throws -> Bool {
    let state = try state
    return state.file(file).map { state.unsettled.contains($0.compartment) } ?? false
  }

  /// What cannot be rotated stays: whoever waits gets the key that there is.
  private func rotateWhatIsDue(among ids: [CompartmentID]) throws {
    var untried = ids[...]
    var telling: (any ExchangeProgress)?
    defer { telling?.finish() }
    while true {
      let state = try state
      let due = untried.filter { state.isRotationDue(of: $0, by: member) }
      guard !due.isEmpty else { return }
      telling = telling ?? journal.surroundings.exchanging(due.count)
      // Asked once more at the desk: a colleague may have been quicker, or have taken the right to it away.
      let looked = try rotate(firstOf: due) { [member] in
        $1.isRotationDue(of: $0, by: member)
      } looking: {
        telling?.left(due.count - $0)
      }
      let done = Set(due.prefix(looked))
      untried.removeAll { done.contains($0) }
    }
  }

  private func handOn(_ share: ArraySlice<CompartmentID>) throws {
    _ = try journal.recording { desk in
      var handed = HandedWraps()
      for id in share where handed.added.count < Self.handedInOneEntry {
        let waiting = desk.state.waitingHolders(of: id)
          .prefix(Self.handedInOneEntry - handed.added.count)
          .compactMap { desk.state.compartments[$0.member]?.current }
        do {
          try hand(id, toEach: waiting, at: desk, into: &handed)
        } catch let error where error is NotAHolder || error is IntegrityFault {
          // Taken away meanwhile, or damaged: the others wait for theirs all the same.
          continue
        }
      }
      guard !handed.added.isEmpty else { return }
      let event = WrapsAdded(handed.added)
      try desk.append(
        event, storing: Commit.Parts(wraps: handed.rows), spending: try desk.permit(for: event))
    }
  }

  /// A leaf holds 65,535 bytes, and a wrap in an entry takes some 220.
  private static let handedInOneEntry = 200
}

/// What was due and has been done since the vault was opened.
package struct SettledWork: Sendable, Equatable {
  /// The numbers of grants whose end was put down.
  package var endedGrants: [Int] = []
  /// The numbers of emergencies whose end was put down.
  package var endedEmergencies: [Int] = []
  /// Compartments whose key was exchanged or handed on.
  package var keysSettled = 0
  /// What was found of others' rotations.
  package var spoilt: [SpoiltRotation] = []
}

/// What of keys is not yet as the log says it ought to be.
package struct DueKeys: Sendable, Equatable {
  /// Compartments whose key this member waits for.
  package let onTheirWay: Int
  /// Compartments that somebody still holds who is not entitled any more, and that are to be rotated.
  package let overdue: Int
  /// Case files that nobody may open any more, as where the only one who works in it has a conflict, or has
  /// left with the key.
  package let withoutReader: Int
}

extension VaultState {
  /// As this member sees it.
  package func dueKeys(of member: MemberID) -> DueKeys {
    DueKeys(
      onTheirWay: unsettled.count {
        !isClosed($0) && isKeeper(member, of: $0) && compartment($0)?.isHeld(by: member) == false
      },
      overdue: keysOverdue,
      // Also those that nobody holds any more and nobody waits for.
      withoutReader: files.values.count { isClosed($0.compartment) })
  }

  /// Whether nobody looks after it, or nobody who works here holds it and could hand it on. The key of those on
  /// duty is nobody, also one that was given up.
  func isClosed(_ id: CompartmentID) -> Bool {
    keepers(of: id).isEmpty
      || people(holding: id).allSatisfy {
        hasLeft($0.member) || compartments[$0.member]?.current.kind == .emergency
      }
  }

  /// Compartments that are due and that this member holds: as one who is entitled, or as the last who has a
  /// key that nobody entitled has. The latter hands it on and does nothing else.
  fileprivate func settleable(by member: MemberID) -> [CompartmentID] {
    let holder = HolderID(member)
    return unsettled.filter { id in
      guard let compartment = compartment(id), compartment.isHeld(by: member) else { return false }
      let keepers = keepers(of: id)
      return keepers.contains(holder) || !people(holding: id).contains { keepers.contains($0) }
    }
  }

  /// Whether somebody has its key who is not entitled to it, and this member, who is, can change that.
  fileprivate func isRotationDue(of id: CompartmentID, by member: MemberID) -> Bool {
    // While somebody is entitled whose own key is still out, another would be out with the next wrap.
    (exposed.contains(id) && !isHeldByExposed(id) || !strangers(holding: id).isEmpty)
      && isKeeper(member, of: id)
      && compartment(id)?.isHeld(by: member) == true
  }

  /// Who holds a compartment without being entitled to it.
  func strangers(holding id: CompartmentID) -> [HolderID] {
    let entitled = entitled(to: id)
    return compartment(id)?.holders.filter { !entitled.contains($0) } ?? []
  }

  /// Keys that somebody has who should not, a revoked device too, and that a colleague is there to exchange. However
  /// many have it, it is exchanged once.
  var keysOverdue: Int { unsettled.count { isOut($0) && !isClosed($0) } }

  /// The same where nobody is left who could: they stay out until somebody regains what they open, or for good.
  var keysBeyondExchange: Int { unsettled.count { isOut($0) && isClosed($0) } }

  private func isOut(_ id: CompartmentID) -> Bool {
    exposed.contains(id) || !strangers(holding: id).isEmpty
  }

  /// Who is entitled to a compartment and has no wrap of it yet.
  func waitingHolders(of id: CompartmentID) -> [HolderID] {
    let holders = compartment(id)?.holders ?? []
    return entitled(to: id).filter { !holders.contains($0) }
  }
}
