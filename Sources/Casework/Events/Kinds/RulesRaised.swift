/// From here on the log is judged by other rules. Takes two people.
///
/// The only way in which rules change: a program that knows no such rules stops here and says so,
/// instead of judging what follows by rules that are no longer in force (design §6).
package struct RulesRaised: ProposableContent {
  package static let code = "rules.raised"
  package static let power = Power.raiseRules

  package let rules: Int

  package init(to rules: Int) { self.rules = rules }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    rules = try fields.count("rules")
  }

  package func write(to object: inout JSONObject) { object.append(count: "rules", rules) }

  package func check(in state: VaultState) throws(Violation) {
    guard rules.follows(state.rules) else { throw .outOfSequence }
  }

  package func take(
    effectIn state: inout VaultState, approval: ActApproved, as entry: EntryFacts
  ) throws(Violation) {
    try check(in: state)
    guard approval.wraps.isEmpty else { throw .wrongHolders }
    state.rules = rules
  }
}
