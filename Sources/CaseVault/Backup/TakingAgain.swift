import AuditLog
package import Casework
import Keyring

// An older copy gives back what was taken away since. What of that this device remembers, the restoring
// names.

/// What becomes of case files that nobody could open any more, because who held them has left in the part
/// that is given up: there they may have handed them over, and in the copy they have not.
package enum ClosingByRestoring: Sendable {
  /// Nothing is done, and ``RestoringClosesFiles`` thrown.
  case refused
  /// They wait for a recovery.
  case leftClosed
  /// Who holds them stays a member, until they have handed them over once more.
  case membersKept
}

/// Case files would be closed to everybody, by taking it from these once more.
package struct RestoringClosesFiles: Error, Equatable {
  package let files: [ClientNumber]
  /// Whether there is a recovery key that could open them.
  package let hasRecovery: Bool
}

/// What a restoring takes away, and what people have to take away themselves.
package struct TakenByRestoring: Sendable, Equatable {
  /// What the entry names.
  package let named: TakenAgain
  /// What it cannot, and what runs again until somebody takes it away. Nil where this device does not
  /// remember what was taken away.
  package let byHand: [Taking]?
  /// Case files that nobody opens any more until they are regained.
  package let closed: [ClientNumber]

  package init(named: TakenAgain, byHand: [Taking]?, closed: [ClientNumber]) {
    (self.named, self.byHand, self.closed) = (named, byHand, closed)
  }
}

/// What this device knows of what was taken away: from the log as it last kept it, and from parts that it has
/// given up before.
struct Remembered {
  let state: VaultState?
  private let kept: KeptTakings

  init(of vault: VaultID, from memory: any DeviceMemory, with keys: DeviceKeys) throws {
    state = try VerifiedLog.remembered(of: vault, from: memory, with: keys)
    kept = KeptTakings.load(from: memory, with: keys)
  }

  /// Of all that, what a log gives back; nil where nothing is remembered.
  func givenBack(by log: VaultState) -> [Taking]? {
    let before = kept.taken.takings.filter { log.runs($0) }
    guard let state else { return before.isEmpty ? nil : before }
    let all = log.giveBack(what: state)
    guard !state.isDamaged else { return before.isEmpty ? nil : before }
    return all + before.filter { !all.contains($0) }
  }

  /// The same without what a restoring that waits in the log takes away, and of what is certain alone: who
  /// has a role or a file there that they had not, may have been given it since the vault went on from the
  /// copy.
  func stillGivenBack(by log: VaultState) -> [Taking]? {
    let waiting = Set(
      log.proposals.values.compactMap { $0.content as? VaultRestored }.flatMap(\.taken.takings))
    return givenBack(by: log)?.filter { $0.isCertain && !waiting.contains($0) }
  }

  /// Keeps it before this device follows another log, which will replace the state.
  func keep(what log: VaultState, in memory: any DeviceMemory, with keys: DeviceKeys) throws {
    let now = givenBack(by: log) ?? []
    // Also what does not run in this log: an older copy may be tried before a newer one.
    let taken = TakenAgain(now + kept.taken.takings.filter { !now.contains($0) })
    guard taken != kept.taken else { return }
    try KeptTakings(taken: taken).keep(in: memory, with: keys)
  }
}

extension VerifiedLog {
  /// What the log said, as far as this device last kept it, whatever the storage says now: nothing that was
  /// taken away is missing in it (``remember(in:with:prepared:)``). Nil where it keeps nothing that this
  /// program reads.
  static func remembered(
    of vault: VaultID, from memory: any DeviceMemory, with keys: DeviceKeys
  ) throws -> VaultState? {
    try snapshot(of: vault, from: memory, with: keys, upTo: .max)?.state
  }
}

extension Vault {
  func whatIsTakenAgain(
    by remembered: Remembered, closing: ClosingByRestoring
  ) throws -> TakenByRestoring {
    let state = try state
    guard let all = remembered.givenBack(by: state) else {
      return TakenByRestoring(named: TakenAgain(), byHand: nil, closed: [])
    }
    if all.contains(.member(member)) {
      throw HasLeft(at: remembered.state?.members[member]?.left ?? now())
    }
    // Alone in a practice, on the one device that the copy knows, its owner goes on all the same.
    let isOnly = state.quorum == 1 && state.members[member]?.devices == [keys.device]
    guard isOnly || !all.contains(.device(keys.device, of: member)) else { throw DeviceIsRevoked() }
    var (named, byHand) = state.nameable(all)
    let closed = state.filesClosed(taking: named)
    guard !closed.isEmpty else {
      return TakenByRestoring(named: named, byHand: byHand, closed: [])
    }
    switch closing {
    case .refused:
      throw RestoringClosesFiles(
        files: state.clientNumbers(of: closed), hasRecovery: state.recovery != nil)
    case .leftClosed:
      return TakenByRestoring(
        named: named, byHand: byHand, closed: state.clientNumbers(of: closed))
    case .membersKept:
      let kept: [Taking]
      (named, kept) = state.keepingFilesOpen(named)
      byHand = kept + byHand
      return TakenByRestoring(named: named, byHand: byHand, closed: [])
    }
  }

}

extension VaultState {
  func clientNumbers(of files: [CaseFileID]) -> [ClientNumber] {
    numbers(of: files.compactMap { file($0) })
  }

  /// Of what can be named, what closes no case file; and the rest.
  fileprivate func keepingFilesOpen(_ named: TakenAgain) -> (TakenAgain, [Taking]) {
    var open = TakenAgain()
    var kept: [Taking] = []
    for taking in named.takings {
      var more = open
      more.add(taking)
      if filesClosed(taking: more).isEmpty { open = more } else { kept.append(taking) }
    }
    return (open, kept)
  }
}
