package import Casework

extension Vault {
  /// Refuses what none of the member's roles comes with, whatever it would be done to: before anybody is asked
  /// what is meant. Throws ``Refusal``, which is then in the log.
  package func demand(_ power: Power) throws {
    try journal.catchUp()
    guard Policy.refusal(of: Act(power), by: member, in: try state) != nil else { return }
    _ = try journal.recording { desk in _ = try desk.permit([Act(power)]) }
  }
}
