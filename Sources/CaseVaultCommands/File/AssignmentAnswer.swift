import CaseVault
import Casework
import System

/// What came of a case file going from hand to hand.
struct AssignmentAnswer {
  private let result: JSONObject

  /// Does it, and says whom a refusal is about.
  init(_ client: Client, _ member: KnownMember, by act: (MemberID) throws -> Void) throws {
    do {
      try act(member.id)
    } catch let why as CannotAssign {
      throw AssignmentRefused(why: why, name: member.shownName)
    }
    var result = JSONObject([
      ("client", .string(client.number?.text ?? "")),
      ("file", .string(client.file.hexadecimal)),
      ("member", .string(member.id.hexadecimal)),
    ])
    result.append("name", ifPresent: member.name.map { .string($0) })
    self.result = result
  }

  func answer(_ sentence: TerminalText) -> Answer { Answer(result, sentence) }
}

extension Client {
  /// The C-number: sentences that may end up in somebody's scrollback name no client.
  var called: TerminalText { "\(number?.text ?? "the case file")" }
}
