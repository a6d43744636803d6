// What had ended in a part of the log that is given up, and waits or is open again in an older copy.

extension VaultState {
  /// So many proposals that were taken back are known; an older one that waits again is not told.
  static let mostWithdrawn = 64

  /// What is open here and was over by the end of `remembered`. Both tell of one thing only where more than its
  /// number is the same: after the point where they part, one number may mean two.
  func reopened(after remembered: VaultState) -> [Taking] {
    emergencies(endedIn: remembered) + requests(answeredIn: remembered)
      + proposals(withdrawnIn: remembered) + recoveries(endedIn: remembered)
  }

  private func emergencies(endedIn remembered: VaultState) -> [Taking] {
    emergencies.filter { emergency in
      guard emergency.stage == .open, let known = remembered.emergency(emergency.number),
        known.reason == emergency.reason, known.stage != .open
      else { return false }
      // One whose time had come is over here too, by any clock.
      return remembered.latestClaim.map { emergency.covers($0) } ?? true
    }
    .map { .emergency($0.number, on: $0.file) }
  }

  private func requests(answeredIn remembered: VaultState) -> [Taking] {
    grants.filter { grant in
      guard grant.stage == .requested, let known = remembered.grant(grant.number),
        known.reason == grant.reason
      else { return false }
      // One that was given once and is over may be asked for again; and one that runs there is no harm.
      return known.stage != .requested && !known.isRunning
    }
    .map { .request($0.number, on: $0.file) }
  }

  private func proposals(withdrawnIn remembered: VaultState) -> [Taking] {
    let withdrawn = Set(remembered.withdrawn)
    return proposals.values.map(\.link).filter { withdrawn.contains($0) }
      .sorted { $0.sequence < $1.sequence }.map { .proposal($0.sequence) }
  }

  private func recoveries(endedIn remembered: VaultState) -> [Taking] {
    (recovery?.startsInOrder ?? []).filter { start in
      guard let known = remembered.recovery?.ended[start.member] else { return false }
      return known.number == start.link.sequence && known.by == start.by
    }
    .map { .recovery($0.link.sequence, of: $0.member) }
  }

  /// Members all of whose devices came in where `remembered` goes on beyond this log.
  func lockedOut(knownFrom remembered: VaultState) -> [Taking] {
    membersInOrder.filter { member in
      guard member.left == nil, let known = remembered.members[member.id], known.left == nil,
        !known.devices.isEmpty
      else { return false }
      return known.devices.allSatisfy { devices[$0] == nil }
    }
    .map { .lockedOut($0.id) }
  }
}

/// Something that a restoring left for people to do, with what tells that it is done.
package struct LeftToDo: Sendable, Hashable {
  package let taking: Taking
  /// What was there when it was noted down: the recovery key in force, or somebody's devices.
  private let known: [String]

  package init(_ taking: Taking, in state: VaultState) {
    self.taking = taking
    known = Self.known(of: taking, in: state)
  }

  /// Whether it is still as it was.
  package func isOpen(in state: VaultState) -> Bool {
    switch taking {
    case .conflict, .grant, .device, .member: state.runs(taking)
    case .role(let role, let member):
      state.members[member].map { $0.left == nil && $0.roles.contains(role) } ?? false
    case .supervision(let member, let supervisor): state.supervises(supervisor, member)
    case .assignment(let member, let file):
      state.files[file].map { $0.assigned.contains(member) && !state.hasLeft(member) } ?? false
    case .duty(let member): state.isOnDuty(member)
    case .recoveryKey: !known.isEmpty && Self.known(of: taking, in: state) == known
    case .emergency(let number, _): state.emergency(number)?.stage == .open
    case .request(let number, _): state.grant(number)?.stage == .requested
    case .proposal(let number): state.proposals[number] != nil
    case .recovery(let number, _): state.recovery?.starts[number] != nil
    case .lockedOut(let member):
      // A device that came in since is the way back; none at all, and they wait for one.
      !state.hasLeft(member) && Set(Self.known(of: taking, in: state)).isSubset(of: known)
    }
  }

  private static func known(of taking: Taking, in state: VaultState) -> [String] {
    switch taking {
    case .recoveryKey:
      state.recovery.map { [$0.keys.main.id.hexadecimal] } ?? []
    case .lockedOut(let member):
      (state.members[member]?.devices ?? []).map(\.hexadecimal).sorted()
    default: []
    }
  }
}

// MARK: - As a device keeps it

extension LeftToDo {
  package func write(to object: inout JSONObject) {
    object.append("what", .string(taking.code))
    switch taking {
    case .conflict(let member, let file), .assignment(let member, let file):
      object.append("member", member)
      object.append("file", file)
    case .grant(let number, let file), .emergency(let number, let file),
      .request(let number, let file):
      object.append(count: "number", number)
      object.append("file", file)
    case .device(let device, let member):
      object.append("member", member)
      object.append("device", device)
    case .member(let member), .duty(let member), .lockedOut(let member):
      object.append("member", member)
    case .role(let role, let member):
      object.append("member", member)
      object.append("role", .string(role.code))
    case .supervision(let member, let supervisor):
      object.append("member", member)
      object.append("supervisor", supervisor)
    case .proposal(let number): object.append(count: "number", number)
    case .recovery(let number, let member):
      object.append(count: "number", number)
      object.append("member", member)
    case .recoveryKey: break
    }
    if !known.isEmpty { object.append("known", .array(known.map { .string($0) })) }
  }

  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    taking = try Self.taking(try fields.string("what"), from: &fields)
    var texts: [String] = []
    for value in fields.isNext("known") ? try fields.array("known") : [] {
      guard let text = value.string else { throw .wrongType(key: "known") }
      texts.append(text)
    }
    known = texts
  }

  private static func taking(
    _ what: String, from fields: inout JSONFields
  ) throws(UnexpectedJSON) -> Taking {
    switch what {
    case "conflict":
      return .conflict(of: try fields.identifier("member"), with: try fields.identifier("file"))
    case "assignment":
      return .assignment(of: try fields.identifier("member"), to: try fields.identifier("file"))
    case "grant": return .grant(try fields.count("number"), on: try fields.identifier("file"))
    case "emergency":
      return .emergency(try fields.count("number"), on: try fields.identifier("file"))
    case "request": return .request(try fields.count("number"), on: try fields.identifier("file"))
    case "device":
      let member: MemberID = try fields.identifier("member")
      return .device(try fields.identifier("device"), of: member)
    case "member": return .member(try fields.identifier("member"))
    case "duty": return .duty(of: try fields.identifier("member"))
    case "locked-out": return .lockedOut(try fields.identifier("member"))
    case "role":
      let member: MemberID = try fields.identifier("member")
      guard let role = Role.named(try fields.string("role")) else {
        throw .unknownValue(key: "role")
      }
      return .role(role, of: member)
    case "supervision":
      let member: MemberID = try fields.identifier("member")
      return .supervision(of: member, by: try fields.identifier("supervisor"))
    case "proposal": return .proposal(try fields.count("number"))
    case "recovery":
      return .recovery(try fields.count("number"), of: try fields.identifier("member"))
    case "recovery-key": return .recoveryKey
    default: throw .unknownValue(key: "what")
    }
  }
}

extension Taking {
  /// For programs, and as it is kept.
  package var code: String {
    switch self {
    case .conflict: "conflict"
    case .grant: "grant"
    case .device: "device"
    case .member: "member"
    case .role: "role"
    case .supervision: "supervision"
    case .assignment: "assignment"
    case .duty: "duty"
    case .recoveryKey: "recovery-key"
    case .emergency: "emergency"
    case .request: "request"
    case .proposal: "proposal"
    case .recovery: "recovery"
    case .lockedOut: "locked-out"
    }
  }
}
