/// A holder hands a compartment's secret to others who are entitled to it and have no wrap yet.
package struct WrapsAdded: EventContent {
  package static let code = "wraps.added"

  package let wraps: [AddedWrap]

  package init(_ wraps: [AddedWrap]) { self.wraps = wraps }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    wraps = try fields.list("wraps") { (fields) throws(UnexpectedJSON) in
      try AddedWrap(from: &fields)
    }
  }

  package func write(to object: inout JSONObject) {
    object.append(list: "wraps", wraps) { $0.write(to: &$1) }
  }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] { [Act(.takePart)] }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    var changed = state
    for wrap in wraps { try changed.add(wrap, by: entry.member) }
    state = changed
  }
}

extension VaultState {
  /// Takes in one wrap, if whoever made it holds the compartment and whoever gets it is entitled.
  mutating func add(_ wrap: AddedWrap, by maker: MemberID) throws(Violation) {
    guard let compartment = compartments[wrap.compartment] else { throw .unknownCompartment }
    guard compartment.current.epoch == wrap.epoch else { throw .outOfSequence }
    guard compartment.isHeld(by: maker),
      entitled(to: wrap.compartment).contains(wrap.notice.holder),
      !compartment.holders.contains(wrap.notice.holder)
    else { throw .wrongHolders }
    compartments[wrap.compartment]?.wraps.append(wrap.notice)
  }
}
