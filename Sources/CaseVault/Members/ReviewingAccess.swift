import AuditLog
package import Casework
import Keyring
import Sodium

/// Who holds what, as the log has it at one size.
package struct AccessList: Sendable {
  package let size: UInt64
  /// Whose it is; nil for everybody's, or all that somebody may see of it.
  let of: MemberID?
  package let held: [HeldAccess]
  /// What an attestation of it names.
  package let digest: ContentHash
}

/// An attestation held against the log.
package struct CheckedAttestation: Sendable {
  package let entry: UInt64
  package let by: MemberID
  package let at: Moment
  package let attested: AccessAttested
  /// The list as the log gives it at the size that the entry names.
  package let list: AccessList

  package var isRight: Bool { list.digest == attested.digest }
}

/// Why an entry cannot be checked as an attestation.
package enum CannotCheckAttestation: Error, Equatable {
  /// It attests nothing.
  case noAttestation(UInt64)
  /// Its signer lacked the power.
  case withoutEffect(UInt64)
}

extension Vault {
  /// What one member holds, or everybody; of everybody whoever may see only some is shown these. Reads the whole
  /// log. Throws ``Refusal``, which is then in the log.
  package func accessList(of other: MemberID? = nil) throws -> AccessList {
    try journal.catchUp()
    if let other {
      try check([Act(.reviewAccess, on: .access(of: other))])
    } else {
      try demand(.reviewAccess)
    }
    let state = try state
    let all = try heldAccess(in: state)
    return list(of: all, at: state, about: other) { held in
      if let other { return held == other }
      return Policy.refusal(
        of: Act(.reviewAccess, on: .access(of: held)), by: member, in: state) == nil
    }
  }

  /// Signs that what the list says is as it ought to be: everybody's, or one member's, but never one's own alone.
  /// What has changed since it was looked at is not in it: the entry names the size. Throws ``Refusal``.
  package func attest(
    _ looked: AccessList, of other: MemberID?, commenting comment: String?
  ) throws -> UInt64 {
    let comment = try comment.map { try UTF8Text.singleLine($0, maximumCharacters: Reason.longest) }
    try check([Act(.attestAccess, on: .access(of: other))])
    guard looked.of == other else { throw MisusedPermit() }
    return try journal.recording { desk in
      let sealed = try comment.map { try seal(reason: $0, at: desk) }
      let event = AccessAttested(
        of: other, size: looked.size, digest: looked.digest, comment: sealed?.notice)
      return try desk.append(
        event, storing: Commit.Parts(envelopes: sealed.map { [$0.stored] } ?? []),
        spending: try desk.permit(for: event)
      ).sequence
    }.result
  }

  /// What an entry attests, and the list as the log gives it at the size that it names: made anew from the log
  /// alone, whatever any program said of it then. For whoever may see that list. Throws ``Refusal`` and
  /// ``CannotCheckAttestation``.
  package func check(attestation number: UInt64) throws -> CheckedAttestation {
    try journal.catchUp()
    let entry = try storedEntry(at: number)
    guard let attested = entry.event.content as? AccessAttested, let by = entry.member else {
      throw CannotCheckAttestation.noAttestation(number)
    }
    try check([Act(.reviewAccess, on: .access(of: attested.member))])
    guard entry.violation == nil else { throw CannotCheckAttestation.withoutEffect(number) }
    return CheckedAttestation(
      entry: number, by: by, at: entry.event.at, attested: attested, list: try list(of: attested))
  }

  /// Whether the list that an entry attests is the one that the log gave at the size that it names.
  package func isRight(_ attested: AccessAttested) throws -> Bool {
    try list(of: attested).digest == attested.digest
  }

  private func list(of attested: AccessAttested) throws -> AccessList {
    let state = try journal.reading { reader in
      var log = VerifiedLog(vault: id)
      try log.takeTail(of: reader, with: keys, upTo: attested.size)
      return log.state
    }
    let all = try heldAccess(in: state)
    return list(of: all, at: state, about: attested.member) {
      attested.member == nil || $0 == attested.member
    }
  }

  /// The latest attestation of everybody's access, and what was said of it where this member may read that.
  /// Reading it is recorded first.
  package func lastAttestation(
    to destination: Destination
  ) throws -> (facts: AccessAttestation, comment: String?)? {
    guard let latest = try state.latestAttestation else { return nil }
    let event = try storedEntry(at: latest.entry).event.content as? AccessAttested
    let comments = try reasons(of: event?.comment.map { [$0] } ?? [], to: destination)
    return (latest, event?.comment.flatMap { comments[$0.envelope]?.value })
  }

  private func list(
    of all: [HeldAccess], at state: VaultState, about other: MemberID?,
    where isShown: (MemberID) -> Bool
  ) -> AccessList {
    let held = all.filter { isShown($0.member) }
    return AccessList(size: state.size, of: other, held: held, digest: AccessListDigest.of(held))
  }

  private func heldAccess(in state: VaultState) throws -> [HeldAccess] {
    var review = AccessReview()
    try eachEntry { entry, reader in
      guard entry.sequence < state.size else { return }
      review.note(entry.event.at, at: entry.sequence)
      guard entry.violation == nil, let member = entry.member else { return }
      var openings: [FileOpening] = []
      if let opened = entry.event.content as? FilesOpened {
        let text = try openedChunk(
          at: opened.chunk, in: id, with: keys.logKeys, chunks: { try reader.chunk(at: $0) })
        openings = try FilesOpened.openings(in: text)
      }
      review.take(
        entry.event.content, by: member, at: entry.sequence, claiming: entry.event.at,
        openings: openings)
    }
    return review.held(in: state)
  }
}
