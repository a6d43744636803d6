@testable import Casework

extension EventExample {
  /// What concerns duty and emergencies.
  static let emergencies: [EventExample] = [
    EventExample(
      RosterSet([id(0xa2), id(0xa1)]),
      """
      {"event":"roster.set","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1\
      ","members":[{"member":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1"},{"member":"a2a2a2a2a2a2a2a2a2a2a2\
      a2a2a2a2a2"}]}
      """),
    EventExample(
      EmergencyKeyed(sealed(0xc9, .emergency, to: 0xa2, from: 0x8b)),
      """
      {"event":"emergency.keyed","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d\
      1d1d1","compartment":{"id":"c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9","kind":"emergency","epoch":1,"\
      commitment":"8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b8b","key":"8c8c8c\
      8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c8c","wraps":[{"holder":"a2a2a2a2a2a2\
      a2a2a2a2a2a2a2a2a2a2","hash":"8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d8d\
      8d"}]}}
      """),
    EventExample(
      EmergencyOpened(
        file: id(0xf1), emergency: 1, safety: .suicideRisk,
        until: moment("2026-11-22T13:30:00.000Z"), reason: envelope(0xba, hash: 0x87, slots: 0x88)),
      """
      {"event":"emergency.opened","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1\
      d1d1d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1","emergency":1,"safety":"suicide-risk","unt\
      il":"2026-11-22T13:30:00.000Z","reason":{"envelope":"babababababababababababababababa","vers\
      ion":1,"hash":"8787878787878787878787878787878787878787878787878787878787878787","slots":"88\
      88888888888888888888888888888888888888888888888888888888888888"}}
      """),
    EventExample(
      EmergencyEnded(file: id(0xf1), emergency: 1, cause: .closed),
      """
      {"event":"emergency.ended","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d\
      1d1d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1","emergency":1,"cause":"closed"}
      """),
    EventExample(
      EmergencyReviewed(
        file: id(0xf1), emergency: 1, finding: .notAppropriate,
        comment: envelope(0xbb, hash: 0x89, slots: 0x8a)),
      """
      {"event":"emergency.reviewed","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1\
      d1d1d1d1","file":"f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1","emergency":1,"finding":"not-appropriate\
      ","comment":{"envelope":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","version":1,"hash":"8989898989898\
      989898989898989898989898989898989898989898989898989","slots":"8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a\
      8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a"}}
      """),
    EventExample(
      RecordsRead([id(0xba)], ofEmergency: 1, to: .terminal),
      """
      {"event":"records.read","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1\
      d1","records":[{"envelope":"babababababababababababababababa"}],"emergency":1,"to":"terminal\
      "}
      """),
  ]
}
