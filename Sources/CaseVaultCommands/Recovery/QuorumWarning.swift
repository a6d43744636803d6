import CaseVault
import Casework
import System

/// What a quorum of all officers means: without any one of them nobody is recovered, and never one of them.
enum QuorumWarning: String, CaseIterable {
  case everybody = "takes-all-officers"
  case everybodyForNotes = "takes-all-officers-for-psychotherapy-notes"

  static func all(officers: Int, quorum: Int, processQuorum: Int?) -> [QuorumWarning] {
    [
      quorum == officers ? .everybody : nil,
      processQuorum == officers && officers > 0 ? .everybodyForNotes : nil,
    ].compactMap(\.self)
  }

  /// Of what is set up; none of sheets, both of which it always takes.
  static func all(of recovery: RecoveryState) -> [QuorumWarning] {
    guard !recovery.isOnSheets else { return [] }
    return all(
      officers: recovery.keys.main.officers.count, quorum: recovery.keys.main.quorum,
      processQuorum: recovery.keys.process?.quorum)
  }

  var sentence: TerminalText {
    switch self {
    case .everybody:
      "it takes all officers: none of them can be recovered, and nobody once one of them has lost their key"
    case .everybodyForNotes:
      "psychotherapy notes take all officers: an officer's own never come back, nor anybody's once an officer has lost their key"
    }
  }

  /// A line each, behind a line break where there are any.
  static func lines(_ warnings: [QuorumWarning]) -> TerminalText {
    warnings.reduce("") { "\($0)Note: \($1.sentence).\n" }
  }
}

extension QuorumWarning {
  /// What comes of psychotherapy notes where the last device of a recovery officer is revoked; nil for anybody else.
  static func losing(
    _ officer: MemberID, _ device: DeviceID, named name: TerminalText, in state: VaultState
  ) -> TerminalText? {
    guard state.members[officer]?.devices == [device], let recovery = state.recovery,
      let key = recovery.keys.process, key.place(of: officer) != nil
    else { return nil }
    let others = key.officers.count { other in
      guard other != officer, let member = state.members[other] else { return false }
      return member.left == nil && !member.devices.isEmpty
    }
    guard others < key.quorum else {
      return
        "\(name) is a recovery officer: psychotherapy notes then take \(key.quorum) of the other \(others)"
    }
    return
      "\(name) is a recovery officer, and psychotherapy notes take \(key.quorum) of \(key.officers.count): without \(name) nobody's come back, and \(name)'s own never do. The rest does: casevault recovery start REQUEST --for \(String(officer.hexadecimal.prefix(8))) --without-psychotherapy-notes"
  }
}
