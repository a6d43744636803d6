import AuditLog
package import Casework
import Keyring

// The key follows the assignment: whoever gets a file gets its key with the same entry, and whoever loses it
// is rotated away by the next holder who opens the vault, most often at once.

extension Vault {
  /// Gives a case file to somebody else as well. Throws ``Refusal`` and ``CannotAssign``.
  package func assign(_ file: CaseFileID, to colleague: MemberID) throws {
    _ = try journal.recording { desk in
      _ = try desk.permit([Act(.assignFile, on: .file(file))])
      let known = try known(file, in: desk.state)
      try desk.state.checkCanWork(colleague, in: known)
      guard !known.assigned.contains(colleague) else { throw CannotAssign.assignedAlready }
      // Whoever waits for the key themselves has none to hand on; the next holder will.
      let handed = try keyOf(known, for: colleague, at: desk, isNeeded: false)
      let event = FileAssigned(file: file, to: colleague, wraps: handed.added)
      try desk.append(
        event, storing: Commit.Parts(wraps: handed.rows), spending: try desk.permit(for: event))
    }
    try settle()
  }

  /// Takes a case file from somebody. Throws ``Refusal`` and ``CannotAssign``.
  package func unassign(_ file: CaseFileID, from colleague: MemberID) throws {
    _ = try journal.recording { desk in
      let event = FileUnassigned(file: file, from: colleague)
      let permit = try desk.permit(for: event)
      let known = try known(file, in: desk.state)
      guard known.assigned.contains(colleague) else { throw CannotAssign.notAssigned }
      guard known.assigned.count > 1 else { throw CannotAssign.nobodyLeft }
      try desk.appendAssignment(event, spending: permit)
    }
    try settle()
  }

  /// Gives a case file of this member's into somebody else's hands. Throws ``Refusal`` and ``CannotAssign``.
  package func handOver(_ file: CaseFileID, to colleague: MemberID) throws {
    _ = try journal.recording { desk in
      _ = try desk.permit([Act(.handOver, on: .file(file))])
      let known = try known(file, in: desk.state)
      try desk.state.checkCanWork(colleague, in: known)
      guard colleague != member else { throw CannotAssign.assignedAlready }
      let handed = try keyOf(known, for: colleague, at: desk, isNeeded: true)
      let event = FileHandedOver(file: file, to: colleague, wraps: handed.added)
      try desk.appendAssignment(
        event, storing: Commit.Parts(wraps: handed.rows), spending: try desk.permit(for: event))
    }
    try settle()
  }

  /// The file's key for somebody who gets the file, and for whoever supervises them, where they lack it.
  private func keyOf(
    _ file: CaseFile, for colleague: MemberID, at desk: Desk, isNeeded: Bool
  ) throws -> HandedWraps {
    var handed = HandedWraps()
    let state = desk.state
    guard let compartment = state.compartment(file.compartment) else {
      throw IntegrityFault(.secretWrong, at: .compartment(file.compartment))
    }
    guard compartment.isHeld(by: member) else {
      if isNeeded { throw CannotAssign.keyOnItsWay }
      return handed
    }
    let readers = [colleague] + (state.members[colleague]?.supervisors ?? [])
    let missing = readers.filter {
      !compartment.isHeld(by: $0) && !file.hasConflict(with: $0)
        && state.members[$0]?.isExposed == false
    }
    do {
      try hand(
        file.compartment, toEach: missing.compactMap { state.compartment($0)?.current }, at: desk,
        into: &handed)
    } catch is IntegrityFault where !isNeeded {
      // This member's own wrap is damaged; another holder hands the key on.
    }
    return handed
  }
}

/// Why a case file cannot be given to somebody, or taken from them.
package enum CannotAssign: Error, Equatable {
  case noSuchMember
  /// None of their roles comes with work in case files.
  case doesNoCasework
  /// They declared a conflict of interest with the client, or it was declared for them.
  case hasConflict
  case assignedAlready
  case notAssigned
  /// Nobody would work in the file any more.
  case nobodyLeft
  /// This member waits for the file's key and has none to hand on.
  case keyOnItsWay
}

extension VaultState {
  fileprivate func checkCanWork(
    _ member: MemberID, in file: CaseFile
  ) throws(CannotAssign) {
    guard let known = members[member] else { throw .noSuchMember }
    guard known.doesCasework else { throw .doesNoCasework }
    guard !file.hasConflict(with: member) else { throw .hasConflict }
  }
}

extension Desk {
  /// Replay refuses what would leave a file's key with nobody who may open it: those who stay may all wait for
  /// theirs, or have a conflict.
  fileprivate func appendAssignment(
    _ event: any EventContent, storing parts: Commit.Parts = Commit.Parts(),
    spending permit: consuming Permit
  ) throws {
    do {
      try append(event, storing: parts, spending: permit)
    } catch let act as InadmissibleAct where act.violation == .nobodyLeft {
      throw CannotAssign.nobodyLeft
    }
  }
}
