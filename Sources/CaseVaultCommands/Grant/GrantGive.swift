import ArgumentParser
import CaseVault
import Casework
import System

/// `casevault grant give`: gives a colleague access to a part of a case file.
struct GrantGive: VaultCommand {
  static let synopsis =
    "casevault grant give CLIENT --to MEMBER (--for DURATION | --until TIME) --purpose PURPOSE --reason TEXT [--kinds KINDS] [--since DAY | --notes NOTES]"
  static let configuration = CommandConfiguration(
    commandName: "give", abstract: "Give a colleague access for a while.", usage: synopsis,
    discussion: """
      It is said back in one sentence before it is signed, and ends by itself. The reason is sealed to the \
      colleague, to auditors and to privacy officers; --reason - takes it from standard input.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: .client)
  var client: String?

  @Option(help: .member)
  var to: String?

  @OptionGroup var grant: GrantOptions

  var missing: TerminalText? {
    client == nil ? "the client" : to == nil ? "a colleague: --to MEMBER" : nil
  }

  func answer(in vault: Vault, _ session: Session) throws -> Answer {
    let client = try ClientChoice(in: vault, asking: session.questions, to: .giveGrant).client(
      client)
    let member = try MemberChoice(in: vault, asking: session.questions).member(
      to, as: "a colleague", option: "--to MEMBER")
    try GrantRefused.wording(of: member) {
      try vault.checkGrant(on: client.file, to: member.id)
    }
    let terms = try grant.terms(in: vault, session.questions)
    let reason = try grant.typedReason(session.questions)
    let people = GrantWords.People(try vault.members())
    try GrantRefused.wording(of: member) {
      try vault.checkGrant(on: client.file, to: member.id, terms: terms)
    }
    try GrantCheck(
      terms, to: member.id, client: GrantWords.called(client.called, client.shownName), people
    ).passes(in: session)
    let made = try GrantRefused.wording(of: member) {
      try vault.giveGrant(on: client.file, to: member.id, terms: terms, because: reason)
    }
    return GrantAnswer(made, client: client.number, people, in: vault).given
  }
}

/// A grant said back to whoever is about to sign it.
struct GrantCheck {
  let terms: GrantTerms
  /// How the client is called; nobody signs for another than they meant.
  let client: TerminalText
  let member: MemberID
  let people: GrantWords.People

  init(
    _ terms: GrantTerms, to member: MemberID, client: TerminalText, _ people: GrantWords.People
  ) {
    (self.terms, self.client, self.member, self.people) = (terms, client, member, people)
  }

  func passes(in session: Session) throws {
    guard session.questions.canAsk else { return }
    session.screen.remark(
      GrantWords.sentence(
        terms, for: member, on: client, people))
    guard try session.questions.confirm("Give this?") else {
      throw NotConfirmed()
    }
  }
}

/// What came of a grant that was given.
struct GrantAnswer {
  private let words: GrantWords
  private let now: Moment

  init(_ grant: Grant, client: ClientNumber?, _ people: GrantWords.People, in vault: Vault) {
    words = GrantWords(grant, client: client, people)
    now = vault.now()
  }

  var given: Answer {
    Answer(
      words.facts(at: now),
      "given, as \(words.number): \(words.sentence)")
  }
}
