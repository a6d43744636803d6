extension VaultState {
  /// Takes in one entry whose signatures and place in the tree have been checked.
  ///
  /// `manifest` is the text of the chunk that ``EventContent/manifest`` names. An entry that its signer
  /// had no power to make, or that makes no sense, changes nothing but the list of violations. Throws
  /// only ``ReplayStopped``: where going on would mean guessing.
  package mutating func take(
    _ event: Event, at link: Link, manifest: [UInt8]? = nil
  ) throws(ReplayStopped) {
    try take(event, at: link, holding: manifest.map { Manifest($0, of: event.content) })
  }

  /// The same with a manifest that others read as well.
  package mutating func take(
    _ event: Event, at link: Link, holding manifest: Manifest?
  ) throws(ReplayStopped) {
    try checkNext(event, at: link, manifest: manifest)
    do throws(Violation) {
      let facts = try facts(of: event, at: link, manifest: manifest ?? Manifest())
      closeGrants(of: facts.member, claiming: event.at)
      closeEmergencies(of: facts.member, claiming: event.at)
      try judge(event, by: facts)
      try event.content.apply(to: &self, as: facts)
    } catch {
      violations.append(RecordedViolation(sequence: link.sequence, violation: error))
    }
    note(claim: event.at, at: link.sequence)
    size = link.sequence + 1
    guard rules <= VaultState.knownRules else { throw .rulesTooNew(rules) }
  }

  /// Takes in an entry that cannot count, whatever policy says, for a reason that shows only outside
  /// this room: it is a violation like any other.
  package mutating func refuse(
    _ event: Event, at link: Link, as violation: Violation
  ) throws(ReplayStopped) {
    try checkNext(event, at: link, manifest: Manifest())
    // One that was revoked says nothing of its owner's time any more.
    if let device = devices[event.by],
      members[device.member]?.devices.contains(event.by) ?? false
    {
      closeGrants(of: device.member, claiming: event.at)
      closeEmergencies(of: device.member, claiming: event.at)
    }
    violations.append(RecordedViolation(sequence: link.sequence, violation: violation))
    note(claim: event.at, at: link.sequence)
    size = link.sequence + 1
  }

  /// Stops before anything is judged that this program cannot judge.
  private func checkNext(
    _ event: Event, at link: Link, manifest: Manifest?
  ) throws(ReplayStopped) {
    // A founding under rules unknown here would be judged by the wrong ones.
    let inForce = max(rules, (event.content as? VaultFounded)?.rules ?? 0)
    guard inForce <= VaultState.knownRules else { throw .rulesTooNew(inForce) }
    guard link.sequence == size, size < VaultState.maximumSize else {
      throw .outOfSequence(expected: size, found: link.sequence)
    }
    // Without the chunk one device would report a violation where another sees files.
    if let address = event.content.manifest, manifest == nil { throw .chunkMissing(address) }
  }

  private func facts(
    of event: Event, at link: Link, manifest: Manifest
  ) throws(Violation) -> EntryFacts {
    if let founding = event.content as? VaultFounded {
      guard size == 0, let founder = founding.founder(using: event.by) else { throw .misplaced }
      return EntryFacts(link: link, at: event.at, device: event.by, member: founder)
    }
    // By the sheets of a practice the new device signs for itself: nobody else is there.
    if let admitted = event.content.byRecovery?.admitted, admitted.id == event.by {
      return EntryFacts(
        link: link, at: event.at, device: event.by, member: admitted.member, manifest: manifest)
    }
    guard let device = devices[event.by] else { throw .unknownMember }
    // Revoked: the entry is rightly signed, and by nobody who counts.
    guard members[device.member]?.devices.contains(event.by) ?? false else {
      throw .refused(.notAMember)
    }
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
    guard let latest = latestClaim, claim.adding(VaultState.clockTolerance) < latest else {
      latestClaim = max(claim, latestClaim ?? claim)
      return
    }
    stepsBack.append(sequence)
    // Go on from here: one clock that was years ahead must not mark every entry after it.
    latestClaim = claim
  }
}

/// Why replay cannot go on.
package enum ReplayStopped: Error, Equatable {
  /// The log was continued under rules that this program does not know.
  case rulesTooNew(Int)
  /// The caller skipped an entry, or gave one twice.
  case outOfSequence(expected: UInt64, found: UInt64)
  /// The caller did not give the chunk that the entry names.
  case chunkMissing(ContentHash)
}
