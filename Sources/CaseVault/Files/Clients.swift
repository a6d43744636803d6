import AuditLog
package import Casework
import Keyring

/// A client as this member may see them.
package struct Client: Sendable, Equatable, NamedClient {
  package let file: CaseFileID
  package let number: ClientNumber?
  /// Nil where the record that holds it cannot be opened; then ``fault`` says why.
  package let name: ClientName?
  package let fault: IntegrityFault?
  package let opened: Moment
  package let assigned: [MemberID]
  /// Whether this member may open the file, and not only knows that the client is served here.
  package let isOpen: Bool
}

extension Vault {
  /// Every client whose name this member may know, by number. Recorded first. Whose name cannot be opened
  /// stays in the list.
  package func clients() throws -> [Client] {
    let receipt = try journal.record(FilesListed(file: nil))
    return try clients(showing: receipt)
  }

  /// The client that a name, part of a name or C-number means. Recorded first, as ``clients()`` is.
  package func client(_ query: ClientQuery) throws -> ClientMatch<Client> {
    query.find(among: try clients())
  }

  /// Opens the names of every file that this member holds, or that the registry tells them of.
  func clients(showing receipt: borrowing Receipt) throws -> [Client] {
    guard receipt.listed(nil) else { throw MisusedPermit() }
    return try journal.reading { reader in
      let state = try state
      let knowsAll = state.registry.flatMap { state.compartments[$0] }?.isHeld(by: member) ?? false
      if knowsAll, let registry = state.registry {
        try keys.open(registry, of: state, in: reader, vault: id)
      }
      let known = state.files.values.filter { knowsAll || $0.assigned.contains(member) }
        .sorted { $0.number < $1.number }
      if !knowsAll {
        try keys.open(
          known.map(\.compartment), of: state, in: reader, vault: id, keepingIn: journal.memory)
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
    let name = try Opened({
      try self.name(of: file, in: state, from: reader, by: registry)
    })
    return Client(
      file: file.id, number: ClientNumber(file.number), name: name.value, fault: name.fault,
      opened: file.opened, assigned: file.assigned, isOpen: file.assigned.contains(member))
  }

  private func name(
    of file: CaseFile, in state: VaultState, from reader: any StorageReader,
    by registry: CompartmentID?
  ) throws -> ClientName {
    if registry == nil {
      try keys.open(file.compartment, of: state, in: reader, vault: id)
    }
    let envelope = try fetch(file.record, from: reader)
    let name = try self.name(
      inRecord: .client, envelope, as: registry ?? file.compartment)
    do throws(InvalidText) {
      return try ClientName(stored: name)
    } catch {
      throw IntegrityFault(.textDamaged, at: .envelope(file.record))
    }
  }
}
