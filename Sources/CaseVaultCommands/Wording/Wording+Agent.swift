import System
import VaultAgent

extension AgentFailure: WordedError {
  var wording: Wording {
    switch self {
    case .full:
      Wording(
        .refused, "agent-full", "the agent holds as many keys as it can",
        hint: "wipe them first: casevault lock")
    default:
      Wording(
        .locked, "agent-silent", "the agent does not answer",
        hint: "casevault lock ends it; without it every command asks for your passphrase")
    }
  }
}

extension AgentDidNotStart: WordedError {
  var wording: Wording {
    Wording(
      .refused, "agent-not-started", "the agent did not start, so nothing is unlocked",
      hint: "run the command again; without an agent every command asks for your passphrase")
  }
}

extension KeyReplaced: WordedError {
  var wording: Wording {
    Wording(
      .conflict, "key-replaced", "the key file holds another key than when this command began",
      hint: "run the command again")
  }
}
