/// An event that names envelopes stored with it. `verify` holds every row against these.
package protocol NamesEnvelopes: EventContent {
  var envelopes: [EnvelopeNotice] { get }
}

extension VaultFounded: NamesEnvelopes {
  package var envelopes: [EnvelopeNotice] { members.map(\.name) + [checkpointSeed] }
}

extension ActProposed: NamesEnvelopes {
  package var envelopes: [EnvelopeNotice] { (content as? any NamesEnvelopes)?.envelopes ?? [] }
}

extension MemberEnrolled: NamesEnvelopes {
  package var envelopes: [EnvelopeNotice] { [member.name] }
}

extension FileOpened: NamesEnvelopes {
  package var envelopes: [EnvelopeNotice] { [opening.record] }
}

extension ClientRenamed: NamesEnvelopes {
  package var envelopes: [EnvelopeNotice] { [record] }
}

extension NoteStored: NamesEnvelopes {
  package var envelopes: [EnvelopeNotice] { [note] }
}

extension ConflictDeclared: NamesEnvelopes {
  package var envelopes: [EnvelopeNotice] { reason.map { [$0] } ?? [] }
}

extension AccessAttested: NamesEnvelopes {
  package var envelopes: [EnvelopeNotice] { comment.map { [$0] } ?? [] }
}

extension GrantRequested: NamesEnvelopes {
  package var envelopes: [EnvelopeNotice] { [reason] }
}

extension GrantGiven: NamesEnvelopes {
  package var envelopes: [EnvelopeNotice] { reason.map { [$0] } ?? [] }
}

extension CompartmentRotated: NamesEnvelopes {
  package var envelopes: [EnvelopeNotice] { checkpoint.map { [$0.seed] } ?? [] }
}

extension EmergencyOpened: NamesEnvelopes {
  package var envelopes: [EnvelopeNotice] { [reason] }
}

extension EmergencyReviewed: NamesEnvelopes {
  package var envelopes: [EnvelopeNotice] { [comment] }
}

extension ExecutorAdmitted: NamesEnvelopes {
  package var envelopes: [EnvelopeNotice] { [member.name] }
}

extension RecoveryStarted: NamesEnvelopes {
  package var envelopes: [EnvelopeNotice] { [reason] }
}

extension NoteReturned: NamesEnvelopes {
  package var envelopes: [EnvelopeNotice] { comment.map { [$0] } ?? [] }
}
