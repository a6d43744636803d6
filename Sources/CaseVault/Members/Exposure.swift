import AuditLog
package import Casework
import Keyring

/// What somebody who leaves has seen, could have seen, and leaves behind: by the log, as it is now.
package struct Exposure: Sendable {
  /// Notes that were shown to them.
  package let openedNotes: Int
  /// In these case files.
  package let openedFiles: [ClientNumber]
  /// Case files whose key they have, or had at some time: what they could have opened, by the program or
  /// without it.
  package let couldOpen: [ClientNumber]
  /// Those whose key they have now.
  package let canOpen: [ClientNumber]
  /// Case files to which nobody else is assigned who works here.
  package let withoutClinician: [ClientNumber]
  /// Of these, those whose key nobody else has who may open them: closed to everybody from then on.
  package let closed: [ClientNumber]
  /// Case files with psychotherapy notes of theirs, which are sealed to them alone.
  package let ownPsychotherapyNotes: [ClientNumber]
  /// Whose work nobody else supervises.
  package let withoutSupervisor: [MemberID]
}

extension Vault {
  /// What this member's leaving means. Reads the whole log.
  package func exposure(of leaver: MemberID) throws -> Exposure {
    try journal.catchUp()
    let state = try state
    let seen = try whatWasSeen(by: leaver)
    let all = state.files.values.map(\.self)
    let isGone = { (member: MemberID) in member == leaver || state.hasLeft(member) }
    return Exposure(
      openedNotes: seen.notes.count,
      openedFiles: state.numbers(of: all.filter { seen.files.contains($0.id) }),
      couldOpen: state.numbers(of: all.filter { seen.opens($0.compartment) }),
      canOpen: state.numbers(
        of: all.filter { state.couldOpen($0, leaver) }),
      withoutClinician: state.numbers(
        of: all.filter { $0.assigned.contains(leaver) && $0.assigned.allSatisfy(isGone) }),
      closed: state.filesHeldAlone(by: leaver),
      ownPsychotherapyNotes: state.numbers(of: all.filter { $0.processes[leaver] != nil }),
      withoutSupervisor: state.members.values
        .filter { $0.left == nil && $0.supervisors == [leaver] }.map(\.id).sorted())
  }

  private func whatWasSeen(by leaver: MemberID) throws -> Seen {
    var seen = Seen()
    let duty = try state.compartments.values.lazy.filter { $0.current.kind == .emergency }
      .map(\.current.compartment)
    try eachEntry { entry, reader in
      guard entry.violation == nil else { return }
      seen.keys.formUnion(entry.event.content.keysGiven(to: leaver))
      for id in duty {
        seen.byDuty[id, default: []].formUnion(entry.event.content.keysGiven(to: id))
      }
      if entry.member == leaver, let read = entry.event.content as? NotesRead {
        seen.notes.formUnion(read.notes.map(\.note))
        seen.files.formUnion(read.notes.map(\.file))
      }
      let recovered = entry.event.content as? MemberRecovered
      if let chunk = recovered?.chunk ?? (entry.event.content as? FileRegained)?.chunk {
        let text = try openedChunk(
          at: chunk, in: id, with: keys.logKeys, chunks: { try reader.chunk(at: $0) })
        seen.keys.formUnion(try RecoveredKeys(text: text).wraps(for: leaver))
      }
      guard entry.member == leaver else { return }
      if let opened = entry.event.content as? FilesOpened {
        let text = try openedChunk(
          at: opened.chunk, in: id, with: keys.logKeys, chunks: { try reader.chunk(at: $0) })
        seen.keys.formUnion(
          try FilesOpened.openings(in: text).map(\.compartment.epoch.compartment))
      }
    }
    return seen
  }
}

private struct Seen {
  var notes: Set<NoteID> = []
  var files: Set<CaseFileID> = []
  var keys: Set<CompartmentID> = []
  /// What each compartment of those on duty was given, whoever was on duty then.
  var byDuty: [CompartmentID: Set<CompartmentID>] = [:]

  /// By a key of their own, or by that of those on duty, while they were one of them.
  func opens(_ file: CompartmentID) -> Bool {
    keys.contains(file) || byDuty.contains { keys.contains($0.key) && $0.value.contains(file) }
  }
}

extension VaultState {
  /// Whether a member has a file's key, or that of those on duty and by it the file's.
  fileprivate func couldOpen(_ file: CaseFile, _ member: MemberID) -> Bool {
    guard let known = compartment(file.compartment) else { return false }
    let byDuty = emergency.map { duty in
      compartment(duty)?.isHeld(by: member) == true && known.holders.contains(HolderID(duty))
    }
    return known.isHeld(by: member) || byDuty ?? false
  }
}

extension RecoveredKeys {
  /// Compartments of which it lists a wrap for the member.
  fileprivate func wraps(for member: MemberID) -> [CompartmentID] {
    wraps.filter { $0.notice.holder == HolderID(member) }.map(\.compartment)
  }
}

extension EventContent {
  /// Compartments of which this entry names a wrap for the member.
  fileprivate func keysGiven(to member: MemberID) -> [CompartmentID] {
    let holder = HolderID(member)
    let added =
      switch self {
      case let event as WrapsAdded: event.wraps
      case let event as any HandingEvent: event.wraps
      case let event as ActApproved: event.wraps
      default: [AddedWrap]()
      }
    let sealed =
      switch self {
      case let event as FileOpened: event.opening.compartment
      case let event as CompartmentRotated: event.epoch
      case let event as EmergencyKeyed: event.compartment
      default: SealedEpoch?.none
      }
    return added.filter { $0.notice.holder == holder }.map(\.compartment)
      + (sealed.map { $0.wraps.contains { $0.holder == holder } ? [$0.epoch.compartment] : [] }
        ?? [])
  }
}
