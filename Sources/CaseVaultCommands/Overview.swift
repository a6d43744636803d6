import ArgumentParser
import Casework
import System

/// `casevault` alone: what this member can do now.
struct Overview: PlainCommand {
  static let synopsis = "casevault"
  static let configuration = CommandConfiguration(
    commandName: "overview", abstract: "Show what you can do now.", usage: synopsis,
    shouldDisplay: false)

  @OptionGroup var options: GlobalOptions

  func answer(in session: Session) throws -> Answer {
    Answer(JSONObject(), "nothing is set up yet")
  }
}
