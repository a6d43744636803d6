import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault member roles`: proposes that somebody does other work here.
struct MemberRoles: VaultCommand {
  static let synopsis = "casevault member roles MEMBER (--add ROLE | --remove ROLE) …"
  static let configuration = CommandConfiguration(
    commandName: "roles", abstract: "Propose which roles a colleague gains or loses.",
    usage: synopsis,
    discussion: """
      Once another member has approved it, it holds at once, and whoever has the keys that come and go with \
      the roles hands them on or exchanges them with their next command. What somebody has read stays known to \
      them. Whoever is to work in no case files any more hands theirs over first, and whoever is to \
      supervise nobody is replaced first: casevault file hand-over, casevault member unsupervise.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: .member)
  var member: String?

  @Option(
    name: .customLong("add"), parsing: .singleValue,
    help: ArgumentHelp("A role that they gain; may be given several times.", valueName: "role"))
  var added: [MemberRole] = []

  @Option(
    name: .customLong("remove"), parsing: .singleValue,
    help: ArgumentHelp("A role that they lose; may be given several times.", valueName: "role"))
  var removed: [MemberRole] = []

  var missing: TerminalText? {
    member == nil
      ? "a colleague"
      : added.isEmpty && removed.isEmpty ? "a role: --add ROLE or --remove ROLE" : nil
  }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    try vault.demand(.manageMembers)
    let choice = MemberChoice(in: vault, asking: session.questions)
    let who = try choice.member(member, as: "a colleague", option: "MEMBER")
    guard !added.isEmpty || !removed.isEmpty else {
      throw session.questions.missing("a role: --add ROLE or --remove ROLE")
    }
    do {
      let proposed = try vault.proposeRoles(
        of: who.id, adding: added.map(\.role), removing: removed.map(\.role))
      return Self.answer(proposed.number, who, proposed.roles)
    } catch let why as CannotSetRoles {
      throw RolesRefused(why: why, name: who.shownName, id: who.shortID)
    }
  }

  private static func answer(_ number: UInt64, _ who: KnownMember, _ roles: [Role]) -> Answer {
    var result = JSONObject([
      ("number", .integer(Int64(number))), ("member", .string(who.id.hexadecimal)),
    ])
    result.append("name", ifPresent: who.name.map { .string($0) })
    result.append("roles", .array(roles.map { .string($0.code) }))
    return Answer(
      result,
      """
      That \(who.shownName) is \(TerminalText.list(roles.map(\.title))) is proposed, under number \(number).

      Next: another member runs casevault member approve \(number)
      """)
  }
}
