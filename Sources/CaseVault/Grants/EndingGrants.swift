import AuditLog
import Casework
import Keyring

// The end of a grant: by its time, by a supervisor, or by the grantee. Policy refuses from then on, the
// grantee's wrap goes, and nothing written afterwards is given to it. The file need not rotate: a grant never
// held the file's key, and the keys of single notes that it did hold no rotation changes (docs/format.md §6).

extension Vault {
  /// Ends a running grant: takes it back, or gives back one's own. Throws ``Refusal`` and ``CannotGrant``.
  package func endGrant(_ number: Int) throws {
    _ = try journal.recording { desk in
      guard let grant = desk.state.grant(number) else { throw CannotGrant.noSuchGrant }
      let isOwn = grant.grantee == member
      if grant.stage == .requested, isOwn {
        let event = GrantDeclined(file: grant.file, grant: number)
        try desk.append(event, spending: try desk.permit(for: event))
        return
      }
      let event = GrantEnded(
        file: grant.file, grant: number, cause: isOwn ? .returned : .revoked)
      let permit = try desk.permit(for: event)
      guard grant.isOpen(at: desk.at) else { throw CannotGrant.notRunning }
      try end(grant, by: event, spending: permit, at: desk)
    }
  }

  /// Puts down the end of every grant whose time has come: whoever comes first does. Answers their numbers.
  ///
  /// What cannot be written keeps nobody from their work: policy refuses a grant after its end anyhow.
  @discardableResult
  package func endDueGrants() throws -> [Int] {
    guard try !state.grantsToEnd(at: now()).isEmpty else { return [] }
    do {
      return try journal.recording { desk in
        try desk.state.grantsToEnd(at: desk.at).map { grant in
          let event = GrantEnded(file: grant.file, grant: grant.number, cause: .expired)
          try end(grant, by: event, spending: try desk.permit(for: event), at: desk)
          return grant.number
        }
      }.result
    } catch is StorageError {
      return []
    }
  }

  private func end(
    _ grant: Grant, by event: GrantEnded, spending permit: consuming Permit, at desk: Desk
  ) throws {
    var parts = Commit.Parts()
    if let given = grant.given, let compartment = desk.state.compartment(given.compartment) {
      parts.droppedWraps = try oldWraps(of: compartment, in: desk.state)
    }
    try desk.append(event, storing: parts, spending: permit)
  }
}
