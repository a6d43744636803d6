import ArgumentParser
import CaseVault
import Casework
import Keyring
import System

/// `casevault member enrol`: proposes a newcomer, for another member to approve.
struct MemberEnrol: VaultCommand {
  static let synopsis = "casevault member enrol REQUEST --role ROLE [--role ROLE …] [--name NAME]"
  static let configuration = CommandConfiguration(
    commandName: "enrol", abstract: "Propose somebody who wants to join.", usage: synopsis)

  @OptionGroup var options: GlobalOptions

  @Argument(
    help: ArgumentHelp("The newcomer's request; - is standard input.", valueName: "request"),
    completion: .file())
  var request: String?

  @Option(
    name: .customLong("role"), parsing: .singleValue,
    help: ArgumentHelp("What they will do here; may be given several times.", valueName: "role"))
  var roles: [MemberRole] = []

  @Option(help: "How colleagues will see them, if not as the request says.")
  var name: String?

  var missing: TerminalText? {
    request == nil ? "the newcomer's request" : roles.isEmpty ? "a role: --role ROLE" : nil
  }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    // Nobody compares a fingerprint to learn afterwards that they may not enrol.
    try vault.check([Act(.manageMembers)])
    let file = try session.questions.value(request, of: "the newcomer's request")
    let request = try EnrolmentRequest.parse(InputFile(path: file).text(atMost: 1 << 16))
    try refuse(request, waitingIn: vault)
    let roles = try rolesWanted(session.questions)
    try FingerprintCheck(of: request).passes(asking: session.questions)
    let number = try proposed(request, as: roles, in: vault)
    let result = JSONObject([
      ("number", .integer(Int64(number))), ("name", .string(name ?? request.name)),
      ("roles", .array(roles.map { .string($0.code) })),
      ("fingerprint", .string(request.keys.fingerprint)),
    ])
    return Answer(
      result,
      """
      \(name ?? request.name) is proposed as \(TerminalText.list(roles.map(\.title))), under number \(number).

      Next: another member runs casevault member approve \(number)
      """)
  }

  /// Before anybody compares a fingerprint in vain.
  private func refuse(_ request: VerifiedRequest, waitingIn vault: Vault) throws {
    let waiting = try vault.waitingActs().first { act in
      act.answer != .lapsed
        && (act.content as? MemberEnrolled)?.member.device.fingerprint == request.keys.fingerprint
    }
    if let waiting { throw AlreadyProposed(name: request.name, number: waiting.number) }
  }

  private func proposed(
    _ request: VerifiedRequest, as roles: [Role], in vault: Vault
  ) throws -> UInt64 {
    do {
      return try vault.proposeMember(request, named: name ?? request.name, as: roles)
    } catch let known as KeyKnownAlready where !known.hasLeft {
      throw AlreadyMember(name: request.name)
    } catch let act as InadmissibleAct where act.violation == .alreadyExists {
      throw AlreadyMember(name: request.name)
    }
  }

  private func rolesWanted(_ questions: Questions) throws -> [Role] {
    if !roles.isEmpty { return roles.map(\.role) }
    let options = Role.all.map { "\($0.title)" as TerminalText }
    guard let choice = try questions.choice("Their role", among: options) else {
      throw questions.missing("a role: --role ROLE")
    }
    return [Role.all[choice]]
  }
}

/// The request is of a key that is enrolled already.
struct AlreadyMember: WordedError {
  let name: String

  var wording: Wording {
    Wording(
      .conflict, "already-member", "\(name) is a member already, with this very key",
      hint:
        "casevault member list shows everybody; to join on their machine: casevault vault join TICKET"
    )
  }
}

/// The request waits for approval already; another proposal of it could only be approved in vain.
struct AlreadyProposed: WordedError {
  let name: String
  let number: UInt64

  var wording: Wording {
    Wording(
      .conflict, "already-proposed", "\(name) is proposed already, under number \(number)",
      hint:
        "another member runs casevault member approve \(number); to propose something else, first casevault member decline \(number)"
    )
  }
}

/// A role as it is typed.
struct MemberRole: ExpressibleByArgument {
  let role: Role

  init?(argument: String) {
    guard let role = Role.named(argument) else { return nil }
    self.role = role
  }

  static var allValueStrings: [String] { Role.all.map(\.code) }
  static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
