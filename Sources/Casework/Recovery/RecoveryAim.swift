/// What a recovery is to give a member.
package enum RecoveryAim: Sendable, Hashable {
  /// Whoever lost their key: a new device, and what they are entitled to.
  case device(Device)
  /// A case file that nobody opens any more, and nothing else.
  case file(CaseFileID)

  package var device: Device? { if case .device(let device) = self { device } else { nil } }
  package var file: CaseFileID? { if case .file(let file) = self { file } else { nil } }
}

/// That a case file which nobody could open was given to a member, and by which entry.
package struct RegainedFile: Sendable, Equatable {
  package let entry: UInt64
  package let at: Moment
  /// Who finished it; as many officers as it took contributed.
  package let by: MemberID
  package let member: MemberID
}
