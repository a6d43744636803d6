/// Access to a whole case file for hours, taken by somebody on duty without asking anybody, and looked at by
/// somebody else afterwards. Psychotherapy notes are no part of it.
package struct Emergency: Sendable, Equatable {
  /// 1 in E-1; counted up by the log.
  package let number: Int
  package let file: CaseFileID
  package let opener: MemberID
  package let safety: SafetyReason
  /// When it ends by itself.
  package let until: Moment
  /// What was said of why, sealed to oversight, to whoever may review it, and to the opener.
  package let reason: EnvelopeNotice
  package let at: Moment
  /// The position of the entry that opened it, and of the one from which on it lets nobody in. Order is true,
  /// times are claims.
  package let since: UInt64
  package var upTo: UInt64?
  package var stage: Stage
  package var review: Review?

  package enum Stage: Sendable, Equatable {
    case open
    /// Its time has come by the log's own word, or what it rested on is gone; nobody has put that down yet.
    case over
    case ended(by: MemberID, at: Moment)
  }

  /// What somebody else found who looked at what was done.
  package struct Review: Sendable, Equatable {
    package let by: MemberID
    package let at: Moment
    package let finding: EmergencyFinding
    /// What they said of it, sealed as the reason is.
    package let comment: EnvelopeNotice
  }

  /// No emergency lasts longer (design §7).
  package static let longest = TimeSpan.hours(4)

  /// Whether one that is opened at a moment may end then.
  package static func allows(end: Moment, at moment: Moment) -> Bool {
    end > moment && end <= moment.adding(longest)
  }

  /// Whether it lets somebody in at a moment: not after its end, whatever the log has been told yet.
  package func isOpen(at moment: Moment?) -> Bool {
    guard stage == .open else { return false }
    return moment.map { covers($0) } ?? true
  }

  /// Whether a time of the opener's own lies in it. One from before it was opened does not: whoever opened it by
  /// a clock set forward, and sets that right again, would have it for longer than anybody has.
  func covers(_ claim: Moment) -> Bool { claim < until && !isAhead(of: claim) }

  /// Whether it was opened at a time that is still to come by this one: by a clock that was ahead.
  package func isAhead(of claim: Moment) -> Bool { claim.adding(VaultState.clockTolerance) < at }

  /// Whether an entry was made while it was open.
  package func lasted(over sequence: UInt64) -> Bool {
    sequence > since && upTo.map { sequence <= $0 } ?? true
  }
}

/// What a review found.
package enum EmergencyFinding: String, Sendable, CaseIterable {
  case appropriate
  case notAppropriate = "not-appropriate"
}

extension VaultState {
  /// The emergency of this number.
  package func emergency(_ number: Int) -> Emergency? {
    emergencies.indices.contains(number - 1) ? emergencies[number - 1] : nil
  }

  /// A member's emergency on a file that lets them in at a moment.
  package func openEmergency(
    of member: MemberID, on file: CaseFileID, at moment: Moment?
  ) -> Emergency? {
    // Asked of every file of a large vault, most of the time in vain.
    guard !openEmergencies.isEmpty, let numbers = openEmergencies[member] else { return nil }
    return numbers.lazy.compactMap { emergency($0) }
      .first { $0.file == file && $0.isOpen(at: moment) }
  }

  /// Whether a member reads a file by an emergency alone: without it no key there is theirs to use.
  package func readsByEmergency(
    _ member: MemberID, _ file: CaseFile, at moment: Moment?
  ) -> Emergency? {
    guard let open = openEmergency(of: member, on: file.id, at: moment) else { return nil }
    return readers(of: file).contains(member) ? nil : open
  }

  /// Whether a member has any emergency that is open.
  package func hasOpenEmergency(_ member: MemberID) -> Bool { openEmergencies[member] != nil }

  /// Those that somebody still has to look at.
  package var unreviewedEmergencies: [Emergency] { emergencies.filter { $0.review == nil } }

  /// Emergencies whose end is still to be put down: by the log, or by this clock.
  package func emergenciesToEnd(at moment: Moment) -> [Emergency] {
    emergencies.filter { emergency in
      switch emergency.stage {
      case .open: emergency.until <= moment
      case .over: true
      case .ended: false
      }
    }
  }

  /// Counts a new one.
  mutating func add(_ emergency: Emergency) {
    emergencies.append(emergency)
    openEmergencies[emergency.opener, default: []].append(emergency.number)
  }

  /// It lets nobody in from here on, and the file's key is to be exchanged: by whoever works in the file.
  mutating func close(emergency number: Int, as stage: Emergency.Stage) {
    let known = emergencies[number - 1]
    emergencies[number - 1].stage = stage
    guard known.stage == .open else { return }
    emergencies[number - 1].upTo = size
    let left = openEmergencies[known.opener]?.filter { $0 != number } ?? []
    openEmergencies[known.opener] = left.isEmpty ? nil : left
    guard let compartment = files[known.file]?.compartment else { return }
    exposed.insert(compartment)
    settle(compartment)
  }

  /// An entry of the opener's own that claims a time at or after the end has it over, as with grants, and one
  /// from before it.
  mutating func closeEmergencies(of member: MemberID, claiming moment: Moment) {
    guard let numbers = openEmergencies[member] else { return }
    for number in numbers where !emergencies[number - 1].covers(moment) {
      close(emergency: number, as: .over)
    }
  }

  /// All of a member's emergencies are over, or those on one file: what they rested on is gone.
  mutating func closeEmergencies(of member: MemberID, on file: CaseFileID? = nil) {
    for number in openEmergencies[member] ?? []
    where file == nil || emergencies[number - 1].file == file {
      close(emergency: number, as: .over)
    }
  }
}
