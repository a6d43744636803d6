import AuditLog
package import Casework
import Keyring

/// A client as this member may see them.
package struct Client: Sendable, Equatable, NamedClient {
  package let file: CaseFileID
  package let number: ClientNumber?
  /// Nil where the record that holds it cannot be opened; then ``fault`` says why, or ``access``.
  package let name: ClientName?
  package let fault: IntegrityFault?
  package let opened: Moment
  package let assigned: [MemberID]
  package let access: Access

  /// How far this member has come to the file.
  package enum Access: Sendable, Equatable {
    case open
    /// It may be opened as soon as somebody who holds its key has handed it on.
    case keyOnItsWay
    /// The member knows that the client is served here, and nothing of what the file holds.
    case closed
    /// A part of it is open, for a while.
    case granted(until: Moment)
    /// All but psychotherapy notes is open, for hours, in an emergency.
    case emergency(until: Moment)
  }
}

extension Vault {
  /// Every client whose name this member may know, by number. Recorded first. Whose name cannot be opened
  /// stays in the list.
  package func clients() throws -> [Client] {
    let receipt = try journal.record(FilesListed(file: nil))
    return try clients(showing: receipt)
  }

  /// Whether every client's name opens for this member, by the registry.
  package var knowsEveryClient: Bool {
    get throws {
      let state = try state
      return state.registry.flatMap { state.compartments[$0] }?.isHeld(by: member) ?? false
    }
  }

  /// The client that a name, part of a name or C-number means. Recorded first, as ``clients()`` is.
  package func client(_ query: ClientQuery) throws -> ClientMatch<Client> {
    query.find(among: try clients())
  }

  /// The case file of this number, of which this member may know no more than that it is there.
  package func client(closedTo number: ClientNumber) throws -> Client? {
    try state.files.values.first { ClientNumber($0.number) == number }.map { file in
      Client(
        file: file.id, number: number, name: nil, fault: nil, opened: file.opened,
        assigned: file.assigned, access: .closed)
    }
  }

  /// Opens the names of every file that this member holds, or that the registry tells them of.
  func clients(showing receipt: borrowing Receipt) throws -> [Client] {
    guard receipt.listed(nil) else { throw MisusedPermit() }
    return try journal.reading { reader in
      let state = try state
      let knowsAll = try knowsEveryClient
      if knowsAll, let registry = state.registry {
        try keys.open(registry, of: state, in: reader, vault: id)
      }
      let known =
        (knowsAll
        ? Array(state.files.values) : state.files(reachedBy: .readNotes, of: member, at: now()))
        .sorted { $0.number < $1.number }
      if !knowsAll {
        let open = known.map(\.compartment).filter {
          state.compartment($0)?.isHeld(by: member) == true
        }
        do {
          try keys.open(open, of: state, in: reader, vault: id, keepingIn: journal.memory)
        } catch is IntegrityFault {
          // Which of them it is shows when each is opened by itself; the others stay in the list.
        }
      }
      return try known.map {
        try client(of: $0, in: state, from: reader, by: knowsAll ? state.registry : nil)
      }
    }
  }

  private func client(
    of file: CaseFile, in state: VaultState, from reader: any StorageReader,
    by registry: CompartmentID?
  ) throws -> Client {
    let access = access(to: file, in: state)
    // The name lies under the same key.
    guard registry != nil || access.opensName else {
      return Client(
        file: file.id, number: ClientNumber(file.number), name: nil, fault: nil,
        opened: file.opened, assigned: file.assigned, access: access)
    }
    let name = try Opened({
      try self.name(of: file, in: state, from: reader, by: registry)
    })
    return Client(
      file: file.id, number: ClientNumber(file.number), name: name.value, fault: name.fault,
      opened: file.opened, assigned: file.assigned, access: access)
  }

  private func access(to file: CaseFile, in state: VaultState) -> Client.Access {
    let now = now()
    guard Policy.allows(.readNotes, on: file, to: member, in: state, at: now) else {
      return .closed
    }
    if let open = state.readsByEmergency(member, file, at: now) {
      // Whoever has come on duty just now may have no key yet.
      return state.holdsForEmergencies(file, member)
        ? .emergency(until: open.until) : .keyOnItsWay
    }
    if state.readsByGrants(member, file, at: now) {
      let ends = state.openGrants(of: member, on: file, at: now).map(\.terms.until)
      return ends.max().map { .granted(until: $0) } ?? .closed
    }
    return state.isOnItsWay(file.compartment, to: member) ? .keyOnItsWay : .open
  }

  private func name(
    of file: CaseFile, in state: VaultState, from reader: any StorageReader,
    by registry: CompartmentID?
  ) throws -> ClientName {
    var envelope = try fetch(file.record, from: reader)
    var compartment = registry ?? file.compartment
    if registry == nil {
      if let granted = try grantedRows(of: file, in: state, from: reader) {
        guard let row = granted.row(ofRecord: file.record.key) else {
          throw granted.fault ?? IntegrityFault(.textDamaged, at: .envelope(file.record))
        }
        (envelope.slots, compartment) = (row.slots, row.compartment)
      } else {
        try openKey(of: file, in: state, from: reader)
      }
    }
    let name = try self.name(inRecord: .client, envelope, as: compartment)
    do throws(InvalidText) {
      return try ClientName(stored: name)
    } catch {
      throw IntegrityFault(.textDamaged, at: .envelope(file.record))
    }
  }
}

extension Client.Access {
  /// Whether the member's own key for the file opens the client's name as well.
  fileprivate var opensName: Bool {
    switch self {
    case .open, .granted, .emergency: true
    case .keyOnItsWay, .closed: false
    }
  }
}

extension VaultState {
  /// Whether a member may open what a compartment holds, and has no wrap of it yet.
  func isOnItsWay(_ compartment: CompartmentID, to member: MemberID) -> Bool {
    // Whoever is entitled and has none makes the compartment an unsettled one.
    unsettled.contains(compartment) && self.compartment(compartment)?.isHeld(by: member) == false
  }
}

/// This member waits for the keys of so many case files, and the work takes all of them.
package struct KeysOnTheirWay: Error, Equatable {
  package let count: Int
}
