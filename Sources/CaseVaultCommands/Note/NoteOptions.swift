import ArgumentParser
import CaseVault
import Casework
import System

/// What may be said of a note beside its text.
struct NoteOptions: ParsableArguments {
  /// For the usage lines of commands that take them.
  static let synopsis =
    "[--template TEMPLATE] [--title TITLE] [--at TIME] [--start TIME] [--stop TIME] [--place PLACE] [--modality MODALITY] [--approach APPROACH]"

  @Option(
    help: ArgumentHelp(
      "The sections to write in; each begins on a line with its title and a colon.",
      valueName: "template"))
  var template: NoteTemplateName?

  @Option(help: "A title for lists.")
  var title: String?

  @Option(
    help: ArgumentHelp(
      "When it happened, as in 2026-03-14T09:30; else now. More than 24 hours ago is late.",
      valueName: "time"))
  var at: String?

  @Option(help: ArgumentHelp("When the session began.", valueName: "time"))
  var start: String?

  @Option(help: ArgumentHelp("When the session ended.", valueName: "time"))
  var stop: String?

  @Option(help: "Where the session was.")
  var place: String?

  @Option(
    help: ArgumentHelp("How it was held.", valueName: "modality"))
  var modality: NoteModality?

  @Option(
    help: ArgumentHelp("By which approach.", valueName: "approach"))
  var approach: NoteApproach?

  /// When it happened, as far as it was said: `--at`, on that day the beginning of the session.
  /// A kind without session facts has no such beginning; that it was given is refused later, by name.
  func event(of kind: NoteKind, _ times: TypedTimes) throws -> EventTime? {
    let event = try at.map { try times.event($0, of: "--at") }
    guard kind.hasSessionFacts, let start else { return event }
    return try (event.map { TypedTimes(on: $0) } ?? times).event(start, of: "--start")
  }

  /// The facts of the session, over those that a note has already.
  func session(_ known: SessionFacts = .none, _ times: TypedTimes) throws -> SessionFacts {
    var facts = known
    if let start { facts.start = try times.event(start, of: "--start").moment }
    if let stop { facts.stop = try times.event(stop, of: "--stop").moment }
    facts.place = place ?? facts.place
    facts.modality = modality?.modality ?? facts.modality
    facts.approach = approach?.approach ?? facts.approach
    return facts
  }
}

/// Times as they are typed: with a date, or as a time of the day that the note is about.
struct TypedTimes {
  private let now: Moment
  private let offsetMinutes: @Sendable (Moment) -> Int
  /// For times that name no day.
  private let day: CalendarDate

  /// `event` is what the note is about; without it, a time is one of today.
  init(on event: EventTime? = nil) {
    now = Surroundings.ofThisMachine.now()
    let known = event?.offsetMinutes
    offsetMinutes = { known ?? Surroundings.ofThisMachine.offsetMinutes($0) }
    day = event?.date ?? now.date(offsetMinutes: offsetMinutes(now))
  }

  /// This minute; nil where the zone is none that a clock shows.
  var thisMinute: EventTime? {
    let milliseconds = now.millisecondsSince1970
    return Moment(millisecondsSince1970: milliseconds - milliseconds % 60_000).flatMap {
      EventTime(moment: $0, offsetMinutes: offsetMinutes($0), precision: .minute)
    }
  }

  func event(_ typed: String, of option: TerminalText) throws -> EventTime {
    let isClock = typed.contains(":") && !typed.contains("-") && !typed.contains("/")
    do {
      return try EventTime(
        reading: isClock ? "\(day.text) \(typed)" : typed, offsetMinutes: offsetMinutes)
    } catch {
      throw UnfitTime(option: option, error: error)
    }
  }

  /// The last moment that was meant: a day is over at its end.
  func latest(_ typed: String, of option: TerminalText) throws -> Moment {
    try event(typed, of: option).latestMoment(offsetMinutes: offsetMinutes)
  }
}

/// A time that could not be read, and where it was typed.
struct UnfitTime: WordedError {
  let option: TerminalText
  let error: InvalidEventTime

  var wording: Wording { error.wording(of: option) }
}
