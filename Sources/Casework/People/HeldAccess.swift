/// What one member holds, through what, and since which entry: one line of a review.
package struct HeldAccess: Sendable, Equatable {
  package let member: MemberID
  /// The case file; nil where it is a key that comes with a role, or one to many files.
  package let file: CaseFileID?
  package let through: Through
  /// The entry that gave it, and the time that this one claims.
  package let entry: UInt64
  package let since: Moment
  /// Whether they do not work here any more: what stands there is a key that nobody has exchanged yet.
  package let hasLeft: Bool
  /// The last entry by which the member used it: read a note of the file, or what the key is for.
  package let lastUse: Use?

  /// Where there is no one file, `reach` is how many case files open by it now, by the keys that are sealed.
  package enum Through: Sendable, Hashable {
    case assignment
    /// Of this member, to whom the file is assigned.
    case supervision(of: MemberID)
    case grant(Int)
    /// A grant that is over and whose key is still to be dropped.
    case grantLeft(Int)
    case role(CompartmentKind)
    /// On the duty roster.
    case duty(reach: Int)
    /// Open on the file now.
    case emergency(Int)
    /// Keys that are still to be exchanged, of somebody who may not use them any more.
    case keysLeft(reach: Int)
    /// A key that came with a role which they have no more, and that is still to be exchanged; the vault's, of
    /// whoever has left.
    case roleLeft(CompartmentKind)
    /// The own key of a member whom they recovered, and who has not exchanged it yet: all that this one has.
    case keyOf(MemberID)
    /// Pieces of a recovery key, which as many officers as the quorum says open together. Of the key of
    /// psychotherapy notes the reach is in authors' compartments.
    case recovery(RecoveryPurpose, quorum: Int, reach: Int)
    /// The two sheets of a practice, which this member made.
    case sheets(reach: Int)
    /// Let in by the sheets to close the practice: supervises everybody.
    case executor(reach: Int)
  }

  package struct Use: Sendable, Equatable {
    package let entry: UInt64
    package let at: Moment

    package init(entry: UInt64, at: Moment) { (self.entry, self.at) = (entry, at) }
  }

  package init(
    member: MemberID, file: CaseFileID?, through: Through, entry: UInt64, since: Moment,
    lastUse: Use?, hasLeft: Bool = false
  ) {
    (self.member, self.file, self.through) = (member, file, through)
    (self.entry, self.since, self.lastUse) = (entry, since, lastUse)
    self.hasLeft = hasLeft
  }

  /// The same of somebody who has left.
  func leftBehind() -> HeldAccess {
    HeldAccess(
      member: member, file: file, through: through, entry: entry, since: since, lastUse: lastUse,
      hasLeft: true)
  }
}
