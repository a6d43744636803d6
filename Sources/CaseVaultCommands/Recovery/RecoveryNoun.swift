import ArgumentParser

/// `casevault recovery`: a way back in for whoever lost their key.
struct RecoveryNoun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recovery", abstract: "Prepare for lost keys, and replace one.",
    discussion: """
      A recovery key is made, divided among officers, and forgotten. So many of them as was said give a \
      member who lost their key a new one with the old access; fewer can do nothing. Each step is an entry \
      that everybody sees.
      """,
    subcommands: [
      RecoverySetUpCommand.self, RecoveryRehearse.self, RecoveryStatus.self,
      RecoveryStartCommand.self,
      RecoveryContribute.self, RecoveryFinish.self, RecoveryStop.self,
    ])
}
