import ArgumentParser

/// `casevault emergency`: access to a case file when somebody is in danger and nobody can be asked.
struct EmergencyNoun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "emergency",
    abstract: "Be on duty, open a case file in an emergency, and review it.",
    discussion: """
      Who is on duty can open any case file for hours, with a reason, and is asked for nothing else. It is \
      recorded first, told to supervisors and privacy officers with their next commands, and stays open to \
      question until somebody else has reviewed it. Psychotherapy notes are never part of it.
      """,
    subcommands: [
      EmergencyRoster.self, EmergencyOpen.self, EmergencyClose.self, EmergencyList.self,
      EmergencyShow.self, EmergencyReview.self,
    ])
}
