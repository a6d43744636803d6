import CaseVault
import Casework
import System

/// What takes away by hand what an older copy gave back, as it works where it is typed: with what comes before it.
struct ByHandCommands {
  /// As things stand once a restoring that waits is approved.
  private let state: VaultState
  private let me: MemberID
  private let all: [Taking]

  /// `all` that is told together, as one may stand in the way of another.
  init(for all: [Taking], in state: VaultState, of me: MemberID) {
    let waiting = state.proposals.values.compactMap { ($0.content as? VaultRestored)?.taken }
    self.state = waiting.reduce(state) { $0.having(taken: $1) ?? $0 }
    self.me = me
    self.all = all
  }

  /// By ids: they fit one member, whatever people are called.
  func command(_ taking: Taking) -> TerminalText {
    switch taking {
    case .conflict(let member, let file):
      "casevault conflict declare \(client(file)) --member \(id(member))"
    case .grant(let number, _): "casevault grant revoke G-\(number)"
    // Of the only one there is, nothing would be left.
    case .device(_, let member) where state.members[member]?.devices.count == 1:
      member == me ? "casevault key rotate" : "casevault member offboard \(id(member))"
    case .device(let device, let member):
      member == me
        ? "casevault key revoke-device \(device.short)"
        : "casevault key revoke-device \(device.short) --of \(id(member))"
    case .member(let member): "casevault member offboard \(id(member))"
    case .role(let role, let member):
      "casevault member roles \(id(member)) \(keepsAny(member) ? "" : "--add ROLE ")--remove \(role.code)"
    case .supervision(let member, let supervisor):
      "casevault member unsupervise \(id(member)) --by \(id(supervisor))"
    case .assignment(let member, let file):
      "casevault file unassign \(client(file)) --from \(id(member))"
    case .duty(let member): "casevault emergency roster --remove \(id(member))"
    case .recoveryKey: "casevault recovery set-up"
    case .emergency(let number, _): "casevault emergency close E-\(number)"
    case .request(let number, _): "casevault grant decline G-\(number)"
    case .proposal(let number): "casevault member decline \(number)"
    case .recovery(let number, _): "casevault recovery stop \(number)"
    case .lockedOut(let member):
      state.recovery == nil
        ? "casevault member offboard \(id(member))"
        : "casevault recovery start REQUEST --for \(id(member))"
    }
  }

  /// Case files that nobody could open any more, were it done as things stand.
  func closes(_ taking: Taking) -> [ClientNumber] {
    switch taking {
    case .supervision(let member, let supervisor):
      state.numbersClosed(endingSupervisionOf: member, by: supervisor).compactMap {
        ClientNumber($0)
      }
    case .member:
      state.filesClosed(taking: TakenAgain([taking])).compactMap { state.file($0) }
        .compactMap { ClientNumber($0.number) }
    case .assignment(_, let file):
      isLastAssigned(to: file)
        ? state.file(file).flatMap { ClientNumber($0.number) }.map { [$0] } ?? [] : []
    default: []
    }
  }

  /// What is to be done before it, so that no file is closed.
  func first(_ taking: Taking) -> [TerminalText] {
    closes(taking).map { file in
      if case .member = taking { return "casevault file hand-over \(file.text) --to MEMBER" }
      return "casevault file assign \(file.text) --to MEMBER"
    }
  }

  /// Lines of their own, to be copied as they are, behind what runs.
  func lines(_ taking: Taking) -> TerminalText {
    let files = closes(taking)
    let command = command(taking)
    guard !files.isEmpty else { return ":\n  \(command)" }
    let list = TerminalText.list(files.map(\.text))
    let before = first(taking).map { "  \($0)\n" as TerminalText }.joined()
    let whose: TerminalText
    switch taking {
    case .member: whose = ", and nobody else opens \(list). They hand it over first"
    case .assignment: whose = ", and to nobody else. It is given to a colleague first"
    default: whose = ", and nobody else opens \(list). It is given to a colleague first"
    }
    // Without a colleague to work in it a file takes nobody away.
    if case .assignment = taking { return "\(whose):\n\(before)  \(command)" }
    return
      "\(whose):\n\(before)  \(command)\n  or, where \(list) may be closed to everybody:\n  \(command) --leave-closed"
  }

  private func keepsAny(_ member: MemberID) -> Bool {
    (state.members[member]?.roles ?? []).contains { !all.contains(.role($0, of: member)) }
  }

  private func isLastAssigned(to file: CaseFileID) -> Bool {
    (state.file(file)?.assigned ?? []).allSatisfy { all.contains(.assignment(of: $0, to: file)) }
  }

  private func id(_ member: MemberID) -> TerminalText {
    "\(String(member.hexadecimal.prefix(8)))"
  }

  private func client(_ file: CaseFileID) -> TerminalText {
    state.file(file).flatMap { ClientNumber($0.number) }.map { "\($0.text)" } ?? "a case file"
  }
}
