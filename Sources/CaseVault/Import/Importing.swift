package import Casework
import Keyring
import Sodium
import System

/// How a file of notes is to be read.
package struct ImportOptions: Sendable {
  package var format: ImportFormat
  package var mapping: FieldMapping
  /// Import what can be, and report the rest, instead of all or nothing.
  package var keepsGoing: Bool
  /// How many bytes the file has, where that is known.
  package var size: Int?

  package init(
    format: ImportFormat = .jsonLines, mapping: FieldMapping = .standard, keepsGoing: Bool = false,
    size: Int? = nil
  ) {
    self.format = format
    self.mapping = mapping
    self.keepsGoing = keepsGoing
    self.size = size
  }

  /// From about ten thousand notes on, what is written is worth other ways of writing.
  var extent: WriteExtent { (size ?? 0) >= 16 << 20 ? .much : .little }
}

/// What came of an import.
package struct ImportReport: Sendable, Equatable {
  package var imported = 0
  /// Notes that were there already.
  package var duplicates = 0
  package var newClients = 0
  /// Psychotherapy notes among the imported with likely content that such notes leave out.
  package var hinted = 0
  package var refused: [RefusedRecord] = []
  package var ignoredColumns: [String: Int] = [:]

  package init() {}
}

/// Records were refused, so nothing was imported.
package struct ImportRefused: Error, Equatable {
  package let report: ImportReport
}

extension Vault {
  /// Imports notes of another system, locked, opening files for unknown clients: all or nothing, unless
  /// told to keep going. The same file again adds nothing.
  ///
  /// `source` gives the file's next bytes, nil at its end; `progress` is told how many were read. Throws
  /// ``MissingColumns`` for a file without a column that is needed, whether told to keep going or not.
  package func importNotes(
    from source: @escaping () throws -> [UInt8]?, reading options: ImportOptions,
    progress: @escaping (Int) -> Void = { _ in }
  ) throws -> ImportReport {
    var blocks = ImportBlocks(of: source, as: options.format)
    // Before anything is recorded or opened, but for nobody who may not import.
    if try Policy.refusal(of: Act(.signNotes), by: member, in: state) == nil,
      let header = try blocks.header()
    {
      try options.mapping.check(header: header)
    }
    let receipt = try permittedImport()
    let files = try importFiles(showing: receipt)
    let now = now()
    let reader = ImportedNoteReader(
      mapping: options.mapping, offsetMinutes: journal.surroundings.offsetMinutes, now: now)
    let workers = try (0..<Processors.count).map { _ in
      try ImportWorker(
        for: ContentHash(id), keyring: keys.keyring, reading: reader, into: files, as: member)
    }
    var report = ImportReport()
    let drawn = try journal.recording(options.extent) { desk in
      try seal(&blocks, with: workers, at: desk, into: &report, progress: progress)
      let seen = workers.reduce(into: ImportedNoteReader.Seen()) { $0.merge($1.seen) }
      try options.mapping.check(records: seen)
      report.ignoredColumns = seen.ignoredColumns
      guard report.refused.isEmpty || options.keepsGoing else {
        throw ImportRefused(report: report)
      }
      return try enter(files, at: desk, into: &report)
    }.result
    try keys.keep(drawn, in: journal.memory)
    try settle()
    return report
  }

  /// Asked before anything is opened or sealed: what comes in is locked like what is signed, so it takes
  /// the same power. A refusal is recorded as one, and nobody waits for an import that cannot stand.
  private func permittedImport() throws -> Receipt {
    try journal.recording { desk in
      _ = try desk.permit([Act(.signNotes)])
      let event = FilesListed(file: nil)
      try desk.append(event, spending: try desk.permit(for: event))
    }.receipt
  }

  /// Seals block after block on all processors, and stores each while later ones are being sealed.
  private func seal(
    _ blocks: inout ImportBlocks, with workers: [ImportWorker], at desk: Desk,
    into report: inout ImportReport, progress: (Int) -> Void
  ) throws {
    var pipeline = ImportPipeline(through: workers)
    // Nothing may still be sealed when this returns: it would be for a transaction that is over.
    defer { pipeline.drain() }
    while let part = try pipeline.next(from: &blocks) {
      try desk.store(Commit.Parts(envelopes: part.envelopes))
      report.imported += part.envelopes.count
      report.duplicates += part.duplicates
      report.hinted += part.hinted
      report.refused += part.refused
      progress(blocks.read)
    }
  }

  /// The entries of the import: files opened, compartments for psychotherapy notes, notes. Answers with
  /// the compartments that were drawn for it.
  private func enter(
    _ files: ImportFiles, at desk: Desk, into report: inout ImportReport
  ) throws -> [CompartmentEpoch] {
    let (targets, parts) = files.finish()
    // What was sealed under a key that was changed meanwhile could be opened by nobody.
    let registry = desk.state.compartments[files.registry.compartment]?.current
    guard targets.allSatisfy({ $0.isSealed(underKeysOf: desk.state) }),
      registry == files.registry || !targets.contains(where: { $0.opening != nil })
    else {
      throw StorageError.conflict(expected: desk.first, found: desk.first)
    }
    guard let epoch = desk.state.vaultEpoch else { throw IntegrityFault(.wrongEpoch, at: .vault) }
    let opened = targets.compactMap(\.opening)
    report.newClients = opened.count
    if !opened.isEmpty { try enter(opened, storing: parts, at: desk) }
    for target in targets { try enter(processOf: target, at: desk) }
    try enter(targets.filter { !$0.records.isEmpty }, epoch: epoch, at: desk)
    return opened.map(\.compartment.epoch) + targets.compactMap(\.process?.sealed?.epoch)
  }

  private func enter(processOf target: ImportFiles.Target, at desk: Desk) throws {
    guard let sealed = target.process?.sealed, let shelf = target.process?.place.shelf else {
      return
    }
    let event = ProcessOpened(
      file: target.file, after: try known(target.file, in: desk.state).head, compartment: sealed,
      shelf: shelf)
    try desk.append(event, spending: try desk.permit(for: event))
  }

  /// One chunk for each file's notes, one that lists them, one entry.
  private func enter(
    _ targets: [ImportFiles.Target], epoch: UInt32, at desk: Desk
  ) throws {
    guard !targets.isEmpty else { return }
    let state = desk.state
    let notes = try targets.map { target in
      ImportedNotes(
        file: target.file, after: try known(target.file, in: state).head, importer: member,
        at: desk.at, records: target.records)
    }
    let sealer = try keys.chunkSealer(epoch: epoch, in: id)
    var addresses: [ContentHash] = []
    try OrderedWork.run(on: notes.inShares(of: 32)) { notes in
      try notes.map { try sealer.sealed($0.bytes) }
    } handingOn: { chunks in
      try desk.store(Commit.Parts(chunks: chunks))
      addresses += chunks.map(\.address)
    }
    let listed = zip(zip(targets, notes), addresses).map { pair, address in
      let (target, notes) = pair
      return NotesImported.Part(
        file: notes.file, after: notes.after, count: UInt32(notes.records.count), chunk: address,
        process: target.hasProcessNotes)
    }
    let list = try sealer.sealed(try NotesImported.manifest(of: listed))
    let count = targets.reduce(0) { $0 + $1.records.count }
    let event = NotesImported(count: count, chunk: list.address)
    try desk.append(
      event, storing: Commit.Parts(chunks: [list]), spending: try desk.permit(for: event))
  }
}

extension ImportFiles.Target {
  /// Whether the keys that were drawn or looked up for it are still in force. New files have theirs in
  /// entries that are yet to be made.
  fileprivate func isSealed(underKeysOf state: VaultState) -> Bool {
    let process = process.flatMap { $0.sealed == nil ? $0.place.epoch : nil }
    return [opening == nil ? place.epoch : nil, process].compactMap(\.self)
      .allSatisfy { state.compartments[$0.compartment]?.current == $0 }
  }
}
