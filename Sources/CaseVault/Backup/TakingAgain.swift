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
    by remembered: VaultState?, closing: ClosingByRestoring
  ) throws -> TakenByRestoring {
    let state = try state
    guard let remembered else {
      return TakenByRestoring(named: TakenAgain(), byHand: nil, closed: [])
    }
    if let left = remembered.members[member]?.left { throw HasLeft(at: left) }
    // Alone in a practice, on the one device that the copy knows, its owner goes on all the same.
    let isOnly = state.quorum == 1 && state.members[member]?.devices == [keys.device]
    guard isOnly || remembered.isInUse(keys.device, by: member) else { throw DeviceIsRevoked() }
    let all = state.giveBack(what: remembered)
    guard !remembered.isDamaged else {
      return TakenByRestoring(named: TakenAgain(), byHand: nil, closed: [])
    }
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
  /// As ``giveBack(what:)``, but for what a restoring that waits takes away; nil where nothing is remembered.
  func stillGivingBack(what remembered: VaultState?) -> [Taking]? {
    guard let remembered else { return nil }
    let waiting = Set(
      proposals.values.compactMap { $0.content as? VaultRestored }.flatMap(\.taken.takings))
    let all = giveBack(what: remembered).filter { !waiting.contains($0) }
    return remembered.isDamaged ? nil : all
  }

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
