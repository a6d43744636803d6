import ArgumentParser

/// `casevault audit`: the log, which remembers everything, and its proofs.
struct AuditNoun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Read, verify and witness the log.",
    subcommands: [
      AuditLogCommand.self, AuditShow.self, AuditVerify.self, AuditCheckpoint.self,
    ])
}
