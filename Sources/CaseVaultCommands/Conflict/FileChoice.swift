import CaseVault
import Casework
import System

/// Which case file is meant, also by somebody who may not know whose it is: its C-number tells them nothing.
struct FileChoice {
  private let vault: Vault
  private let questions: Questions

  init(in vault: Vault, asking questions: Questions) {
    self.vault = vault
    self.questions = questions
  }

  func file(_ typed: String?) throws -> (file: CaseFileID, number: ClientNumber?) {
    let typed = try questions.value(typed, of: "the client")
    if let number = ClientNumber(typed) {
      guard
        let file = try vault.state.files.values.first(where: { ClientNumber($0.number) == number })
      else { throw NoSuchFileNumber(number: number) }
      return (file.id, number)
    }
    do {
      let client = try ClientChoice(in: vault, asking: questions).client(typed)
      return (client.file, client.number)
    } catch let unknown as NoSuchClient {
      throw NoSuchFileByName(typed: unknown.typed)
    }
  }
}

/// A number that no case file here has: everybody knows from the log which there are.
struct NoSuchFileNumber: WordedError {
  let number: ClientNumber

  var wording: Wording {
    Wording(
      .notFound, "no-such-client", "no case file here has the number \(number.text)",
      hint:
        "casevault client list shows yours; the number of a client who is not yours comes from whoever works with them"
    )
  }
}

/// A name that is no client's of theirs; perhaps it is another's.
struct NoSuchFileByName: WordedError {
  let typed: String

  var wording: Wording {
    Wording(
      .notFound, "no-such-client", "no client of yours is called “\(typed)”",
      hint: "casevault client list shows yours; a client who is not is named here by the C-number")
  }
}
