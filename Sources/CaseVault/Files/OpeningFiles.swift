import AuditLog
package import Casework
import Keyring
import Sodium

extension Vault {
  /// Takes a client in: a case file of their own, assigned to this member.
  @discardableResult
  package func addClient(named name: ClientName) throws -> CaseFileID {
    try journal.recording { desk in
      let permit = try desk.permit([Act(.openFile)])
      let registry = try registryEpoch(in: desk.state)
      let drawn = try drawFile(named: name, number: desk.state.nextFileNumber, registry: registry)
      try desk.append(FileOpened(drawn.opening), storing: drawn.parts, spending: permit)
      return drawn.opening.file
    }.result
  }

  /// Gives a client another name. The earlier record stays sealed in its version.
  package func renameClient(_ id: CaseFileID, to name: ClientName) throws {
    _ = try journal.recording { desk in
      let permit = try desk.permit([Act(.renameClient, on: .file(id))])
      let file = try known(id, in: desk.state)
      let sealed = try seal(
        header: try RecordText.client(named: name.text), as: file.record.envelope,
        version: file.record.version + 1, shelf: file.shelf,
        to: [
          try fileEpoch(of: file, at: desk), try registryEpoch(in: desk.state),
        ])
      let event = ClientRenamed(file: id, after: file.head, record: sealed.notice)
      try desk.append(event, storing: Commit.Parts(envelopes: [sealed.stored]), spending: permit)
    }
  }

  /// Draws everything that a new case file consists of; nothing of it is stored yet.
  func drawFile(
    named name: ClientName, number: Int, registry: CompartmentEpoch
  ) throws -> (opening: FileOpening, parts: Commit.Parts) {
    guard let own = keys.member else { throw NotEnrolled() }
    let drawn = try keys.draw(.file, for: [own], in: id)
    let shelf = Shelf.random()
    let record = try seal(
      header: try RecordText.client(named: name.text), shelf: shelf,
      to: [drawn.sealed.epoch, registry])
    let opening = FileOpening(
      file: .random(), client: .random(), number: number, compartment: drawn.sealed, shelf: shelf,
      record: record.notice, assigned: [member])
    return (opening, Commit.Parts(envelopes: [record.stored], wraps: drawn.wraps))
  }

  /// The registry's epoch in force: sealed to with or without holding it.
  func registryEpoch(in state: VaultState) throws -> CompartmentEpoch {
    guard let id = state.registry, let registry = state.compartments[id] else {
      throw IntegrityFault(.secretWrong, at: .vault)
    }
    if registry.isHeld(by: member) {
      return try storage.reading { try keys.open(id, of: state, in: $0, vault: self.id) }
    }
    return registry.current
  }

  func fileEpoch(of file: CaseFile, at desk: Desk) throws -> CompartmentEpoch {
    try keys.open(file.compartment, of: desk.state, in: desk.transaction, vault: id)
  }

  func known(_ id: CaseFileID, in state: VaultState) throws -> CaseFile {
    guard let file = state.files[id] else { throw NoSuchFile() }
    return file
  }
}

/// No case file has this id.
package struct NoSuchFile: Error, Equatable {}
