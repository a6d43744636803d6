import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault grant list`: requests and grants, and how long they still run.
struct GrantList: VaultCommand {
  static let synopsis = "casevault grant list"
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show who has access to what until when.", usage: synopsis,
    discussion: "Those that concern you; auditors, privacy officers and administrators see all.")

  @OptionGroup var options: GlobalOptions

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let grants = try vault.grants()
    let members = try vault.members()
    let now = vault.now()
    let people = GrantWords.People(members)
    let words = grants.map { GrantWords($0.grant, client: $0.client, people) }
    let result = JSONObject([("grants", .array(words.map { .object($0.facts(at: now)) }))])
    let table = Table(
      [
        Table.Column("Grant", weight: 5), Table.Column("Client", weight: 5),
        Table.Column("Member", weight: 3, cutTo: 10), Table.Column("For", weight: 1, cutTo: 10),
        Table.Column("Until", weight: 4), Table.Column("Now", weight: 2, brokenAt: 14),
      ],
      words.map { words in
        [
          words.number, words.client, members.listed(words.grant.grantee),
          "\(words.grant.terms.purpose.title)", words.grant.terms.until.localTextWithZone,
          words.stage(at: now),
        ]
      }, empty: "no grants: casevault grant request CLIENT asks for one")
    return Answer(result, fault: IncompleteList(members.map(\.fault))) { table.page($0) }
  }
}
