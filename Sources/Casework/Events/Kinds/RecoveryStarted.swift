/// An officer begins to recover a member who lost their key: names the member's new device, and why. The
/// others who hold pieces answer, or somebody stops it.
package struct RecoveryStarted: EventContent {
  package static let code = "recovery.started"

  /// The member and their new device.
  package let device: Device
  package let purposes: [RecoveryPurpose]
  /// Sealed to oversight, to the officers, and to the member.
  package let reason: EnvelopeNotice

  package init(device: Device, purposes: [RecoveryPurpose], reason: EnvelopeNotice) {
    (self.device, self.purposes, self.reason) = (device, purposes, reason)
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    let member: MemberID = try fields.identifier("member")
    device = try fields.nested("device") { (fields) throws(UnexpectedJSON) in
      try Device(of: member, from: &fields)
    }
    purposes = try RecoveryPurpose.list(from: &fields)
    reason = try fields.nested("reason") { (fields) throws(UnexpectedJSON) in
      try EnvelopeNotice(from: &fields)
    }
  }

  package func write(to object: inout JSONObject) {
    object.append("member", device.member)
    object.append(nested: "device") { device.write(to: &$0) }
    object.append("keys", .array(purposes.map { .string($0.code) }))
    object.append(nested: "reason") { reason.write(to: &$0) }
  }

  package var publicKeys: NamedPublicKeys? {
    NamedPublicKeys(signing: [device.signingKey], box: [device.boxKey])
  }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] {
    [Act(.recover, on: .about(device.member))]
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    guard let keys = state.recovery?.keys else { throw .unknownRecovery }
    try state.checkCanBeRecovered(with: device)
    // What is contributed is sealed to who begins: whoever has a revoked device of theirs could open it.
    guard !state.isKeyInDoubt(of: entry.member) else { throw .wrongHolders }
    guard reason.version == 1 else { throw .outOfSequence }
    let wanted = RecoveryPurpose.allCases.filter(purposes.contains)
    guard purposes == wanted, purposes.first == .main, purposes.allSatisfy({ keys[$0] != nil })
    else { throw .wrongHolders }
    state.recovery?.ended[device.member] = nil
    state.recovery?.starts[entry.link.sequence] = RecoveryStart(
      link: entry.link, by: entry.member, at: entry.at, member: device.member, device: device,
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
