/// Policy said no. Refusals are remembered like everything else.
package struct ActRefused: EventContent {
  package static let code = "act.refused"

  package let power: Power
  package let file: CaseFileID?
  /// What waited for a second member and was not to be approved by this one, or not any more.
  package let proposal: Link?
  package let reason: Refusal.Reason

  package init(_ refusal: Refusal) {
    power = refusal.act.power
    file = refusal.act.target.file
    proposal = nil
    reason = refusal.reason
  }

  /// An approval that the proposal itself does not allow to this member or now; nil for one that it does.
  package init?(approving waiting: Proposal, _ answer: Proposal.Approvability) {
    guard let reason = answer.reason else { return nil }
    self.init(of: type(of: waiting.content).power, approving: waiting.link, because: reason)
  }

  init(of power: Power, approving proposal: Link, because reason: Refusal.Reason) {
    self.power = power
    file = nil
    self.proposal = proposal
    self.reason = reason
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    guard let power = Power.named(try fields.string("power")) else {
      throw .unknownValue(key: "power")
    }
    self.power = power
    file = fields.nextKey == "file" ? try fields.identifier("file") : nil
    proposal = fields.nextKey == "proposal" ? try fields.link("proposal") : nil
    guard let reason = Refusal.Reason(rawValue: try fields.string("reason")) else {
      throw .unknownValue(key: "reason")
    }
    self.reason = reason
  }

  package func write(to object: inout JSONObject) {
    object.append("power", .string(power.code))
    if let file { object.append("file", file) }
    if let proposal { object.append("proposal", proposal) }
    object.append("reason", .string(reason.rawValue))
  }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] { [Act(.takePart)] }

  package func apply(to state: inout VaultState, as entry: EntryFacts) {}
}

extension Proposal.Approvability {
  /// The word of the log for it.
  fileprivate var reason: Refusal.Reason? {
    switch self {
    case .yes: nil
    case .byAnother: .ownProposal
    case .concernsYou: .proposalConcernsYou
    case .lapsed: .proposalLapsed
    case .waits: .proposalWaits
    case .lacksPower: .roleLacksPower
    }
  }
}
