/// An officer, or whoever keeps a sheet, has tried their pieces: each is what it was when it was made.
/// Nothing was put together.
package struct RecoveryRehearsed: EventContent {
  package static let code = "recovery.rehearsed"

  /// Of the main key.
  package let epoch: UInt32
  /// The officer's place in the list, or the sheet, from 0.
  package let place: UInt8

  package init(epoch: UInt32, place: UInt8) { (self.epoch, self.place) = (epoch, place) }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    epoch = try fields.count("epoch")
    place = try fields.count("place")
  }

  package func write(to object: inout JSONObject) {
    object.append(count: "epoch", epoch)
    object.append(count: "place", place)
  }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] {
    [Act(state.recovery?.isOnSheets == true ? .manageMembers : .recover)]
  }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    guard let recovery = state.recovery else { throw .unknownRecovery }
    guard recovery.keys.main.epoch.epoch == epoch else { throw .outOfSequence }
    let isTheirs =
      recovery.isOnSheets
      ? place < 2 : recovery.keys.main.place(of: entry.member) == Int(place)
    guard isTheirs else { throw .wrongHolders }
    state.recovery?.rehearsed.insert(place)
  }
}
