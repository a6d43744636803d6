import ArgumentParser
import Casework
import System
import VaultAgent

/// `casevault lock`: what is unlocked is wiped.
struct Lock: PlainCommand {
  static let synopsis = "casevault lock"
  static let configuration = CommandConfiguration(
    commandName: "lock", abstract: "Wipe every key that is unlocked.", usage: synopsis,
    discussion: "Commands that are running ask for the passphrase when they need the key again.")

  @OptionGroup var options: GlobalOptions

  func answer(in session: Session) throws -> Answer {
    let held = try wipe(in: session)
    let sentence: TerminalText =
      held == 0
      ? "nothing was unlocked"
      : "locked: \(TerminalText.count(held, "key is", "keys are")) wiped"
    return Answer(JSONObject([("locked", .integer(Int64(held)))]), sentence)
  }

  /// Answers with how many keys were held. Throws ``CannotLock`` where an agent is there and did not say that it
  /// wiped them: nobody leaves believing that it did.
  private func wipe(in session: Session) throws -> Int {
    guard let agent = try AgentConnection.find(at: session.places.agent) else { return 0 }
    do {
      let held = try agent.status().keys.count
      try agent.lock(nil)
      return held
    } catch AgentFailure.gone {
      // It ended by itself between being found and being asked.
      return 0
    } catch {
      throw CannotLock()
    }
  }
}

extension Session {
  /// Has the agent wipe the key of a file that is no longer that key's. Whether it held it; one that cannot be
  /// asked looks at the file itself, sees that it is another, and wipes what it has.
  func wipe(_ key: KeyFileID, of device: DeviceID) -> Bool {
    guard let agent = try? AgentConnection.find(at: places.agent),
      let held = try? agent.status().keys, held.contains(where: { $0.device == device })
    else { return false }
    return (try? agent.lock(key)) != nil
  }
}

/// An agent is there and does not do what it is told.
struct CannotLock: WordedError {
  var wording: Wording {
    Wording(
      .bug, "agent-silent", "the agent does not answer, so the key may still be unlocked",
      hint: "end it yourself: pkill -KILL -u $USER -f 'casevault agent serve'")
  }
}
