/// A person who works here, as the log knows them: no name, only what they may do and with which keys.
package struct Member: Sendable, Equatable {
  package let id: MemberID
  package var roles: [Role]
  package var devices: [DeviceID]
  /// The envelope that holds the display name, sealed to the vault compartment.
  package var name: EnvelopeNotice
  package let since: Moment
  /// When they left; nil for whoever works here. What they wrote stays theirs.
  package var left: Moment?
  /// Whether a device of theirs was revoked and they have not exchanged their own key since: whatever is
  /// sealed to them opens on that device as well.
  package var isExposed = false
  /// Who supervises this member's work, in the order in which they came.
  package var supervisors: [MemberID] = []

  /// Whether they can sign anything: they are here, and have a device.
  package var isReachable: Bool { left == nil && !devices.isEmpty }

  /// Whether case files can be assigned to this member.
  package var doesCasework: Bool { reach(of: .writeNotes) != nil }

  /// Whether this member can have others' work to supervise.
  package var canSupervise: Bool { reach(of: .readNotes).map { $0 >= .supervised } ?? false }

  /// The furthest reach that any of the member's roles gives a power.
  package func reach(of power: Power) -> Reach? {
    var furthest: Reach?
    for role in roles {
      guard let reach = role.powers[power] else { continue }
      furthest = max(furthest ?? reach, reach)
    }
    return furthest
  }

  /// Whether a compartment of this kind is sealed to the member now. The vault's is in any case: without it
  /// they could not say that they have exchanged their own key.
  func isEntitled(to kind: CompartmentKind) -> Bool {
    holds(kind) && (!isExposed || kind == .vault)
  }

  /// Whether a compartment of this kind comes with one of the member's roles.
  package func holds(_ kind: CompartmentKind) -> Bool {
    roles.contains { $0.holds.contains(kind) }
  }
}

/// A device's public keys as an entry names them.
package struct Device: Sendable, Hashable {
  package let id: DeviceID
  package let member: MemberID
  package let signingKey: ContentHash
  package let boxKey: ContentHash
  /// Lets every member compute where wraps for this device lie, and nobody else.
  package let locatorKey: ContentHash

  package init(
    id: DeviceID, member: MemberID, signingKey: ContentHash, boxKey: ContentHash,
    locatorKey: ContentHash
  ) {
    self.id = id
    self.member = member
    self.signingKey = signingKey
    self.boxKey = boxKey
    self.locatorKey = locatorKey
  }

  /// Two devices with one key would be one person counted twice, and with one locator key they would have
  /// one place for their wraps: the later one's would take the place of the earlier one's.
  func sharesKeys(with other: Device) -> Bool {
    signingKey == other.signingKey || boxKey == other.boxKey || locatorKey == other.locatorKey
  }

  init(of member: MemberID, from fields: inout JSONFields) throws(UnexpectedJSON) {
    self.member = member
    id = try fields.identifier("kid")
    signingKey = try fields.hash("sign")
    boxKey = try fields.hash("box")
    locatorKey = try fields.hash("locator")
  }

  func write(to object: inout JSONObject) {
    object.append("kid", id)
    object.append("sign", signingKey)
    object.append("box", boxKey)
    object.append("locator", locatorKey)
  }
}

/// A member as an entry brings them in: device, own compartment, roles and the name's envelope.
package struct NewMember: Sendable, Hashable {
  package let device: Device
  /// The member's own compartment with its wrap for the device; its id is the member's id.
  package let compartment: SealedEpoch
  package let roles: [Role]
  package let name: EnvelopeNotice

  package var id: MemberID { compartment.epoch.compartment }

  package init(device: Device, compartment: SealedEpoch, roles: [Role], name: EnvelopeNotice) {
    self.device = device
    self.compartment = compartment
    self.roles = roles
    self.name = name
  }

  init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    compartment = try fields.nested("compartment") { (fields) throws(UnexpectedJSON) in
      try SealedEpoch(from: &fields)
    }
    let member = compartment.epoch.compartment
    device = try fields.nested("device") { (fields) throws(UnexpectedJSON) in
      try Device(of: member, from: &fields)
    }
    roles = try fields.roles("roles")
    name = try fields.nested("name") { (fields) throws(UnexpectedJSON) in
      try EnvelopeNotice(from: &fields)
    }
  }

  func write(to object: inout JSONObject) {
    object.append(nested: "compartment") { compartment.write(to: &$0) }
    object.append(nested: "device") { device.write(to: &$0) }
    object.append("roles", .array(roles.map { .string($0.code) }))
    object.append(nested: "name") { name.write(to: &$0) }
  }

  /// Refuses roles that do not combine, and a compartment that is not the newcomer's own and first.
  func check() throws(Violation) {
    guard Role.combine(roles) else { throw .rolesDoNotCombine }
    guard compartment.epoch.kind == .member, compartment.epoch.epoch == 1, name.version == 1 else {
      throw .outOfSequence
    }
    guard compartment.isSealed(to: [HolderID(device.id)]) else { throw .wrongHolders }
  }
}
