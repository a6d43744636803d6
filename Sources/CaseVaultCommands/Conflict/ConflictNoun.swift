import ArgumentParser

/// `casevault conflict`: who is kept from a client's case file, whatever else would let them in.
struct ConflictNoun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conflict", abstract: "Keep the register of conflicts of interest.",
    discussion: """
      A conflict is a tie to a client besides the work: a relative, a neighbour, a business. Whoever has \
      one is kept from the case file, whoever they supervise and whatever is assigned to them.
      """,
    subcommands: [ConflictDeclare.self, ConflictList.self, ConflictClear.self])
}
