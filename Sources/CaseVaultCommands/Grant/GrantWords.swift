import CaseVault
import Casework
import System

/// A grant in words and for programs.
struct GrantWords {
  let grant: Grant
  let client: TerminalText
  let people: People

  init(_ grant: Grant, client: ClientNumber?, _ people: People) {
    self.grant = grant
    self.client = .escaped(client?.text ?? "the case file")
    self.people = people
  }

  /// What of colleagues is needed to speak of their grants.
  struct People {
    let names: [MemberID: String]
    /// Who may write where they may read.
    let writers: Set<MemberID>

    init(names: [MemberID: String], writers: Set<MemberID>) {
      (self.names, self.writers) = (names, writers)
    }

    init(_ members: [KnownMember]) {
      let writers = members.filter { $0.roles.contains { $0.powers[.writeNotes] != nil } }
      self.init(names: members.names, writers: Set(writers.map(\.id)))
    }

    func name(_ member: MemberID) -> TerminalText { names[member].map { "\($0)" } ?? .unopened }
  }

  var number: TerminalText { "G-\(grant.number)" }

  /// All of it in one sentence, said back before it is signed.
  var sentence: TerminalText {
    Self.sentence(grant.terms, for: grant.grantee, on: client, people)
  }

  static func sentence(
    _ terms: GrantTerms, for member: MemberID, on client: TerminalText, _ people: People
  ) -> TerminalText {
    let writes: TerminalText = people.writers.contains(member) ? ", and write there," : ""
    return
      "\(people.name(member)) may read \(notes(of: terms.scope, on: client))\(writes) until \(terms.until.localTextWithZone), for \(terms.purpose.title)"
  }

  /// A client by number and name: nobody signs for another than they meant. In brackets, since the sentence goes on
  /// behind it with or without a comma.
  static func called(_ number: TerminalText, _ name: TerminalText) -> TerminalText {
    "\(number) (\(name))"
  }

  private static func notes(
    of scope: GrantTerms.Scope, on client: TerminalText
  ) -> TerminalText {
    let kinds = TerminalText.list(scope.kinds.map { "\($0.title)s" })
    return switch scope.notes {
    case .fromNowOn: "\(kinds) of \(client) written from now on"
    case .since(let day):
      "\(kinds) of \(client) on sessions since \(day.text) and those written from now on"
    case .all: "all \(kinds) of \(client)"
    case .picked(let notes):
      "\(TerminalText.count(notes.count, "picked note", "picked notes")) of \(client)"
    }
  }

  /// How far it has come, for a list.
  func stage(at now: Moment) -> TerminalText {
    switch grant.stage {
    case .requested: grant.terms.until > now ? "waits for an answer" : "never answered"
    case .declined(let by, _): "declined by \(people.name(by))"
    case .running:
      grant.terms.until > now ? "runs, \(Self.left(of: grant, at: now)) left" : "over"
    case .over: "over"
    case .ended(_, let at): "ended \(at.localText)"
    }
  }

  /// The time left, in its two largest units.
  static func left(of grant: Grant, at now: Moment) -> TerminalText {
    let words = grant.terms.until.since(now).text.split(separator: " ")
    return .escaped(words.prefix(4).joined(separator: " "))
  }

  func facts(at now: Moment) -> JSONObject {
    var facts = JSONObject([
      ("grant", .string("G-\(grant.number)")), ("client", .string(client.string)),
      ("file", .string(grant.file.hexadecimal)),
      ("member", .string(grant.grantee.hexadecimal)),
    ])
    facts.append("name", ifPresent: people.names[grant.grantee].map { .string($0) })
    facts.append("purpose", .string(grant.terms.purpose.code))
    facts.append("reasonCode", .string(grant.terms.purpose.reasonCode))
    facts.append("kinds", .array(grant.terms.scope.kinds.map { .string($0.code) }))
    facts.append("notes", .string(grant.terms.scope.notes.code))
    if case .since(let day) = grant.terms.scope.notes { facts.append("since", .string(day.text)) }
    if case .picked(let notes) = grant.terms.scope.notes {
      facts.append("picked", .array(notes.map { .string($0.hexadecimal) }))
    }
    facts.append("until", .string(grant.terms.until.text))
    facts.append("stage", .string(grant.stageCode(at: now)))
    facts.append("at", .string(grant.at.text))
    facts.append("givenBy", ifPresent: grant.given.map { .string($0.by.hexadecimal) })
    facts.append("given", ifPresent: grant.given.map { .string($0.at.text) })
    return facts
  }
}

extension Grant {
  /// The word in `--json`.
  func stageCode(at now: Moment) -> String {
    switch stage {
    case .requested: "requested"
    case .declined: "declined"
    case .running: terms.until > now ? "running" : "over"
    case .over: "over"
    case .ended: "ended"
    }
  }
}

extension Moment {
  /// As this machine's clock shows it, with the zone: `2026-12-06 18:00 +01:00`.
  var localTextWithZone: TerminalText {
    let offset = Surroundings.ofThisMachine.offsetMinutes(self)
    let time = EventTime(moment: self, offsetMinutes: offset, precision: .minute)
    return .escaped(time?.text ?? text)
  }
}
