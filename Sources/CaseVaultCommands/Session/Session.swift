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
}
