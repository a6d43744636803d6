import Casework
import Keyring
import Sodium

extension Vault {
  /// The files that this member holds, as an import needs them: by name and number, with their key for
  /// fingerprints and the notes that they have already.
  func importFiles(showing receipt: borrowing Receipt) throws -> ImportFiles {
    guard receipt.listed(nil) else { throw MisusedPermit() }
    let state = try state
    let files = ImportFiles(drawing: try fileDrawer(in: state))
    let own = state.files.values.filter { $0.assigned.contains(member) }
      .sorted { $0.number < $1.number }
    try storage.reading { reader in
      try keys.open(
        own.flatMap { [$0.compartment] + [$0.processes[member]].compactMap(\.self) }, of: state,
        in: reader, vault: id, keepingIn: journal.memory)
      for file in own { try add(file, of: state, to: files, from: reader) }
    }
    return files
  }

  private func add(
    _ file: CaseFile, of state: VaultState, to files: ImportFiles, from reader: any StorageReader
  ) throws {
    let epoch = try keys.open(file.compartment, of: state, in: reader, vault: id)
    let record = try texts(of: try fetch(file.record, from: reader), as: file.compartment)
    let name = try ClientName(try RecordText.name(of: "client", in: record.header))
    // A file whose history is its opening alone has no notes that could be doubled.
    let known = file.length > 1 ? try history(of: file, in: reader).notes.map(\.id) : []
    var target = ImportFiles.Target(
      file: file.id, place: NotePlace(file: file.id, epoch: epoch, shelf: file.shelf),
      fingerprintKey: record.body, opening: nil, firstLine: .max, known: Set(known))
    if let process = file.processes[member], let shelf = file.processShelves[member] {
      let epoch = try keys.open(process, of: state, in: reader, vault: id)
      target.process = ImportFiles.Process(
        place: NotePlace(file: file.id, epoch: epoch, shelf: shelf), sealed: nil)
    }
    files.add(target, named: name, number: ClientNumber(file.number))
  }
}
