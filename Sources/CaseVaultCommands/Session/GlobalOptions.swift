import ArgumentParser

/// What every command understands.
struct GlobalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The vault's folder; else CASEVAULT_VAULT, else the one founded or joined last.",
      valueName: "folder"), completion: .directory)
  var vault: String?

  @Option(
    help: ArgumentHelp(
      "Your key file; else CASEVAULT_KEY, else the one in your data folder.", valueName: "file"),
    completion: .file())
  var key: String?

  @Option(
    help: ArgumentHelp(
      "Read passphrases from this descriptor, one a line.", valueName: "number"))
  var passphraseFd: Int32?

  @Flag(help: "Answer in JSON (docs/commands.md), also for errors.")
  var json = false
}
