import ArgumentParser
import CaseVault
import Casework
import System

/// When something ends: at a time, or after a while.
struct EndOptions: ParsableArguments {
  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("How long, as in '2 weeks' or 8h.", valueName: "duration"))
  var duration: String?

  @Option(
    help: ArgumentHelp(
      "Until when, as in 2026-12-06 (its end) or 2026-12-06T18:00.", valueName: "time"))
  var until: String?

  /// The end; nil where none was said.
  func end(now: Moment) throws -> Moment? {
    switch (duration, until) {
    case (nil, nil): return nil
    case (_?, _?): throw TwoEnds()
    case (let typed?, nil):
      guard let span = TimeSpan(typed) else { throw UnreadableDuration(typed: typed) }
      return now.adding(span)
    case (nil, let typed?): return try TypedTimes().latest(typed, of: "--until")
    }
  }
}

extension EndOptions {
  /// The end, asked for where none was said.
  func end(now: Moment, _ questions: Questions) throws -> Moment {
    if let end = try end(now: now) { return end }
    let typed = try questions.value(
      nil, of: "how long, as in 2 weeks", option: "--for DURATION or --until TIME")
    guard let span = TimeSpan(typed) else { throw UnreadableDuration(typed: typed) }
    return now.adding(span)
  }
}

/// What a grant is for, how far it goes and why.
struct GrantOptions: ParsableArguments {
  @OptionGroup var end: EndOptions

  @Option(
    help: ArgumentHelp(
      "\(TerminalText.list(GrantPurpose.all.map(\.code), "or").string).", valueName: "purpose"))
  var purpose: String?

  @Option(
    help: ArgumentHelp("Why; - is standard input. It is sealed.", valueName: "text"))
  var reason: String?

  @Option(
    help: ArgumentHelp("Kinds of note, with commas between; else progress.", valueName: "kinds"))
  var kinds: String?

  @Option(
    help: ArgumentHelp(
      "Also notes on sessions since that day, or since the beginning; else from now on.",
      valueName: "day"))
  var since: String?

  @Option(
    help: ArgumentHelp(
      "These notes and nothing else: ids with commas between.", valueName: "notes"))
  var notes: String?

  func terms(in vault: Vault, _ questions: Questions) throws -> GrantTerms {
    let until = try end.end(now: vault.now(), questions)
    let typed = try questions.value(purpose, of: "a purpose", option: "--purpose PURPOSE")
    guard let purpose = GrantPurpose.named(typed) else { throw NoSuchPurpose(typed: typed) }
    return GrantTerms(
      purpose: purpose, until: until,
      scope: GrantTerms.Scope(kinds: try typedKinds(), try scope(in: vault)))
  }

  func typedReason(_ questions: Questions) throws -> String {
    let typed = try questions.value(reason, of: "a reason", option: "--reason TEXT")
    guard typed == "-" else { return typed }
    let bytes = try StandardInput.read(atMost: 1 << 16)
    return UTF8Text.trimmed(try UTF8Text.string(from: bytes.span))
  }

  private func typedKinds() throws -> [NoteKind] {
    guard let kinds else { return [.progress] }
    let typed = try kinds.split(separator: ",").map { word in
      let code = UTF8Text.trimmed(String(word))
      guard let kind = NoteKind.named(code) else { throw NoSuchKind(typed: code) }
      return kind
    }
    guard !typed.isEmpty else { throw NoSuchKind(typed: kinds) }
    return NoteKind.all.filter(typed.contains)
  }

  private func scope(in vault: Vault) throws -> GrantTerms.Notes {
    switch (since, notes) {
    case (nil, nil): return .fromNowOn
    case (_?, _?): throw TwoScopes()
    case ("beginning", nil): return .all
    case (let day?, nil): return .since(try TypedTimes().event(day, of: "--since").date)
    case (nil, let typed?):
      let choice = NoteChoice(in: vault, asking: Questions(mayAsk: false, synopsis: ""))
      return .picked(
        try typed.split(separator: ",").map { word in
          let word = UTF8Text.trimmed(String(word))
          // Whoever asks cannot look a note up, and may have been told its whole id.
          return try (try? NoteID(hexadecimal: word)) ?? choice.note(word)
        })
    }
  }
}

extension ArgumentHelp {
  /// How a grant is named.
  static let grant = ArgumentHelp("Its number, as in G-4.", valueName: "grant")
}

/// A grant as it is typed: G-4, g4 or 4.
enum GrantNumber {
  static func read(_ typed: String?, _ questions: Questions) throws -> Int {
    let typed = try questions.value(typed, of: "the grant")
    let digits = typed.lowercased().drop { $0 == "g" || $0 == "-" }
    guard digits.count < 16, let number = Int(digits), number > 0 else {
      throw NoSuchGrantTyped(typed: typed)
    }
    return number
  }
}
