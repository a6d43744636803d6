import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault emergency open`: opens a case file because somebody is in danger.
struct EmergencyOpen: VaultCommand {
  static let synopsis =
    "casevault emergency open CLIENT --safety CODE --reason TEXT [--for DURATION]"
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open a case file because somebody is in danger.",
    usage: synopsis,
    discussion: """
      For whoever is on duty. It lasts four hours at most and is recorded first; supervisors and privacy \
      officers are told with their next commands, and one of them, or an auditor, reviews it. You may read all \
      but psychotherapy notes, write and sign. The reason is sealed to them and to you; --reason - takes it from \
      standard input.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: .client)
  var client: String?

  @Option(
    help: ArgumentHelp(
      "\(TerminalText.list(SafetyReason.all.map(\.code), "or").string).", valueName: "code"))
  var safety: String?

  @Option(help: ArgumentHelp("Why; - is standard input. It is sealed.", valueName: "text"))
  var reason: String?

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("How long, four hours at most, and else so long.", valueName: "duration"))
  var duration: String?

  var missing: TerminalText? {
    if client == nil { return "the client" }
    if safety == nil { return "what danger it is: --safety CODE" }
    return reason == nil ? "a reason: --reason TEXT" : nil
  }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let members = try vault.members()
    let typed = ClientNumber(client ?? "")
    return try EmergencyRefused.telling(about: typed, in: vault, members) {
      let client = try EmergencyClientChoice(in: vault, asking: session.questions).client(client)
      let safety = try typedSafety(session.questions)
      let reason = try typedReason(session.questions)
      let span = try typedSpan()
      try check(client, safety, span, in: session)
      let opened = try EmergencyRefused.wording(members.names) {
        try vault.openEmergency(on: client.file, for: safety, lasting: span, because: reason)
      }
      return try answer(opened, client, in: vault, session)
    }
  }

  private func answer(
    _ opened: Emergency, _ client: Client, in vault: Vault, _ session: Session
  ) throws -> Answer {
    let words = EmergencyLine(opened, client: client.number, names: [:])
    let isReached = try vault.canRead(inEmergency: opened)
    var facts = words.facts(at: vault.now())
    facts.append("readable", .bool(isReached))
    let called: TerminalText = .escaped(client.number?.text ?? "CLIENT")
    // Whoever named somebody sees whom they meant; anywhere but on a terminal a name would be an export.
    let name: TerminalText? =
      session.screen.destination == .terminal ? client.name.map { " (\($0.text))" } : nil
    let next: TerminalText =
      isReached
      ? "casevault note list \(called), casevault note write \(called)"
      : "its notes do not open for you yet, casevault emergency roster says why; you may write: casevault note write \(called)"
    return Answer(facts) { layout in
      layout.sentences(
        "\(words.number): \(called)\(name ?? "") is open to you until \(opened.until.localTextWithZone), because of \(opened.safety.title). Supervisors and privacy officers are told, and one of them reviews it. Next: \(next)"
      )
    }
  }

  private func typedSafety(_ questions: Questions) throws -> SafetyReason {
    let codes = TerminalText.list(SafetyReason.all.map(\.code), "or")
    let typed = try questions.value(
      safety, of: "what danger it is (\(codes))", option: "--safety CODE")
    guard let known = SafetyReason.named(typed) else { throw NoSuchSafety(typed: typed) }
    return known
  }

  private func typedReason(_ questions: Questions) throws -> String {
    let typed = try questions.value(reason, of: "a reason", option: "--reason TEXT")
    guard typed == "-" else { return typed }
    let bytes = try StandardInput.read(atMost: 1 << 16)
    return UTF8Text.trimmed(try UTF8Text.string(from: bytes.span))
  }

  private func typedSpan() throws -> TimeSpan {
    guard let duration else { return Emergency.longest }
    guard let span = TimeSpan(duration) else { throw UnreadableDuration(typed: duration) }
    return span
  }

  /// Nobody opens another's file than they meant.
  private func check(
    _ client: Client, _ safety: SafetyReason, _ span: TimeSpan, in session: Session
  ) throws {
    guard session.questions.canAsk else { return }
    session.screen.remark(
      "\(client.number?.text ?? ""), \(client.shownName): open for you for \(span.text), because of \(safety.title)"
    )
    guard try session.questions.confirm("Open it?") else {
      throw NotConfirmed()
    }
  }
}

/// Which client is meant, by name too: who calls at night has a name, and no C-number.
struct EmergencyClientChoice {
  private let vault: Vault
  private let questions: Questions

  init(in vault: Vault, asking questions: Questions) {
    self.vault = vault
    self.questions = questions
  }

  func client(_ typed: String?) throws -> Client {
    // Whoever works alone needs no emergency, and is told so of the client that they name.
    if try vault.state.preset == .solo {
      return try ClientChoice(in: vault, asking: questions).client(typed)
    }
    try vault.demand(.openEmergency)
    let typed = try questions.value(typed, of: "the client")
    if let number = ClientNumber(typed), let client = try vault.client(closedTo: number) {
      return client
    }
    guard let query = ClientQuery(typed) else {
      throw NoSuchClient(typed: typed, mayAdd: false, mayBeOfOthers: false)
    }
    let clients = try vault.clientsOnDuty()
    switch query.find(among: clients) {
    case .none:
      if let gap = IncompleteList(clients.map(\.fault)) { throw gap }
      throw NoSuchEmergencyClient(typed: typed)
    case .one(let client): return client
    case .several(let clients):
      let options = clients.map { "\($0.number?.text ?? "")  \($0.shownName)" as TerminalText }
      guard let choice = try questions.choice("Who is meant?", among: options) else {
        throw SeveralEmergencyClients(typed: typed, numbers: clients.compactMap(\.number))
      }
      return clients[choice]
    }
  }
}
