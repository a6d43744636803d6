import System

/// One invocation: its options, surroundings and streams, and the way to key and vault.
struct Session {
  let options: GlobalOptions
  let environment: Environment
  let places: Places
  let screen: Screen
  let questions: Questions

  init(_ options: GlobalOptions, synopsis: String) throws {
    let environment = Environment.ofProcess()
    self.options = options
    self.environment = environment
    places = try Places(environment)
    screen = Screen(environment: environment, isJSON: options.json)
    questions = Questions(mayAsk: !options.json && options.passphraseFd == nil, synopsis: synopsis)
  }

  var key: KeyAccess {
    KeyAccess(
      file: places.key(options.key), passphrases: PassphraseSource(options), screen: screen,
      places: places)
  }

  /// The folder of the vault that this is about; nil when none was chosen and none is known.
  func chosenVault() throws -> FilePath? {
    try VaultChoice.made(by: options, in: environment, places)
  }

  func vaultFolder() throws -> FilePath {
    guard let folder = try chosenVault() else { throw NoVaultYet() }
    return folder
  }
}
