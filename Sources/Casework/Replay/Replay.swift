extension VaultState {
  /// Takes in one entry whose signatures and place in the tree have been checked.
  ///
  /// An entry that its signer had no power to make, or that makes no sense, changes nothing but the
  /// list of violations. Throws only ``ReplayStopped``: where going on would mean guessing.
  package mutating func take(
    _ event: Event, at link: Link, manifest: [UInt8] = []
  ) throws(ReplayStopped) {
    guard rules <= VaultState.knownRules else { throw .rulesTooNew(rules) }
    do {
      let facts = try facts(of: event, at: link, manifest: manifest)
      try judge(event, by: facts)
      try event.content.apply(to: &self, as: facts)
    } catch {
      violations.append(RecordedViolation(sequence: link.sequence, violation: error))
    }
    note(claim: event.at, at: link.sequence)
    size = link.sequence + 1
    guard rules <= VaultState.knownRules else { throw .rulesTooNew(rules) }
  }

  private func facts(
    of event: Event, at link: Link, manifest: [UInt8]
  ) throws(Violation) -> EntryFacts {
    if let founding = event.content as? VaultFounded {
      guard size == 0, let founder = founding.founder(using: event.by) else { throw .misplaced }
      return EntryFacts(link: link, at: event.at, device: event.by, member: founder)
    }
    guard let device = devices[event.by] else { throw .unknownMember }
    return EntryFacts(
      link: link, at: event.at, device: event.by, member: device.member, manifest: manifest)
  }

  /// The same decision that the program took before it wrote the entry, taken anew.
  private func judge(_ event: Event, by facts: EntryFacts) throws(Violation) {
    guard !(event.content is VaultFounded) else { return }
    let acts = try event.content.acts(by: facts.member, in: self)
    if let refusal = Policy.refusal(of: acts, by: facts.member, in: self) {
      throw .refused(refusal.reason)
    }
  }

  private mutating func note(claim: Moment, at sequence: UInt64) {
    if let latest = latestClaim, claim.adding(VaultState.clockTolerance) < latest {
      stepsBack.append(sequence)
    }
    latestClaim = max(claim, latestClaim ?? claim)
  }
}

/// Why replay cannot go on.
package enum ReplayStopped: Error, Equatable {
  /// The log was continued under rules that this program does not know.
  case rulesTooNew(Int)
}
