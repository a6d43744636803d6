import AuditLog
package import Casework
import Keyring
import Sodium

extension Vault {
  /// Takes a client in: a case file of their own, assigned to this member.
  ///
  /// Throws ``ReadsAsNumber`` for a name that reads as a C-number, and ``LooksTheSame`` for one that
  /// nobody can tell from another client's by looking at it.
  @discardableResult
  package func addClient(named name: ClientName) throws -> CaseFileID {
    try name.checkIsNoNumber()
    try checkLooks(of: name)
    let file = try journal.recording { desk in
      let permit = try desk.permit([Act(.openFile)])
      let drawn = try fileDrawer(in: desk.state, of: desk.transaction).file(named: name)
      let opening = drawn.opening.numbered(desk.state.nextFileNumber)
      try desk.append(FileOpened(opening), storing: drawn.parts, spending: permit)
      return opening.file
    }.result
    try settle()
    return file
  }

  /// Takes many clients in at once, each with a case file of their own: all of them or none.
  ///
  /// One entry for every so many. Each is made, checked and stored while the keys of the next ones are
  /// being drawn; by one entry at the end a processor would stand still for all of that.
  @discardableResult
  package func addClients(named names: [ClientName]) throws -> [CaseFileID] {
    guard !names.isEmpty else { return [] }
    for name in names { try name.checkIsNoNumber() }
    let openings = try journal.recording { desk in
      // Asked before a second is spent on drawing keys.
      _ = try desk.permit([Act(.openFile)])
      let drawer = try fileDrawer(in: desk.state, of: desk.transaction)
      var openings: [FileOpening] = []
      var drawn: [DrawnFile] = []
      try OrderedWork.run(on: names.inShares(of: 8)) { names in
        try names.map { try drawer.file(named: $0) }
      } handingOn: { files in
        openings += files.map(\.opening)
        drawn += files
        guard drawn.count >= Self.filesInEntry || openings.count == names.count else { return }
        try enter(drawn, at: desk)
        drawn.removeAll()
      }
      return openings
    }.result
    try keys.keep(openings.map(\.compartment.epoch), in: journal.memory)
    try settle()
    return openings.map(\.file)
  }

  private static let filesInEntry = 128

  private func enter(_ drawn: [DrawnFile], at desk: Desk) throws {
    let parts = drawn.reduce(into: Commit.Parts()) { $0.add($1.parts) }
    try enter(drawn.map(\.opening), storing: parts, at: desk)
  }

  /// One entry for files that were drawn, numbered in their order.
  func enter(_ openings: [FileOpening], storing parts: Commit.Parts, at desk: Desk) throws {
    guard let epoch = desk.state.vaultEpoch else { throw IntegrityFault(.wrongEpoch, at: .vault) }
    let first = desk.state.nextFileNumber
    let numbered = openings.enumerated().map { $1.numbered(first + $0) }
    let chunk = try keys.sealedChunk(
      try FilesOpened.manifest(of: numbered), epoch: epoch, in: id)
    let event = FilesOpened(count: numbered.count, chunk: chunk.address)
    var parts = parts
    parts.chunks.append(chunk)
    try desk.append(event, storing: parts, spending: try desk.permit(for: event))
  }

  /// Gives a client another name. The earlier record stays sealed in its version.
  ///
  /// Throws ``ReadsAsNumber`` and ``LooksTheSame`` as ``addClient(named:)`` does.
  package func renameClient(_ id: CaseFileID, to name: ClientName) throws {
    try name.checkIsNoNumber()
    try checkLooks(of: name, besides: id)
    _ = try journal.recording { desk in
      let permit = try desk.permit([Act(.renameClient, on: .file(id))])
      let file = try known(id, in: desk.state)
      let epoch = try fileEpochForRenaming(file, at: desk)
      let grants = file.grants.compactMap { desk.state.grant($0) }.filter { $0.isOpen(at: desk.at) }
      let body = try body(
        ofRecord: .client, try fetch(file.record, from: desk.transaction), as: epoch.opening)
      let sealed = try seal(
        header: try RecordText.client(named: name.text), body: body, as: file.record.envelope,
        version: file.record.version + 1, shelf: file.shelf, to: [epoch.file, epoch.registry],
        granting: epochs(of: grants, at: desk))
      let event = ClientRenamed(file: id, after: file.head, record: sealed.notice)
      try desk.append(event, storing: Commit.Parts(envelopes: [sealed.stored]), spending: permit)
      try supply(sealed, to: grants, at: desk)
    }
  }

  /// What renaming seals to, and as whom the old record is opened: the file's holder, or a privacy
  /// officer by the registry, who gives the file's holders a slot without holding the file.
  private func fileEpochForRenaming(
    _ file: CaseFile, at desk: Desk
  ) throws -> (file: CompartmentEpoch, registry: CompartmentEpoch, opening: CompartmentID) {
    let registry = try registryEpoch(in: desk.state, of: desk.transaction)
    if desk.state.compartment(file.compartment)?.isHeld(by: member) == true,
      desk.state.isKeeper(member, of: file.compartment)
    {
      return (try fileEpoch(of: file, at: desk), registry, file.compartment)
    }
    guard let current = desk.state.compartments[file.compartment]?.current else {
      throw IntegrityFault(.secretWrong, at: .compartment(file.compartment))
    }
    return (current, registry, registry.compartment)
  }

  /// The registry's epoch in force: sealed to with or without holding it.
  func registryEpoch(
    in state: VaultState, of reader: any StorageReader
  ) throws -> CompartmentEpoch {
    guard let id = state.registry, let registry = state.compartments[id] else {
      throw IntegrityFault(.secretWrong, at: .vault)
    }
    if registry.isHeld(by: member) {
      return try keys.open(id, of: state, in: reader, vault: self.id)
    }
    return registry.current
  }

  func fileEpoch(of file: CaseFile, at desk: Desk) throws -> CompartmentEpoch {
    try keys.open(file.compartment, of: desk.state, in: desk.transaction, vault: id)
  }

  /// What notes in a file are sealed to: also by somebody with a grant, who has none of the file's own key.
  func writingEpoch(of file: CaseFile, at desk: Desk) throws -> CompartmentEpoch {
    guard let compartment = desk.state.compartment(file.compartment) else {
      return try fileEpoch(of: file, at: desk)
    }
    if desk.state.readsByEmergency(member, file, at: desk.at) != nil {
      do {
        return try openKey(of: file, in: desk.state, from: desk.transaction)
      } catch is NotAHolder {
        // What happened is written down, also where nobody on duty has the file's key yet.
        return compartment.current
      }
    }
    guard desk.state.readsByGrants(member, file, at: desk.at) else {
      return try fileEpoch(of: file, at: desk)
    }
    return compartment.current
  }

  func known(_ id: CaseFileID, in state: VaultState) throws -> CaseFile {
    guard let file = state.file(id) else { throw NoSuchFile() }
    return file
  }
}

/// No case file has this id.
package struct NoSuchFile: Error, Equatable {}

/// A client's name would read as a C-number.
package struct ReadsAsNumber: Error, Equatable {
  package let text: String
}

extension ClientName {
  fileprivate func checkIsNoNumber() throws(ReadsAsNumber) {
    if readsAsNumber { throw ReadsAsNumber(text: text) }
  }
}

/// A client's name would differ from another's only in characters that nobody sees, or in letters of
/// another alphabet that look like those of the other's.
package struct LooksTheSame: Error, Equatable {
  /// The other client's C-number.
  package let other: ClientNumber?
}

extension Vault {
  /// Two people may well have one name, and the C-number tells them apart. Nobody tells people apart by a
  /// character that cannot be seen, or by a Cyrillic а among Latin letters: it came with pasting, and what
  /// is written of one person would go into another's file. So it is refused here, and whoever means a
  /// second person of that name types the name as it stands. Asked only of names that hold such a
  /// character; it takes opening every name.
  private func checkLooks(of name: ClientName, besides file: CaseFileID? = nil) throws {
    guard name.visible != name.text else { return }
    let twin = try clients().first { client in
      client.file != file && client.name.map { $0 != name && $0.visible == name.visible } ?? false
    }
    if let twin { throw LooksTheSame(other: twin.number) }
  }
}
