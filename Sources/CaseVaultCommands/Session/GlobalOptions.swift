import ArgumentParser

/// What every command understands.
struct GlobalOptions: ParsableArguments {
  @Option(help: GlobalHelp.vault, completion: .directory)
  var vault: String?

  @Option(help: GlobalHelp.key, completion: .file())
  var key: String?

  @Option(help: GlobalHelp.passphraseFd)
  var passphraseFd: Int32?

  @Flag(help: GlobalHelp.json)
  var json = false
}

/// The same before the noun, for help and for shells that complete there.
///
/// Not the same type: the parser hands a group of options that a parent has down to its commands, and
/// would look at none behind the verb.
struct OptionsBeforeNoun: ParsableArguments {
  @Option(help: GlobalHelp.vault, completion: .directory)
  var vault: String?

  @Option(help: GlobalHelp.key, completion: .file())
  var key: String?

  @Option(help: GlobalHelp.passphraseFd)
  var passphraseFd: Int32?

  @Flag(help: GlobalHelp.json)
  var json = false
}

private enum GlobalHelp {
  static let vault = ArgumentHelp(
    "The vault's folder; else CASEVAULT_VAULT, else the one founded, joined or restored last.",
    valueName: "folder")
  static let key = ArgumentHelp(
    "Your key file; else CASEVAULT_KEY, else the one in your data folder.", valueName: "file")
  static let passphraseFd = ArgumentHelp(
    "Read passphrases from this descriptor, one a line.", valueName: "number")
  static let json: ArgumentHelp = "Answer in JSON (docs/commands.md), also for errors."
}
