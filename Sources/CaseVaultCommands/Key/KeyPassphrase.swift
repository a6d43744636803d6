import ArgumentParser
import Casework
import System

/// `casevault key passphrase`: another passphrase for the same key.
struct KeyPassphrase: PlainCommand {
  static let synopsis = "casevault key passphrase [--key FILE]"
  static let configuration = CommandConfiguration(
    commandName: "passphrase", abstract: "Change the passphrase of your key.", usage: synopsis,
    discussion: """
      With --passphrase-fd, the old passphrase is the first line and the new one the second. \
      Copies of the key file keep the passphrase that they were made with.
      """)

  @OptionGroup var options: GlobalOptions

  func answer(in session: Session) throws -> Answer {
    let key = session.key
    try key.changePassphrase()
    return Answer(
      JSONObject([("key", .string(key.file.path.string))]),
      "the passphrase of \(key.file.path) is changed")
  }
}
