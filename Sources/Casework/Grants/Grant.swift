/// Access to a part of one case file for a stated time, purpose and reason: asked for, given, over.
package struct Grant: Sendable, Equatable {
  /// 4 in G-4; counted up by the log.
  package let number: Int
  package let file: CaseFileID
  package let grantee: MemberID
  package var terms: GrantTerms
  /// What was said of why, sealed to oversight and to whoever has to know.
  package let reason: EnvelopeNotice
  /// When it was asked for, or given by somebody who was not asked.
  package let at: Moment
  package var stage: Stage
  package var given: GivenGrant?

  package enum Stage: Sendable, Equatable {
    case requested
    case declined(by: MemberID, at: Moment)
    case running
    /// Its time has come by the log's own word, or what it rested on is gone; its key still lies there.
    case over
    case ended(by: MemberID, at: Moment)
  }

  package var isRunning: Bool { stage == .running }

  /// Whether it lets somebody in at a moment: not after its end, whatever the log has been told yet.
  package func isOpen(at moment: Moment?) -> Bool {
    guard isRunning else { return false }
    return moment.map { $0 < terms.until } ?? true
  }
}

/// What there is of a grant from when it was given on.
package struct GivenGrant: Sendable, Equatable {
  package let by: MemberID
  package let at: Moment
  /// Held by the grantee alone: whoever gave it holds the whole file.
  package let compartment: CompartmentID
  /// Where the slots are listed that it opens notes with, in their order.
  package var chunks: [ContentHash]
  /// How many slots these list.
  package var slots: Int
  /// The position of the entry that gave it, and of the one from which on it lets nobody in. Order is true,
  /// times are claims.
  package var since: UInt64 = 0
  package var upTo: UInt64?

  /// Whether an entry was made while it ran.
  package func lasted(over sequence: UInt64) -> Bool {
    sequence > since && upTo.map { sequence <= $0 } ?? true
  }
}

extension VaultState {
  /// The grant of this number.
  package func grant(_ number: Int) -> Grant? {
    grants.indices.contains(number - 1) ? grants[number - 1] : nil
  }

  /// Grants on this file that let a member in at a moment.
  package func openGrants(
    of member: MemberID, on file: CaseFile, at moment: Moment?
  ) -> [Grant] {
    guard !file.grants.isEmpty else { return [] }
    return file.grants.compactMap { grant($0) }
      .filter { $0.grantee == member && $0.isOpen(at: moment) }
  }

  /// Whether a member reads a file by grants alone: without them they are entitled to nothing there, whatever
  /// key they may still hold. An emergency opens all of what a grant opens a part of.
  package func readsByGrants(_ member: MemberID, _ file: CaseFile, at moment: Moment?) -> Bool {
    !file.grants.isEmpty && !readers(of: file).contains(member)
      && openEmergency(of: member, on: file.id, at: moment) == nil
      && !openGrants(of: member, on: file, at: moment).isEmpty
  }

  /// Whether a member has any grant that runs.
  package func runningGrants(of member: MemberID) -> Bool { runningGrants[member] != nil }

  /// A grant that still runs by the log.
  func running(_ number: Int) throws(Violation) -> Grant {
    guard let grant = grant(number) else { throw .unknownGrant }
    guard grant.isRunning else { throw .notInForce }
    return grant
  }

  /// Counts a new grant or request.
  mutating func add(_ grant: Grant) { grants.append(grant) }

  /// A request that waits, or that was answered, becomes a grant.
  mutating func run(_ number: Int, as given: GivenGrant, on terms: GrantTerms) {
    grants[number - 1].stage = .running
    grants[number - 1].given = given
    grants[number - 1].terms = terms
    grants[number - 1].given?.since = size
    let grant = grants[number - 1]
    files[grant.file]?.grants.append(number)
    // In the order of their numbers, in which an archive has them, and not of their answers.
    runningGrants[grant.grantee, default: []].append(number)
    runningGrants[grant.grantee]?.sort()
  }

  mutating func setEnd(of number: Int, to moment: Moment) {
    let terms = grants[number - 1].terms
    grants[number - 1].terms = GrantTerms(
      purpose: terms.purpose, until: moment, scope: terms.scope)
  }

  mutating func supply(_ number: Int, from chunk: ContentHash, count: Int) {
    grants[number - 1].given?.chunks.append(chunk)
    grants[number - 1].given?.slots += count
  }

  /// Nobody holds a compartment any more, and nobody ever will.
  mutating func dropWraps(of compartment: CompartmentID) {
    compartments[compartment]?.wraps = []
  }

  /// It lets nobody in from here on.
  mutating func close(_ number: Int, as stage: Grant.Stage) {
    let grant = grants[number - 1]
    grants[number - 1].stage = stage
    if grants[number - 1].given?.upTo == nil { grants[number - 1].given?.upTo = size }
    files[grant.file]?.grants.removeAll { $0 == number }
    let left = runningGrants[grant.grantee]?.filter { $0 != number } ?? []
    runningGrants[grant.grantee] = left.isEmpty ? nil : left
  }

  /// An entry of a grantee's own that claims a time at or after the end has it over (design §5): what they
  /// say themselves needs no clock to be believed.
  mutating func closeGrants(of member: MemberID, claiming moment: Moment) {
    guard let running = runningGrants[member] else { return }
    for number in running where grants[number - 1].terms.until <= moment {
      close(number, as: .over)
    }
  }

  /// All of a member's grants are over: what they rested on is gone.
  mutating func closeGrants(of member: MemberID) {
    for number in runningGrants[member] ?? [] { close(number, as: .over) }
  }

  /// A grant lasts no longer than its giver's say in the file, who drew its secret, and ends where a conflict
  /// keeps the grantee out: looked at whenever it changes who has to do with the file.
  mutating func closeGroundlessGrants(on file: CaseFileID) {
    guard let known = files[file], !known.grants.isEmpty else { return }
    let act = Act(.giveGrant, on: .file(file))
    for number in known.grants {
      let grant = grants[number - 1]
      let isGiver = grant.given.map { Policy.refusal(of: act, by: $0.by, in: self) == nil } ?? false
      if !isGiver || known.hasConflict(with: grant.grantee) { close(number, as: .over) }
    }
  }

  /// Grants whose end is still to be put down: by the log, or by this clock.
  package func grantsToEnd(at moment: Moment) -> [Grant] {
    grants.filter { grant in
      switch grant.stage {
      case .running: grant.terms.until <= moment
      case .over: true
      case .requested, .declined, .ended: false
      }
    }
  }
}
