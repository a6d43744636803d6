import Logging
import System

/// Sends what is logged to standard error, in the voice of every other message.
///
/// Only facts about the machine are ever logged (memory that cannot be locked, a protection that was
/// not given): no name, no text, no key passes through here.
struct Notices: LogHandler {
  var logLevel: Logger.Level = .warning
  var metadata: Logger.Metadata = [:]

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    _ = try? StandardStream.error.write(
      "casevault: \(event.level.rawValue): \(event.message.description)\n")
  }

  /// The program's own logger; `CASEVAULT_LOG=debug` shows more.
  static func logger(_ environment: Environment) -> Logger {
    var logger = Logger(label: "casevault") { _ in Notices() }
    logger.logLevel =
      environment["CASEVAULT_LOG"].flatMap { Logger.Level(rawValue: $0) } ?? .warning
    return logger
  }
}
