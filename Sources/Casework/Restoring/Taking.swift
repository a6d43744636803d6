/// One thing that was taken away from somebody, and that an older log gives back.
package enum Taking: Sendable, Hashable {
  /// Somebody is kept from a case file.
  case conflict(of: MemberID, with: CaseFileID)
  /// A grant on a case file is over.
  case grant(Int, on: CaseFileID)
  /// A device of a member's counts no more.
  case device(DeviceID, of: MemberID)
  /// Somebody has left.
  case member(MemberID)
  // What follows no entry of a restoring names: people do it again.
  case role(Role, of: MemberID)
  case supervision(of: MemberID, by: MemberID)
  case assignment(of: MemberID, to: CaseFileID)
  case duty(of: MemberID)
  /// The recovery key in force is another than it was, and so may be who has its pieces.
  case recoveryKey
  // What had ended, and waits or is open once more.
  case emergency(Int, on: CaseFileID)
  case request(Int, on: CaseFileID)
  case proposal(UInt64)
  case recovery(UInt64, of: MemberID)
  /// Nothing that was taken away, but what was given and is gone: every device that somebody had came in later
  /// than the copy was made, and they are shut out.
  case lockedOut(MemberID)

  /// Whose it was.
  package var member: MemberID? {
    switch self {
    case .conflict(let member, _), .device(_, let member), .member(let member),
      .role(_, let member), .supervision(let member, _), .assignment(let member, _),
      .duty(let member), .recovery(_, let member), .lockedOut(let member):
      member
    case .grant, .recoveryKey, .emergency, .request, .proposal: nil
    }
  }

  /// Whether `vault.restored` has a field for it.
  package var canBeNamed: Bool {
    switch self {
    case .conflict, .grant, .device, .member: true
    case .role, .supervision, .assignment, .duty, .recoveryKey: false
    case .emergency, .request, .proposal, .recovery, .lockedOut: false
    }
  }

  package var isLockedOut: Bool { if case .lockedOut = self { true } else { false } }

  /// Whether another device tells of it when it accepts: what it remembers can have come about in no other way.
  package var isCertain: Bool {
    switch self {
    case .conflict, .grant, .device, .member: true
    case .emergency, .request, .proposal, .recovery, .lockedOut: true
    case .role, .supervision, .assignment, .duty, .recoveryKey: false
    }
  }
}

/// What `vault.restored` takes away again, in the order in which it does.
///
/// Conflicts before members: somebody else may still have the file then. Grants before devices, which would
/// have them over and leave their key where it is.
package struct TakenAgain: Sendable, Hashable {
  package var conflicts: [Conflicted] = []
  package var ended: [EndedGrant] = []
  package var revoked: [RevokedDevice] = []
  package var left: [MemberID] = []

  package struct Conflicted: Sendable, Hashable {
    package let file: CaseFileID
    package let member: MemberID
  }

  package struct EndedGrant: Sendable, Hashable {
    package let file: CaseFileID
    package let grant: Int
  }

  package struct RevokedDevice: Sendable, Hashable {
    package let member: MemberID
    package let device: DeviceID
  }

  package init() {}

  /// Of these, those that can be named.
  package init(_ takings: some Sequence<Taking>) {
    for taking in takings { add(taking) }
  }

  package mutating func add(_ taking: Taking) {
    switch taking {
    case .conflict(let member, let file): conflicts.append(Conflicted(file: file, member: member))
    case .grant(let number, let file): ended.append(EndedGrant(file: file, grant: number))
    case .device(let device, let member):
      revoked.append(RevokedDevice(member: member, device: device))
    case .member(let member): left.append(member)
    case .role, .supervision, .assignment, .duty, .recoveryKey: break
    case .emergency, .request, .proposal, .recovery, .lockedOut: break
    }
  }

  /// The same, one by one.
  package var takings: [Taking] {
    conflicts.map { Taking.conflict(of: $0.member, with: $0.file) }
      + ended.map { .grant($0.grant, on: $0.file) }
      + revoked.map { .device($0.device, of: $0.member) } + left.map { .member($0) }
  }

  package var isEmpty: Bool {
    conflicts.isEmpty && ended.isEmpty && revoked.isEmpty && left.isEmpty
  }

  /// More than these would not fit into one entry of the log; the rest people take away by hand.
  static let mostIdentifiers = 400
  static let mostGrants = 300

  package var fitsIntoAnEntry: Bool {
    conflicts.count + revoked.count + left.count <= Self.mostIdentifiers
      && ended.count <= Self.mostGrants
  }

  init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    conflicts = try fields.list("conflicts") { (fields) throws(UnexpectedJSON) in
      Conflicted(
        file: try fields.identifier("file"), member: try fields.identifier("member"))
    }
    ended = try fields.list("ended") { (fields) throws(UnexpectedJSON) in
      EndedGrant(file: try fields.identifier("file"), grant: try fields.count("grant"))
    }
    revoked = try fields.list("revoked") { (fields) throws(UnexpectedJSON) in
      RevokedDevice(
        member: try fields.identifier("member"), device: try fields.identifier("device"))
    }
    left = try fields.list("left") { (fields) throws(UnexpectedJSON) in
      try fields.identifier("member")
    }
  }

  /// The lists by themselves, as a device keeps them.
  package func encoded() throws(InvalidJSON) -> [UInt8] {
    var object = JSONObject()
    write(to: &object)
    return try StrictJSON.write(object)
  }

  /// Reads what ``encoded()`` writes.
  package init(encoded bytes: [UInt8]) throws {
    // Longer than an event may be: what several parts of a log took away that were given up.
    var fields = try JSONFields(of: try StrictJSON.parse(bytes, maximumLength: 1 << 24))
    try self.init(from: &fields)
    try fields.finish()
  }

  func write(to object: inout JSONObject) {
    object.append(list: "conflicts", conflicts) {
      $1.append("file", $0.file)
      $1.append("member", $0.member)
    }
    object.append(list: "ended", ended) {
      $1.append("file", $0.file)
      $1.append(count: "grant", $0.grant)
    }
    object.append(list: "revoked", revoked) {
      $1.append("member", $0.member)
      $1.append("device", $0.device)
    }
    object.append(list: "left", left) { $1.append("member", $0) }
  }
}
