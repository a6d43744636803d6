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
    if let number = ClientNumber(typed),
      let file = try vault.state.files.values.first(where: { ClientNumber($0.number) == number })
    {
      return (file.id, number)
    }
    let client = try ClientChoice(in: vault, asking: questions).client(typed)
    return (client.file, client.number)
  }
}
