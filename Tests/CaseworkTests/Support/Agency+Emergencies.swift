import Testing

@testable import Casework

// Duty and emergencies, when they go as they should.

extension Agency {
  /// Puts these on duty, and has the first of them draw their key.
  mutating func puts(onDuty people: [Person]) throws {
    try record(RosterSet(people.map(\.member)), by: officer)
    try record(
      EmergencyKeyed(sealed(.emergency, to: people.map(\.member))), by: try #require(people.first))
  }

  /// For four hours from the next entry's time.
  mutating func emergency(on file: CaseFileID) -> EmergencyOpened {
    EmergencyOpened(
      file: file, emergency: state.emergencies.count + 1, safety: .suicideRisk,
      until: now.adding(.minutes(1)).adding(.hours(4)), reason: newEnvelope())
  }

  /// Opens one, and says its number.
  mutating func open(_ file: CaseFileID, by person: Person) throws -> Int {
    let opened = emergency(on: file)
    try record(opened, by: person)
    return opened.emergency
  }

  mutating func review(of number: Int, on file: CaseFileID) -> EmergencyReviewed {
    EmergencyReviewed(
      file: file, emergency: number, finding: .appropriate, comment: newEnvelope())
  }
}
