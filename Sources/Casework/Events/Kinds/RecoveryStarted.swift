/// An officer begins to recover a member who lost their key, and names the member's new device; or to regain a
/// case file that nobody opens any more for a member, and names both. The others who hold pieces answer, or
/// somebody stops it.
package struct RecoveryStarted: EventContent {
  package static let code = "recovery.started"

  package let member: MemberID
  /// The member's new device, or the case file.
  package let aim: RecoveryAim
  package let purposes: [RecoveryPurpose]
  /// Sealed to oversight, to the officers, and to the member.
  package let reason: EnvelopeNotice

  package init(device: Device, purposes: [RecoveryPurpose], reason: EnvelopeNotice) {
    (member, aim) = (device.member, .device(device))
    (self.purposes, self.reason) = (purposes, reason)
  }

  /// Psychotherapy notes stay out of it: they are their author's, and so is their key.
  package init(file: CaseFileID, for member: MemberID, reason: EnvelopeNotice) {
    (self.member, aim, purposes, self.reason) = (member, .file(file), [.main], reason)
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    let member: MemberID = try fields.identifier("member")
    self.member = member
    aim =
      fields.isNext("file")
      ? .file(try fields.identifier("file"))
      : .device(
        try fields.nested("device") { (fields) throws(UnexpectedJSON) in
          try Device(of: member, from: &fields)
        })
    purposes = try RecoveryPurpose.list(from: &fields)
    reason = try fields.nested("reason") { (fields) throws(UnexpectedJSON) in
      try EnvelopeNotice(from: &fields)
    }
  }

  package func write(to object: inout JSONObject) {
    object.append("member", member)
    switch aim {
    case .device(let device): object.append(nested: "device") { device.write(to: &$0) }
    case .file(let file): object.append("file", file)
    }
    object.append("keys", .array(purposes.map { .string($0.code) }))
    object.append(nested: "reason") { reason.write(to: &$0) }
  }

  package var publicKeys: NamedPublicKeys? {
    aim.device.map { NamedPublicKeys(signing: [$0.signingKey], box: [$0.boxKey]) }
  }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] {
    [Act(.recover, on: .about(member))]
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    guard let keys = state.recovery?.keys else { throw .unknownRecovery }
    switch aim {
    case .device(let device): try state.checkCanBeRecovered(with: device)
    case .file(let file): try state.checkCanBeRegained(file, for: member, by: entry.member)
    }
    // What is contributed is sealed to who begins: whoever has a revoked device of theirs could open it.
    guard !state.isKeyInDoubt(of: entry.member) else { throw .wrongHolders }
    guard reason.version == 1 else { throw .outOfSequence }
    let wanted = RecoveryPurpose.allCases.filter(purposes.contains)
    guard purposes == wanted, purposes.first == .main, purposes.allSatisfy({ keys[$0] != nil }),
      aim.file == nil || purposes == [.main]
    else { throw .wrongHolders }
    state.recovery?.ended[member] = nil
    state.recovery?.starts[entry.link.sequence] = RecoveryStart(
      link: entry.link, by: entry.member, at: entry.at, member: member, aim: aim,
      purposes: purposes, reason: reason)
  }
}

extension RecoveryPurpose {
  static func list(from fields: inout JSONFields) throws(UnexpectedJSON) -> [RecoveryPurpose] {
    var purposes: [RecoveryPurpose] = []
    for value in try fields.array("keys") {
      guard let purpose = value.string.flatMap(RecoveryPurpose.named) else {
        throw .unknownValue(key: "keys")
      }
      purposes.append(purpose)
    }
    return purposes
  }
}
