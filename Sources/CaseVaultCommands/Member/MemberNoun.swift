import ArgumentParser

/// `casevault member`: the people who work here.
struct MemberNoun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "member", abstract: "Enrol colleagues and see who works here.",
    subcommands: [
      MemberEnrol.self, MemberApprove.self, MemberDecline.self, MemberList.self,
      MemberSupervise.self, MemberUnsupervise.self, MemberRoles.self,
      MemberOffboard.self, MemberReview.self, MemberAttest.self,
    ])
}
