import CaseVault
import Casework
import System

/// Who is meant by what somebody typed: a C-number, a name or how words of it begin.
struct ClientChoice {
  private let vault: Vault
  private let questions: Questions
  private let power: Power?

  /// - Parameter power: what it is wanted for. Whoever may not do that with any is told so, and not that they
  ///   may not look for one.
  init(in vault: Vault, asking questions: Questions, to power: Power? = nil) {
    self.vault = vault
    self.questions = questions
    self.power = power
  }

  /// The one client; asks when nothing was typed, and when two fit.
  func client(_ typed: String?) throws -> Client {
    if let power { try vault.demand(power) }
    let typed = try questions.value(typed, of: "the client")
    guard let query = ClientQuery(typed) else { throw try nobody(called: typed) }
    let clients = try vault.clients()
    switch query.find(among: clients) {
    case .none:
      // Perhaps it is one whose name cannot be read.
      if let gap = IncompleteList(clients.map(\.fault)) { throw gap }
      // That there is such a case file everybody here knows from the log: who wants to do something with it
      // is told, by policy, why not and how to ask.
      if let number = ClientNumber(typed), let closed = try vault.client(closedTo: number) {
        return closed
      }
      throw try nobody(called: typed)
    case .one(let client): return client
    case .several(let clients):
      let options = clients.map { "\($0.number?.text ?? "")  \($0.shownName)" as TerminalText }
      guard let choice = try questions.choice("Who is meant?", among: options) else {
        throw SeveralClients(typed: typed, numbers: clients.compactMap(\.number))
      }
      return clients[choice]
    }
  }

  private func nobody(called typed: String) throws -> NoSuchClient {
    let roles = try vault.me()?.roles ?? []
    return NoSuchClient(
      typed: typed, mayAdd: roles.contains { $0.powers[.openFile] != nil },
      mayBeOfOthers: try !vault.knowsEveryClient
        && roles.contains { $0.powers[.askForGrant] != nil })
  }

  /// A name as it was typed.
  static func name(from typed: String) throws -> ClientName {
    do {
      return try ClientName(typed)
    } catch {
      throw UnfitName(text: error)
    }
  }
}

/// Nobody among the clients that this member may know of.
struct NoSuchClient: WordedError {
  let typed: String
  /// Whether their roles come with taking clients in.
  let mayAdd: Bool
  /// Whether colleagues may have clients whose names this member may not know, and whether they may ask for access.
  /// The same is said whether there is one of that name or not: that alone would tell whom a colleague sees.
  let mayBeOfOthers: Bool

  var wording: Wording {
    let list: TerminalText = "casevault client list shows them all"
    let asking: TerminalText =
      "a colleague's client you reach by the C-number, which the colleague knows, and not by a name: casevault grant request C-NUMBER --for '2 weeks' --since beginning --purpose leave-cover --reason TEXT"
    let adding: TerminalText =
      mayBeOfOthers
      ? "whom nobody here serves yet: casevault client add NAME"
      : "casevault client add NAME takes one in"
    let hints = [list] + (mayBeOfOthers ? [asking] : []) + (mayAdd ? [adding] : [])
    return Wording(
      .notFound, "no-such-client", "no client of yours is called “\(typed)”",
      hint: hints.joined(separator: "; "))
  }
}

/// More than one fits, and nobody could be asked. Names stay out of it: errors go to logs.
struct SeveralClients: WordedError {
  let typed: String
  let numbers: [ClientNumber]

  var wording: Wording {
    Wording(
      .conflict, "several-clients",
      "“\(typed)” could be any of \(TerminalText.list(numbers.map(\.text)))",
      hint: "use the C-number; casevault client list shows whose it is")
  }
}

/// A text that is no client's name.
struct UnfitName: WordedError {
  let text: InvalidText

  var wording: Wording { text.wording(of: "the name") }
}
