import AuditLog
import Casework
import Keyring

/// Every row that the log says there is, gathered while the log is read.
struct ExpectedRows: Sendable {
  /// What a row of an envelope must be.
  struct Envelope: Sendable {
    /// Its number among the envelopes, by which rows that were seen are ticked off.
    let place: Int
    let hash: ContentHash
    let slots: ContentHash
    /// Nil where the log does not say on which shelf it lies.
    let shelf: Int64?
    /// The entry that named it; slots may have been renewed by a rotation since.
    let sequence: UInt64
  }

  private(set) var envelopes: [EnvelopeKey: Envelope] = [:]
  private(set) var chunks: Set<ContentHash> = []
  private(set) var histories: [CaseFileID: FileHistory] = [:]
  /// Chain wraps by the epoch that opens them, and the hash that the rotation named.
  private(set) var chains: [ContentHash] = []
  /// The entry at which a shelf's slots were last renewed, and their number and digest.
  private(set) var rotations: [Int64: Rotation] = [:]

  struct Rotation {
    let sequence: UInt64
    let count: Int
    let digest: ContentHash
  }

  /// Notes what one entry names, after replay has taken it in.
  mutating func take(
    _ entry: TakenEntry, in state: VaultState, chunk: (ContentHash) throws -> [UInt8]
  ) throws {
    let content = entry.event.content
    guard state.violations.last?.sequence != entry.link.sequence else { return }
    if let event = content as? any NamesEnvelopes {
      let shelf = shelf(of: content, by: entry, in: state)
      for notice in event.envelopes { expect(notice, on: shelf, at: entry.link.sequence) }
    }
    if let manifest = content.manifest { chunks.insert(manifest) }
    switch content {
    case let event as any FileEvent: take(event, entry, in: state)
    case let event as FilesOpened: try take(event, entry, chunk: chunk)
    case let event as NotesImported: try take(event, entry, in: state, chunk: chunk)
    case let event as CompartmentRotated: take(event, entry, in: state)
    default: break
    }
  }

  private func shelf(
    of content: any EventContent, by entry: TakenEntry, in state: VaultState
  ) -> Int64? {
    if let event = content as? FileOpened { return event.opening.shelf }
    guard let event = content as? any FileEvent, let file = state.files[event.file] else {
      return nil
    }
    guard let note = content as? any NoteEvent, note.kind.compartment == .process,
      let author = state.devices[entry.event.by]?.member
    else { return file.shelf }
    return file.processShelves[author]
  }

  private mutating func expect(_ notice: EnvelopeNotice, on shelf: Int64?, at sequence: UInt64) {
    let key = EnvelopeKey(id: notice.envelope, version: notice.version)
    let place = envelopes[key]?.place ?? envelopes.count
    envelopes[key] = Envelope(
      place: place, hash: notice.hash, slots: notice.slots, shelf: shelf, sequence: sequence)
  }

  private mutating func take(_ event: any FileEvent, _ entry: TakenEntry, in state: VaultState) {
    guard let facts = entry.facts(in: state) else { return }
    histories[event.file, default: FileHistory()].take(event, as: facts)
  }

  private mutating func take(
    _ event: FilesOpened, _ entry: TakenEntry, chunk: (ContentHash) throws -> [UInt8]
  ) throws {
    for opening in try FilesOpened.openings(in: try chunk(event.chunk)) {
      expect(opening.record, on: opening.shelf, at: entry.link.sequence)
    }
  }

  private mutating func take(
    _ event: NotesImported, _ entry: TakenEntry, in state: VaultState,
    chunk: (ContentHash) throws -> [UInt8]
  ) throws {
    for part in try NotesImported.parts(in: try chunk(event.chunk)) {
      chunks.insert(part.chunk)
      let bytes = try chunk(part.chunk)
      // Replay has not opened these: until here, who brought the notes and when is only their claim.
      guard let notes = try? ImportedNotes(bytes: bytes),
        let importer = state.devices[entry.event.by]?.member,
        part.describes(notes, by: importer, at: entry.event.at),
        let file = state.files[part.file]
      else { throw IntegrityFault(.historyBroken, at: .chunk(part.chunk)) }
      for record in notes.records {
        let shelf =
          record.kind.compartment == .process ? file.processShelves[notes.importer] : file.shelf
        expect(record.note, on: shelf, at: entry.link.sequence)
      }
      let link = Link(sequence: entry.link.sequence, hash: part.chunk)
      histories[part.file, default: FileHistory()].take(notes, at: link)
    }
  }

  private mutating func take(
    _ event: CompartmentRotated, _ entry: TakenEntry, in state: VaultState
  ) {
    switch event.past {
    case .chained(let hash): chains.append(hash)
    case .slots(let count, let digest):
      guard let shelf = state.shelf(of: event.epoch.epoch.compartment) else { return }
      rotations[shelf] = Rotation(
        sequence: entry.link.sequence, count: count, digest: digest)
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
