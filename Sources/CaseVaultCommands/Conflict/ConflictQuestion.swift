import CaseVault
import Casework
import System

/// What it means to declare a conflict, said to whoever is about to.
struct ConflictQuestion {
  private let effect: ConflictEffect
  private let isOwn: Bool
  private let name: TerminalText
  private let client: TerminalText
  private let members: [KnownMember]

  init(
    _ effect: ConflictEffect, keeps member: MemberID, called name: TerminalText,
    from client: ClientNumber?, in vault: Vault
  ) throws {
    self.effect = effect
    self.name = name
    isOwn = member == vault.member
    self.client = .escaped(client?.text ?? "the case file")
    members = try vault.members()
  }

  var text: TerminalText {
    "a conflict of interest keeps \(name) from \(client) from then on\(taken); \(left). That it is over takes two others.\nDeclare it?"
  }

  private var taken: TerminalText {
    guard effect.opensNow else { return "" }
    return isOwn ? ", which you can open now" : ", which they can open now"
  }

  private var left: TerminalText {
    let (readers, isOne) = (names(effect.readers), effect.readers.count == 1)
    if effect.readers.isEmpty { return "nobody is left who opens it" }
    let open: TerminalText = "\(readers) still \(isOne ? "opens" : "open") it"
    return effect.assigned.isEmpty
      ? "nobody is left to whom it is assigned; \(open), and \(isOne ? "gives" : "give") it to somebody with casevault file assign"
      : open
  }

  private func names(_ wanted: [MemberID]) -> TerminalText {
    let people = members.filter { wanted.contains($0.id) }
    return TerminalText.list(people.map { $0.shownName.string })
  }
}
