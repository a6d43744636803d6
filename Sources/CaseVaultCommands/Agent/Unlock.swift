import ArgumentParser
import CaseVault
import Casework
import Keyring
import System
import VaultAgent

/// `casevault unlock`: the passphrase once, for all that comes after.
struct Unlock: PlainCommand {
  static let synopsis = "casevault unlock [--for 8h] [--idle 15m] [--key FILE]"
  static let configuration = CommandConfiguration(
    commandName: "unlock", abstract: "Open your key once, for the commands that follow.",
    usage: synopsis,
    discussion: """
      A process of your account, the agent, keeps the key in locked memory, and every command finds it by \
      itself. It wipes the key when the time is over, when nothing asked for it for a while, with \
      casevault lock, when the machine slept, when you log out, and when the key file is replaced. \
      Whatever runs under your account meanwhile can use the key as you can.
      """)

  @OptionGroup var options: GlobalOptions

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("How long, used or not: 8h, 1h30m, 24h at most.", valueName: "time"))
  var lasting = TypedSpan(.hours(8))

  @Option(help: ArgumentHelp("How long without use: 15m, 1h.", valueName: "time"))
  var idle = TypedSpan(.minutes(15))

  func validate() throws {
    for (name, span) in [("--for", lasting), ("--idle", idle)] where span.span > Self.longest {
      throw ValidationError("\(name) is at most 24 hours")
    }
  }

  func answer(in session: Session) throws -> Answer {
    let key = session.key
    let failed = try key.exists ? key.counter().load() : nil
    let opened = try key.openByPassphrase()
    let agent = try AgentStart.connection(
      at: session.places.agent, starting: AgentServe.arguments(for: session.places.agent))
    let idle = min(idle.span, lasting.span)
    try agent.hold(
      opened.secrets, as: opened.key, from: try key.file.path.resolved(), for: lasting.span,
      idle: idle)
    if try !agent.status().areLocked { session.screen.remark(Self.notLocked) }
    let now = Surroundings.ofThisMachine.now()
    let end = now.adding(lasting.span)
    var result = JSONObject([
      ("key", .string(key.file.path.string)),
      ("device", .string(opened.secrets.publicKeys.id.hexadecimal)), ("until", .string(end.text)),
      ("idleSeconds", .integer(idle.milliseconds / 1000)),
    ])
    result.append("failedBefore", ifPresent: failed.map { JSONValue.object($0.facts) })
    return Answer(
      result,
      """
      unlocked until \(end.localTextWithZone), or until nothing asks for it for \(idle.text); \
      casevault lock ends it at once
      """)
  }

  private static let notLocked: TerminalText =
    "casevault: warning: this system does not lock the agent's memory (ulimit -l), so the key may get into the swap space"

  private static let longest = TimeSpan.hours(24)
}

/// A length of time as it is typed.
struct TypedSpan: ExpressibleByArgument {
  let span: TimeSpan

  init(_ span: TimeSpan) { self.span = span }

  init?(argument: String) {
    guard let span = TimeSpan(argument) else { return nil }
    self.span = span
  }

  var defaultValueDescription: String { span.text }
}

extension FailedUnlocks {
  /// `2 wrong passphrases were tried, the last on 2026-11-22 09:30`.
  var phrase: TerminalText {
    let what = TerminalText.count(
      Int(clamping: count), "wrong passphrase was", "wrong passphrases were")
    return "\(what) tried, the last on \(last.localText)"
  }

  /// As `--json` says it.
  var facts: JSONObject {
    JSONObject([
      ("count", .integer(Int64(clamping: count))), ("first", .string(first.text)),
      ("last", .string(last.text)),
    ])
  }
}
