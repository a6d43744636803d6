/// A member works on one more device: it holds the member's own compartment from here on, and with it all that
/// the member holds. The member's present device signs it.
package struct DeviceAdded: EventContent {
  package static let code = "device.added"

  /// The member's own compartment, for the new device.
  package let wrap: AddedWrap
  package let device: Device

  package init(_ device: Device, wrap: AddedWrap) {
    self.device = device
    self.wrap = wrap
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    let wrap = try fields.nested("wrap") { (fields) throws(UnexpectedJSON) in
      try AddedWrap(from: &fields)
    }
    self.wrap = wrap
    device = try fields.nested("device") { (fields) throws(UnexpectedJSON) in
      try Device(of: wrap.compartment, from: &fields)
    }
  }

  package func write(to object: inout JSONObject) {
    object.append(nested: "wrap") { wrap.write(to: &$0) }
    object.append(nested: "device") { device.write(to: &$0) }
  }

  package func acts(by signer: MemberID, in state: VaultState) -> [Act] { [Act(.takePart)] }

  package func apply(to state: inout VaultState, as entry: EntryFacts) throws(Violation) {
    // Nobody gives another a device: it would open everything that is theirs.
    guard device.member == entry.member, wrap.notice.holder == HolderID(device.id),
      let own = state.compartments[entry.member]
    else { throw .wrongHolders }
    guard own.current.epoch == wrap.epoch else { throw .outOfSequence }
    guard state.devices[device.id] == nil,
      !state.devices.values.contains(where: { $0.sharesKeys(with: device) })
    else { throw .alreadyExists }
    state.devices[device.id] = device
    state.members[entry.member]?.devices.append(device.id)
    state.compartments[entry.member]?.wraps.append(wrap.notice)
    state.settle(entry.member)
  }
}
