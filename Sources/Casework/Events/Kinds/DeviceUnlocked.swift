/// The signing device's key was opened with its passphrase, after wrong ones had been tried.
///
/// It says how often since this was said last, and when first and last by the clock of the machine on which
/// they were tried. Whoever gets in after guessing cannot do anything in the vault before this stands there.
package struct DeviceUnlocked: EventContent {
  package static let code = "device.unlocked"

  package let failed: FailedUnlocks

  package init(after failed: FailedUnlocks) { self.failed = failed }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    failed = try FailedUnlocks(from: &fields)
  }

  package func write(to object: inout JSONObject) { failed.write(to: &object) }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] { [Act(.takePart)] }

  package func apply(to state: inout VaultState, as entry: EntryFacts) {}
}

/// How often a wrong passphrase was tried for a key, at least once, and when.
package struct FailedUnlocks: Equatable, Sendable {
  package let count: UInt32
  package let first: Moment
  package let last: Moment

  package init(first: Moment) {
    self.init(count: 1, first: first, last: first)
  }

  private init(count: UInt32, first: Moment, last: Moment) {
    (self.count, self.first, self.last) = (count, first, last)
  }

  /// These and another one. The wall clock may go back; what it said last stays the last.
  package func adding(at moment: Moment) -> FailedUnlocks {
    FailedUnlocks(
      count: count == .max ? count : count + 1, first: min(first, moment), last: max(last, moment))
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    count = try fields.count("failed")
    first = try fields.moment("first")
    last = try fields.moment("last")
    guard count > 0 else { throw .unknownValue(key: "failed") }
    guard first <= last else { throw .unknownValue(key: "last") }
  }

  package func write(to object: inout JSONObject) {
    object.append(count: "failed", count)
    object.append("first", first)
    object.append("last", last)
  }
}
