import ArgumentParser
import CaseVault
import Casework
import System

/// Which colleague is meant by what somebody typed: a name, how words of it begin, or how an id begins.
struct MemberChoice {
  private let vault: Vault
  private let questions: Questions

  init(in vault: Vault, asking questions: Questions) {
    self.vault = vault
    self.questions = questions
  }

  /// The one member; asks when nothing was typed, and when two fit.
  func member(
    _ typed: String?, as what: TerminalText, option: TerminalText
  ) throws -> KnownMember {
    let typed = try questions.value(typed, of: what, option: option)
    let members = try vault.members()
    guard let query = ClientQuery(typed) else { throw NoSuchMember(typed: typed) }
    switch Self.find(query, among: members) {
    case .none:
      // Names first: whoever draws an id can choose one that reads like a colleague's name.
      if let one = members.onlyOne(withIDBeginning: typed) { return one }
      // Perhaps it is one whose name cannot be read.
      if let gap = IncompleteList(members.map(\.fault)) { throw gap }
      throw NoSuchMember(typed: typed)
    case .one(let found): return found.member
    case .several(let found):
      let options = found.map {
        "\(members.listed($0.member.id))  \($0.member.shortID)" as TerminalText
      }
      guard let choice = try questions.choice("Who is meant?", among: options) else {
        throw SeveralMembers(
          typed: typed, ids: found.map { String($0.member.id.hexadecimal.prefix(8)) })
      }
      return found[choice].member
    }
  }
}

extension MemberChoice {
  /// Among those who work here first: whoever came back has the name of one who left.
  private static func find(
    _ query: ClientQuery, among members: [KnownMember]
  ) -> ClientMatch<NamedMember> {
    let here = query.find(among: members.filter { $0.left == nil }.map(NamedMember.init))
    if case .none = here { return query.find(among: members.map(NamedMember.init)) }
    return here
  }
}

/// A member as names are looked for.
private struct NamedMember: NamedClient {
  let member: KnownMember
  let number: ClientNumber? = nil

  var name: ClientName? { member.name.flatMap { try? ClientName(stored: $0) } }
}

extension [KnownMember] {
  /// The one whose id begins with these digits, at least four.
  fileprivate func onlyOne(withIDBeginning typed: String) -> KnownMember? {
    guard typed.utf8.count >= 4 else { return nil }
    let found = filter { $0.id.hexadecimal.hasPrefix(typed.lowercased()) }
    return found.count == 1 ? found[0] : nil
  }
}

/// Nobody who works here.
struct NoSuchMember: WordedError {
  let typed: String

  var wording: Wording {
    Wording(
      .notFound, "no-such-member", "nobody here is called “\(typed)”",
      hint: "casevault member list shows who works here")
  }
}

/// More than one fits, and nobody could be asked.
struct SeveralMembers: WordedError {
  let typed: String
  let ids: [String]

  var wording: Wording {
    Wording(
      .conflict, "several-members", "“\(typed)” could be any of \(TerminalText.list(ids))",
      hint: "use the id; casevault member list shows whose it is")
  }
}

extension ArgumentHelp {
  /// How a member is named.
  static let member = ArgumentHelp(
    "A colleague's name, how its words begin, or their id.", valueName: "member")

  /// How a client is named.
  static let client = ArgumentHelp(
    "A name, how its words begin, or a C-number.", valueName: "client")
}
