import Casework
import Keyring

/// Why somebody did something, in their own words: never in the log, and sealed to oversight.
package enum Reason {
  /// In characters. A reason is a sentence or two, and no place for a note.
  package static let longest = 1_000
}

extension Vault {
  /// Seals a reason for auditors and privacy officers, and for these members: their own compartments chain, so
  /// no rotation has to find it. Whoever gives it need be none of them.
  func seal(
    reason: String, to members: [MemberID] = [], at desk: Desk
  ) throws -> SealedEnvelope {
    guard let id = desk.state.oversight, let oversight = desk.state.compartments[id] else {
      throw IntegrityFault(.secretWrong, at: .vault)
    }
    let epoch =
      oversight.isHeld(by: member)
      ? try keys.open(id, of: desk.state, in: desk.transaction, vault: self.id) : oversight.current
    return try seal(
      header: RecordText.reason, body: Array(reason.utf8), shelf: Shelf.random(),
      to: [epoch] + Set(members).sorted().compactMap { desk.state.compartment($0)?.current })
  }

  /// The reasons in these envelopes, for whoever may read them: nothing for others. Recorded first.
  func reasons(
    of notices: [EnvelopeNotice], to destination: Destination
  ) throws -> [EnvelopeID: Opened<String>] {
    let state = try state
    guard !notices.isEmpty, let oversight = state.oversight,
      Policy.refusal(of: Act(.readReasons), by: member, in: state) == nil,
      state.compartment(oversight)?.isHeld(by: member) == true
    else { return [:] }
    var reasons: [EnvelopeID: Opened<String>] = [:]
    for part in notices.inShares(of: RecordsRead.most) {
      let receipt = try journal.record(RecordsRead(part.map(\.envelope), to: destination))
      try journal.reading { reader in
        try keys.openWithPast(oversight, of: try self.state, in: reader, vault: id)
        for notice in part {
          guard receipt.covers(notice.envelope) else { throw MisusedPermit() }
          reasons[notice.envelope] = try Opened({
            let body = try body(
              ofRecord: .reason, try fetch(notice, from: reader), as: oversight)
            return String(decoding: body, as: UTF8.self)
          })
        }
      }
    }
    return reasons
  }
}

extension Vault {
  /// The words of a reason or a comment, by the key of oversight where this member has it, also of an epoch that
  /// was exchanged since, else by their own. Call only once it is recorded.
  func reasonWords(
    _ notice: EnvelopeNotice, from reader: any StorageReader
  ) throws -> String {
    let state = try state
    let stored = try fetch(notice, from: reader)
    var compartment = member
    if let oversight = state.oversight, state.compartment(oversight)?.isHeld(by: member) == true {
      try keys.openWithPast(oversight, of: state, in: reader, vault: id)
      compartment = oversight
    }
    let body = try body(ofRecord: .reason, stored, as: compartment)
    return String(decoding: body, as: UTF8.self)
  }
}
