import CaseVault
import Casework
import System

/// What of recovery somebody should do something about, or know.
struct RecoveryFindings {
  private let words: RecoveryWords
  private let state: VaultState
  private let me: MemberID
  private let now: Moment

  init(of vault: Vault) throws {
    words = try RecoveryWords(of: vault)
    state = try vault.state
    me = vault.member
    now = vault.now()
  }

  var underWay: Int { state.recovery?.starts.values.count { !$0.hasLapsed(at: now) } ?? 0 }

  var notSealed: Int { state.withoutRecovery.count }

  var lines: [TerminalText] {
    startLines + endedLines + overtakenLines + keyLines + recoveredLines + regainedLines
  }

  /// For who proposed it and those who would approve it: neither is to wait for the other.
  private var overtakenLines: [TerminalText] {
    words.proposed.filter { manages || $0.by == me }.compactMap(words.overtaken)
  }

  /// Nobody is to wait for what has ended by itself; what somebody stopped, they know.
  private var endedLines: [TerminalText] {
    words.ended.filter {
      !$0.isStopped && $0.at.adding(.days(Self.shownForDays)) > now
        && ($0.by == me || $0.member == me || isOfficer || watches)
    }.map(words.sentence)
  }

  /// Loud, for everybody who can contribute or has to know; loudest for whose key it is.
  private var startLines: [TerminalText] {
    (state.recovery?.startsInOrder ?? [])
      .filter { !$0.hasLapsed(at: now) }
      .compactMap { start in
        let number = start.link.sequence
        if start.member == me, let file = start.aim.file {
          return
            "\(words.name(start.by)) regains \(words.client(of: file)) for you, which nobody opens any more. If you are not to have it: casevault recovery stop \(number)"
        }
        if start.member == me {
          return
            "\(words.name(start.by)) SAYS THAT YOU LOST YOUR KEY, and recovers it for another device. If you did not: casevault recovery stop \(number)"
        }
        guard isOfficer || watches else { return nil }
        let what: TerminalText = "\(words.deed(of: start)), number \(number)"
        if start.by == me {
          return words.needed(byStart: number).string == "nothing"
            ? "\(what): casevault recovery finish \(number)"
            : "\(what), which needs \(words.needed(byStart: number)) more"
        }
        guard isOfficer, start.contributions[me] == nil else { return what }
        if start.aim.file != nil {
          return
            "\(what), and needs your pieces. Ask \(words.name(start.member)) whether they are to have it, then: casevault recovery contribute \(number)"
        }
        return
          "\(what), and needs your pieces. Compare the fingerprint with \(words.name(start.member)), then: casevault recovery contribute \(number)"
      }
  }

  private var keyLines: [TerminalText] {
    guard let recovery = state.recovery else {
      return manages
        ? ["whoever loses their key has lost it: casevault recovery set-up"] : []
    }
    var lines: [TerminalText] = []
    if recovery.isStale, manages {
      lines.append(
        words.wasRegainedBySince(recovery)
          ? "whoever regained a case file drew the recovery key: a new one is due, casevault recovery set-up"
          : "a recovery officer has left, or lost a device: a new recovery key is due, casevault recovery set-up"
      )
    }
    let places = recovery.keys.main.officers.enumerated()
    // A key that is to be replaced is not worth the trying: its successor is.
    guard !recovery.isStale else { return lines + notSealedLines }
    let lacking = places.filter { !recovery.rehearsed.contains(UInt8($0.offset)) }.map(\.element)
    if lacking.contains(me) {
      lines.append(
        "you have not tried your pieces of the recovery key: casevault recovery rehearse")
    }
    let others = lacking.filter { $0 != me && !state.hasLeft($0) }
    if manages, !others.isEmpty {
      lines.append(
        "\(TerminalText.list(others.map { words.name($0).string })) \(others.count == 1 ? "has" : "have") not tried their pieces of the recovery key"
      )
    }
    return lines + notSealedLines
  }

  private var notSealedLines: [TerminalText] {
    guard manages, notSealed > 0 else { return [] }
    return [
      "\(TerminalText.count(notSealed, "key is", "keys are")) not sealed to the recovery key yet, until the next command of whoever has one"
    ]
  }

  private var recoveredLines: [TerminalText] {
    guard watches else { return [] }
    return state.recoveries.sorted { $0.value.entry < $1.value.entry }.compactMap {
      member, recovery in
      if recovery.isExecutor {
        return member == me
          ? "you close this practice: casevault recovery finish"
          : "\(words.name(member)) was let in by the sheets on \(recovery.at.localText), as executor: casevault audit show \(recovery.entry)"
      }
      guard recovery.at.adding(.days(Self.shownForDays)) > now else { return nil }
      return
        "\(words.name(member)) got a new key on \(recovery.at.localText), by \(words.name(recovery.by)): casevault audit show \(recovery.entry)"
    }
  }

  private var regainedLines: [TerminalText] {
    words.regained.filter {
      $0.by.at.adding(.days(Self.shownForDays)) > now
        && (watches || isOfficer || $0.by.member == me)
    }.map(words.sentence)
  }

  private var isOfficer: Bool { state.recovery?.keys.main.place(of: me) != nil }

  /// Whoever may change who works here sees to it that there is a way back in.
  private var manages: Bool { state.members[me]?.reach(of: .manageMembers) != nil }

  private var watches: Bool {
    manages || state.members[me]?.canSupervise == true
      || state.members[me]?.reach(of: .readReasons) != nil
  }

  /// That somebody got a new key is said for so long; `casevault member list` says it for good.
  private static let shownForDays: Int64 = 30
}
