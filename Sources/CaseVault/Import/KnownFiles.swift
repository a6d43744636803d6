import Casework
import Keyring
import Sodium
import System

extension Vault {
  /// The files that this member holds, as an import needs them: by names and number, with their key for
  /// fingerprints and the notes that they have already.
  func importFiles(showing receipt: borrowing Receipt) throws -> ImportFiles {
    guard receipt.listed(nil) else { throw MisusedPermit() }
    return try journal.reading { reader in
      let state = try state
      let files = ImportFiles(drawing: try fileDrawer(in: state, of: reader))
      // What is only granted is not theirs to bring notes into: without the file's key they would not see
      // what of it is there already.
      let own = state.files(reachedBy: .signNotes, of: member, at: nil)
        .filter { state.isKeeper(member, of: $0.compartment) }
        .sorted { $0.number < $1.number }
      // A client whose name cannot be read yet would be taken in a second time.
      let waiting = own.count { state.isOnItsWay($0.compartment, to: member) }
      guard waiting == 0 else { throw KeysOnTheirWay(count: waiting) }
      try keys.open(
        own.flatMap { [$0.compartment] + [$0.processes[member]].compactMap(\.self) }, of: state,
        in: reader, vault: id, keepingIn: journal.memory)
      for some in own.inShares(of: Self.filesAtOnce) {
        let records = try openedRecords(of: some, from: reader)
        for (file, record) in zip(some, records) {
          try add(file, record, of: state, to: files, from: reader)
        }
      }
      return files
    }
  }

  /// So many records are held in memory at once.
  private static let filesAtOnce = 4_096

  /// What stands in the clients' records: fetched one after the other, opened on every processor.
  private func openedRecords(
    of files: ArraySlice<CaseFile>, from reader: any StorageReader
  ) throws -> [ClientRecord] {
    let sealed = try files.map {
      SealedRecord(
        envelope: try fetchUnchecked($0.record, from: reader), compartment: $0.compartment)
    }
    let (vault, keyring) = (ContentHash(id), keys.keyring)
    let share = (sealed.count + Processors.count - 1) / Processors.count
    return try eachOnAnyProcessor(of: sealed.inShares(of: max(share, 1))) { sealed in
      var opener = try EnvelopeOpener(vault: vault, keyring: keyring)
      return try sealed.map {
        try ClientRecord(
          opening: try $0.envelope.checked(in: vault), as: $0.compartment, with: &opener)
      }
    }.flatMap(\.self)
  }

  private func add(
    _ file: CaseFile, _ record: ClientRecord, of state: VaultState, to files: ImportFiles,
    from reader: any StorageReader
  ) throws {
    let epoch = try keys.open(file.compartment, of: state, in: reader, vault: id)
    // A file whose history is its opening alone has no notes that could be doubled.
    let known = file.length > 1 ? try history(of: file, in: reader).notes.map(\.id) : []
    var target = ImportFiles.Target(
      file: file.id, place: NotePlace(file: file.id, epoch: epoch, shelf: file.shelf),
      fingerprintKey: record.fingerprintKey, number: ClientNumber(file.number), opening: nil,
      firstLine: .max, known: Set(known))
    if let process = file.processes[member], let shelf = file.processShelves[member] {
      let epoch = try keys.open(process, of: state, in: reader, vault: id)
      target.process = ImportFiles.Process(
        place: NotePlace(file: file.id, epoch: epoch, shelf: shelf), sealed: nil)
    }
    files.add(target, named: record.name, earlier: try earlierNames(of: file, from: reader))
  }

  /// What the client was called before, opened from the earlier versions of the record.
  private func earlierNames(
    of file: CaseFile, from reader: any StorageReader
  ) throws -> [ClientName] {
    let records = try journal.log().earlierRecords(
      of: file, in: reader, with: keys.logKeys, proving: &keys.provenEntries)
    return try records.map { notice in
      let envelope = try fetch(notice, from: reader)
      return try ClientName(
        stored: try name(inRecord: .client, envelope, as: file.compartment))
    }
  }
}

/// A client's record as it was fetched.
private struct SealedRecord: Sendable {
  let envelope: UncheckedEnvelope
  let compartment: CompartmentID
}

/// What an import needs of it.
private struct ClientRecord: Sendable {
  let name: ClientName
  let fingerprintKey: [UInt8]

  init(
    opening envelope: StoredEnvelope, as compartment: CompartmentID,
    with opener: inout EnvelopeOpener
  ) throws {
    let texts: (header: [UInt8], body: [UInt8])
    do {
      texts = try opener.texts(of: envelope, as: compartment)
    } catch is EnvelopeError {
      throw IntegrityFault(
        .textDamaged, at: .envelope(envelope.id, version: envelope.version))
    }
    name = try ClientName(stored: try RecordText.name(of: .client, in: texts.header))
    fingerprintKey = texts.body
  }
}
