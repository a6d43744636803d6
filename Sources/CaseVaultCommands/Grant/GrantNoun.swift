import ArgumentParser

/// `casevault grant`: access to a part of a case file that ends by itself.
struct GrantNoun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grant", abstract: "Ask for, give and end access for a while.",
    discussion: """
      A grant opens notes of one client's case file to one colleague, for a purpose, until a stated time. \
      Whoever needs it asks, or a supervisor gives it unasked. Psychotherapy notes cannot be granted.
      """,
    subcommands: [
      GrantRequest.self, GrantGive.self, GrantApprove.self, GrantDecline.self, GrantList.self,
      GrantShow.self, GrantExtend.self, GrantRevoke.self,
    ])
}
