import AuditLog
import Casework
import Keyring

/// Every row that the log says there is, gathered while the log is read.
struct ExpectedRows: Sendable {
  private(set) var envelopes = ExpectedEnvelopes()
  private(set) var chunks: Set<ContentHash> = []
  private(set) var steps = FileSteps()
  private(set) var wraps = ExpectedWraps()
  private(set) var rotations = ExpectedRotations()
  /// Entries that name as their own what an earlier one named elsewhere.
  private(set) var namingTwice: [UInt64] = []

  /// Notes what one entry names, after replay has taken it in.
  mutating func take(
    _ entry: TakenEntry, in state: VaultState, chunk: (ContentHash) throws -> [UInt8]
  ) throws {
    let content = entry.event.content
    guard state.violations.last?.sequence != entry.link.sequence else { return }
    if let event = content as? any NamesEnvelopes {
      let shelf = shelf(of: content, by: entry, in: state)
      let isRecord = content is FileOpened || content is ClientRenamed
      for notice in event.envelopes {
        expect(notice, on: shelf, isRecord: isRecord, at: entry.link.sequence)
      }
    }
    if let manifest = content.manifest { chunks.insert(manifest) }
    switch content {
    case let event as any FileEvent: take(event, entry, in: state)
    case is FilesOpened: try takeOpenings(entry)
    case is NotesImported: try takeImports(entry, in: state, chunk: chunk)
    case let event as CompartmentRotated: try take(event, entry, in: state, chunk: chunk)
    case let event as ActProposed: wraps.take(event)
    default: break
    }
  }

  private func shelf(
    of content: any EventContent, by entry: TakenEntry, in state: VaultState
  ) -> Int64? {
    if let event = content as? FileOpened { return event.opening.shelf }
    guard let event = content.inFile, let file = state.files[event.file] else {
      return nil
    }
    guard let note = content as? any NoteEvent, note.kind.compartment == .process,
      let author = state.devices[entry.event.by]?.member
    else { return file.shelf }
    return file.processShelves[author]
  }

  /// False where the same version of it was named before.
  @discardableResult
  private mutating func expect(
    _ notice: EnvelopeNotice, on shelf: Int64?, isRecord: Bool = false, at sequence: UInt64
  ) -> Bool {
    let known = envelopes.expect(
      ExpectedEnvelopes.Envelope(
        key: notice.key, hash: notice.hash, slots: notice.slots, shelf: shelf, isRecord: isRecord,
        sequence: sequence))
    guard let known else { return true }
    // Within one file its history says that the later entry has no effect; nothing else would say so here.
    if known.shelf != shelf || known.isRecord != isRecord { namingTwice.append(sequence) }
    return false
  }

  private mutating func take(_ event: any FileEvent, _ entry: TakenEntry, in state: VaultState) {
    guard let facts = entry.facts(in: state) else { return }
    steps.take(event, as: facts)
  }

  private mutating func takeOpenings(_ entry: TakenEntry) throws {
    let openings = try entry.manifest.lines(of: FilesOpened.self)
    envelopes.reserve(openings.count)
    for opening in openings {
      expect(opening.record, on: opening.shelf, isRecord: true, at: entry.link.sequence)
    }
  }

  private mutating func takeImports(
    _ entry: TakenEntry, in state: VaultState, chunk: (ContentHash) throws -> [UInt8]
  ) throws {
    let parts = try entry.manifest.lines(of: NotesImported.self)
    // Replay has held the sum of these counts against the entry's; that of a hostile one may be huge.
    envelopes.reserve(min(parts.reduce(0) { $0 + Int($1.count) }, 1 << 20))
    for part in parts {
      chunks.insert(part.chunk)
      let bytes = try chunk(part.chunk)
      // Replay has not opened these: until here, who brought the notes and when is only their claim.
      guard let notes = try? ImportedNotes(bytes: bytes),
        let importer = state.devices[entry.event.by]?.member,
        part.describes(notes, by: importer, at: entry.event.at),
        let file = state.files[part.file]
      else { throw IntegrityFault(.historyBroken, at: .chunk(part.chunk)) }
      var areNew = true
      for record in notes.records {
        let shelf =
          record.kind.compartment == .process ? file.processShelves[notes.importer] : file.shelf
        areNew = expect(record.note, on: shelf, at: entry.link.sequence) && areNew
      }
      let link = Link(sequence: entry.link.sequence, hash: part.chunk)
      steps.take(notes, at: link, areNew: areNew)
    }
  }

  private mutating func take(
    _ event: CompartmentRotated, _ entry: TakenEntry, in state: VaultState,
    chunk: (ContentHash) throws -> [UInt8]
  ) throws {
    let compartment = event.epoch.epoch.compartment
    switch event.past {
    case .chained(let hash): wraps.expect(chain: hash, of: event.epoch.epoch)
    case .slots(let count, _, let kept):
      chunks.insert(kept)
      let isKept = KeptSlots.canBe(try chunk(kept), of: count)
      let slots =
        compartment == state.registry ? RotatedSlots.records : .shelf(state.shelf(of: compartment))
      rotations.take(
        try event.renewed(in: entry.manifest.text), of: slots, at: entry.link.sequence,
        isKept: isKept, among: envelopes)
    }
  }
}

extension TakenEntry {
  func facts(in state: VaultState) -> EntryFacts? {
    state.devices[event.by].map {
      EntryFacts(link: link, at: event.at, device: event.by, member: $0.member)
    }
  }
}

extension VaultState {
  /// The shelf of a file's or a process compartment.
  func shelf(of compartment: CompartmentID) -> Int64? {
    guard let id = compartments[compartment]?.file, let file = files[id] else { return nil }
    if file.compartment == compartment { return file.shelf }
    return file.processes.first { $0.value == compartment }.flatMap { file.processShelves[$0.key] }
  }
}
