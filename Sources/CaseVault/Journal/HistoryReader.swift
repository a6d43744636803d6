import AuditLog
import Casework
import Sodium

extension VerifiedLog {
  /// Walks one case file's history from its last link back to its opening, and folds it forward.
  ///
  /// The last link comes from verified state and each link names the one before it by hash, so nothing
  /// can be left out or exchanged on the way. About 15 µs a link.
  /// Throws ``IntegrityFault/Kind/historyBroken`` where the storage does not hold what a link names.
  func history(
    of file: CaseFile, in reader: any StorageReader, with keys: borrowing LogKeys,
    proving proven: inout ProvenEntries
  ) throws -> FileHistory {
    var history = FileHistory()
    let steps = try steps(of: file, in: reader, with: keys, proving: &proven)
    for step in steps { step.fold(into: &history) }
    return history
  }

  /// The versions of a client's record before the latest, which say what the client was called earlier.
  func earlierRecords(
    of file: CaseFile, in reader: any StorageReader, with keys: borrowing LogKeys,
    proving proven: inout ProvenEntries
  ) throws -> [EnvelopeNotice] {
    guard file.record.version > 1 else { return [] }
    var records: [EnvelopeNotice] = []
    for step in try steps(of: file, in: reader, with: keys, proving: &proven) {
      guard case .event(let event, let facts) = step.content else { continue }
      switch event {
      case let opened as FileOpened: records.append(opened.opening.record)
      case let opened as FilesOpened:
        let known = try proven.records(openedAt: facts.link.sequence) {
          try openedChunk(at: opened.chunk, in: vault, with: keys) { try reader.chunk(at: $0) }
        }
        guard let record = known[file.id] else {
          throw IntegrityFault(.historyBroken, at: .chunk(opened.chunk))
        }
        records.append(record)
      case let renamed as ClientRenamed: records.append(renamed.record)
      default: break
      }
    }
    return records.filter { $0.version < file.record.version }
  }

  /// Every version of every envelope that entries have stored under a compartment of a case file, also
  /// what means nothing in the file's history: it is what `verify` expects there.
  func envelopes(
    sealedBy compartment: CompartmentID, in file: CaseFile, of reader: any StorageReader,
    with keys: borrowing LogKeys, proving proven: inout ProvenEntries
  ) throws -> Set<EnvelopeKey> {
    var named: Set<EnvelopeKey> = []
    for step in try steps(of: file, in: reader, with: keys, proving: &proven) {
      for (notice, place) in step.stored(in: file) where place == compartment {
        named.insert(EnvelopeKey(id: notice.envelope, version: notice.version))
      }
    }
    return compartment == file.compartment ? named.union(file.records) : named
  }

  /// The hash of everything that entries have stored in a case file, and of its client's records: of what is
  /// named twice, the first.
  func hashes(
    in file: CaseFile, of reader: any StorageReader, with keys: borrowing LogKeys,
    proving proven: inout ProvenEntries
  ) throws -> [EnvelopeKey: ContentHash] {
    var notices = try steps(of: file, in: reader, with: keys, proving: &proven).flatMap {
      $0.stored(in: file).map(\.0)
    }
    notices += try earlierRecords(of: file, in: reader, with: keys, proving: &proven)
    notices.append(file.record)
    return Dictionary(notices.map { (EnvelopeKey(id: $0.envelope, version: $0.version), $0.hash) })
    {
      first, _ in first
    }
  }

  /// The links of a file's history from its opening on.
  private func steps(
    of file: CaseFile, in reader: any StorageReader, with keys: borrowing LogKeys,
    proving proven: inout ProvenEntries
  ) throws -> [Step] {
    var steps: [Step] = []
    var next: Link? = file.head
    while let link = next {
      let step = try step(at: link, of: file.id, in: reader, with: keys, proving: &proven)
      // Each link stands before the one that names it; a circle would otherwise never end.
      guard step.after.map({ $0.sequence < link.sequence }) ?? true, steps.count < file.length
      else {
        throw IntegrityFault(.historyBroken, at: .entry(link.sequence))
      }
      steps.append(step)
      next = step.after
    }
    guard steps.count == file.length else {
      throw IntegrityFault(.historyBroken, at: .entry(file.head.sequence))
    }
    return steps.reversed()
  }

  private struct Step {
    let after: Link?
    let content: Content

    enum Content {
      case event(any EventContent, EntryFacts)
      case imported(ImportedNotes, at: Link)
    }

    func fold(into history: inout FileHistory) {
      switch content {
      case .event(let event, let facts): history.take(event, as: facts)
      case .imported(let notes, let link): history.take(notes, at: link)
      }
    }

    /// The notes' envelopes that it stores, each with the compartment that seals it.
    func stored(in file: CaseFile) -> [(EnvelopeNotice, CompartmentID?)] {
      switch content {
      case .event(let event, let facts):
        guard let event = event as? any NoteEvent & NamesEnvelopes else { return [] }
        let place = file.compartment(of: event.kind, by: facts.member)
        return event.envelopes.map { ($0, place) }
      case .imported(let notes, _):
        return notes.records.map { record in
          (record.note, file.compartment(of: record.kind, by: notes.importer))
        }
      }
    }
  }

  private func step(
    at link: Link, of file: CaseFileID, in reader: any StorageReader, with keys: borrowing LogKeys,
    proving proven: inout ProvenEntries
  ) throws -> Step {
    if let known = proven.imports[link.sequence] {
      return try importStep(at: link, of: file, in: reader, with: keys) { known }
    }
    if let known = proven.openings[link.sequence], known.facts.link == link {
      return Step(after: nil, content: .event(known.content, known.facts))
    }
    guard let stored = try reader.leaf(at: link.sequence) else {
      throw IntegrityFault(.leafMissing, at: .entry(link.sequence))
    }
    let hash = TreeHash.ofLeaf(stored.bytes)
    guard ContentHash(hash) == link.hash else {
      return try importStep(at: link, of: file, in: reader, with: keys) {
        try importEntry(stored.bytes, hash, at: link, in: reader, with: keys, proving: &proven)
      }
    }
    let event = try event(in: stored.bytes, at: link, with: keys)
    guard let signer = state.devices[event.by] else {
      throw IntegrityFault(.unknownDevice, at: .entry(link.sequence))
    }
    let facts = EntryFacts(link: link, at: event.at, device: event.by, member: signer.member)
    if let opening = event.content as? FilesOpened {
      proven.openings[link.sequence] = ProvenOpening(content: opening, facts: facts)
    }
    return Step(
      after: try Self.predecessor(of: event.content, in: file, at: link),
      content: .event(event.content, facts))
  }

  /// The link names a chunk: the notes that an import brought into this file. Who brought them and when
  /// is the importer's own claim there, so it is held against the entry.
  private func importStep(
    at link: Link, of file: CaseFileID, in reader: any StorageReader, with keys: borrowing LogKeys,
    entry: () throws -> ProvenImport
  ) throws -> Step {
    let text = try openedChunk(
      at: link.hash, in: vault, with: keys, chunks: { try reader.chunk(at: $0) })
    let entry = try entry()
    guard let notes = try? ImportedNotes(bytes: text), notes.file == file,
      notes.importer == entry.importer, notes.at == entry.at
    else { throw IntegrityFault(.historyBroken, at: .chunk(link.hash)) }
    return Step(after: notes.after, content: .imported(notes, at: link))
  }

  /// Who signed an import and when. Looked at once for each import, however many files it filled.
  private func importEntry(
    _ leaf: [UInt8], _ hash: TreeHash, at link: Link, in reader: any StorageReader,
    with keys: borrowing LogKeys, proving proven: inout ProvenEntries
  ) throws -> ProvenImport {
    let event = try event(in: leaf, at: link, with: keys)
    guard event.content is NotesImported, let importer = state.devices[event.by]?.member else {
      throw IntegrityFault(.historyBroken, at: .entry(link.sequence))
    }
    let found = ProvenImport(importer: importer, at: event.at)
    // What a writer has taken in behind this log was checked in the same transaction.
    guard link.sequence < size else { return found }
    try checkStands(hash, at: link.sequence, in: reader)
    proven.imports[link.sequence] = found
    return found
  }

  private func event(
    in bytes: [UInt8], at link: Link, with keys: borrowing LogKeys
  ) throws -> Event {
    do {
      let leaf = try Leaf(bytes, of: vault)
      let opened = try keys.withKey(of: leaf.header.epoch) { try leaf.opened(logKey: $0) }
      return try Event(encoded: Array(opened.event))
    } catch {
      throw IntegrityFault(.historyBroken, at: .entry(link.sequence))
    }
  }

  private static func predecessor(
    of content: any EventContent, in file: CaseFileID, at link: Link
  ) throws -> Link? {
    switch content {
    case is FileOpened, is FilesOpened: return nil
    default:
      guard let event = content.inFile, event.file == file else {
        throw IntegrityFault(.historyBroken, at: .entry(link.sequence))
      }
      return event.after
    }
  }
}

extension CaseFile {
  /// Every version of the client's record. They follow one another: replay accepts no other renaming.
  var records: [EnvelopeKey] {
    (1...max(1, record.version)).map { EnvelopeKey(id: record.envelope, version: $0) }
  }

  /// What seals a note of this kind by this author; nil where the author has no such compartment here.
  fileprivate func compartment(of kind: NoteKind, by author: MemberID) -> CompartmentID? {
    kind.compartment == .process ? processes[author] : compartment
  }
}

extension VerifiedLog {
  /// A leaf that a storage returned, of this hash, is the one that was verified at this place.
  func checkStands(_ leaf: TreeHash, at position: UInt64, in reader: any StorageReader) throws {
    do {
      let proof = try StoredTree(reader, size: size).inclusionProof(of: position, size: size)
      try proof.verify(leaf: leaf, root: root)
    } catch is InvalidProof, is TreeHashesError, is SodiumError {
      throw IntegrityFault(.otherHistory, at: .entry(position))
    }
  }
}

/// What the entry of an import says, as opposed to the chunks that it names.
struct ProvenImport: Sendable {
  let importer: MemberID
  let at: Moment
}

/// The entry that opened many case files, as it was read by its link.
struct ProvenOpening: Sendable {
  let content: FilesOpened
  let facts: EntryFacts
}

/// Entries that stand in many histories, and are opened once for all of them; by number.
struct ProvenEntries: Sendable {
  /// Imports, held against the tree: a link names a chunk of theirs, and not the entry.
  var imports: [UInt64: ProvenImport] = [:]
  var openings: [UInt64: ProvenOpening] = [:]
  /// The clients' first records in those, where they were asked for.
  private var records: [UInt64: [CaseFileID: EnvelopeNotice]] = [:]

  /// The first records of the files that an entry opened; `text` gives that of its chunk.
  mutating func records(
    openedAt sequence: UInt64, text: () throws -> [UInt8]
  ) throws -> [CaseFileID: EnvelopeNotice] {
    if let known = records[sequence] { return known }
    let openings = try FilesOpened.openings(in: try text())
    let found = Dictionary(openings.map { ($0.file, $0.record) }) { first, _ in first }
    records[sequence] = found
    return found
  }

  mutating func add(_ others: ProvenEntries) {
    imports.merge(others.imports) { mine, _ in mine }
    openings.merge(others.openings) { mine, _ in mine }
  }
}
