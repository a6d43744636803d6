/// Somebody on duty draws the emergency compartment: the first one, or another where nobody who works here
/// holds the last.
///
/// Not whoever sets the roster: a key to every case file is nobody's to have drawn who is not on duty.
package struct EmergencyKeyed: EventContent {
  package static let code = "emergency.keyed"

  package let compartment: SealedEpoch

  package init(_ compartment: SealedEpoch) { self.compartment = compartment }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    compartment = try fields.nested("compartment") { (fields) throws(UnexpectedJSON) in
      try SealedEpoch(from: &fields)
    }
  }

  package func write(to object: inout JSONObject) {
    object.append(nested: "compartment") { compartment.write(to: &$0) }
  }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] { [Act(.openEmergency)] }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    guard state.lacksEmergencyKey, state.compartments[compartment.epoch.compartment] == nil else {
      throw .alreadyExists
    }
    guard compartment.epoch.kind == .emergency, compartment.epoch.epoch == 1 else {
      throw .outOfSequence
    }
    let holders = state.emergencyKeyHolders
    guard holders.contains(entry.member), compartment.isSealed(to: holders.map { HolderID($0) })
    else { throw .wrongHolders }
    state.abandonEmergencyKey()
    state.add(compartment, file: nil)
    state.emergency = compartment.epoch.compartment
    state.settleEmergencies()
  }
}
