package import Casework

/// What somebody who leaves has seen, could have seen, and leaves behind.
package struct Exposure: Sendable {
  /// Notes that the log says they opened, and in how many case files.
  package let openedNotes: Int
  package let openedFiles: Int
  /// Case files whose key they hold, opened or not.
  package let couldOpen: Int
  /// Case files to which nobody else is assigned who works here.
  package let withoutClinician: [ClientNumber]
  /// Case files with psychotherapy notes of theirs, which nobody else can open.
  package let ownPsychotherapyNotes: Int
}

extension Vault {
  /// Proposes that a member leaves. Another member's approval makes it so. Throws ``Refusal`` and
  /// ``CannotOffboard``.
  @discardableResult
  package func proposeOffboarding(of leaver: MemberID) throws -> UInt64 {
    try journal.recording { desk in
      _ = try desk.permit([Act(.manageMembers)])
      guard let known = desk.state.members[leaver] else { throw CannotOffboard.noSuchMember }
      guard known.left == nil else { throw CannotOffboard.leftAlready }
      guard leaver != member else { throw CannotOffboard.concernsYou }
      let event = ActProposed(MemberOffboarded(leaver))
      return try desk.append(event, spending: try desk.permit(for: event)).sequence
    }.result
  }

  /// What somebody who leaves has seen, could have seen, and leaves behind: by the log, as it is now.
  package func exposure(of leaver: MemberID) throws -> Exposure {
    try journal.catchUp()
    let state = try state
    var opened: Set<NoteID> = []
    var files: Set<CaseFileID> = []
    try eachEntry(by: leaver) { entry in
      guard let read = entry.event.content as? NotesRead, entry.violation == nil else { return }
      opened.formUnion(read.notes.map(\.note))
      files.formUnion(read.notes.map(\.file))
    }
    let all = Array(state.files.values)
    let works = { (member: MemberID) in
      member != leaver && state.members[member]?.doesCasework ?? false
    }
    return Exposure(
      openedNotes: opened.count, openedFiles: files.count,
      couldOpen: all.count { state.compartment($0.compartment)?.isHeld(by: leaver) ?? false },
      withoutClinician: all.filter {
        $0.assigned.contains(leaver) && !$0.assigned.contains(where: works)
      }.sorted { $0.number < $1.number }.compactMap { ClientNumber($0.number) },
      ownPsychotherapyNotes: all.count { $0.processes[leaver] != nil })
  }
}

/// Why somebody cannot be said to leave.
package enum CannotOffboard: Error, Equatable {
  case noSuchMember
  case leftAlready
  /// Nobody affected counts: two others say it.
  case concernsYou
}
