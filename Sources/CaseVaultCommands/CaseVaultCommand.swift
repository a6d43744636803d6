import ArgumentParser
import AuditLog
import SQLiteStorage

/// `casevault`: the nouns, and what every run begins with.
struct CaseVaultCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "casevault",
    abstract: "A vault for confidential case notes.",
    discussion: """
      Three commands lead from nothing to a note:
        casevault vault init
        casevault client add "Maria Lopez"
        casevault note write maria

      Without a noun: what you can do now, and what comes next.

      Exit status: 0 done, 1 our bug, 10 refused, 11 conflict, 12 locked or wrong passphrase, \
      13 integrity fault, 14 not found, 64 usage, 130 interrupted.
      """,
    version: """
      casevault 0.1.0 (format \(SQLiteStorage.formatVersion), suite \(LeafHeader.suite))
      """,
    subcommands: [
      KeyCommand.self, VaultNoun.self, MemberNoun.self, ClientNoun.self, FileNoun.self,
      ConflictNoun.self, GrantNoun.self, EmergencyNoun.self, RecoveryNoun.self, NoteNoun.self,
      ImportNoun.self, AuditNoun.self, Unlock.self, Lock.self, AgentNoun.self, Overview.self,
    ],
    defaultSubcommand: Overview.self)
}

/// The same with the options that may stand before the noun: what help, completion and manual pages are
/// made from. It runs nothing, because the parser would take those options from the verb as well;
/// ``LeadingOptions`` moves them there instead.
struct DescribedCommand: ParsableCommand {
  static let configuration = CaseVaultCommand.configuration

  @OptionGroup var options: OptionsBeforeNoun
}
