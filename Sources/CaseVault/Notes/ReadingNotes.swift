import AuditLog
package import Casework
import Keyring
import Sodium

// The way of a read note (design §4): writer's lock, log's tail, permit, append with the permit spent,
// commit, receipt; only then is anything opened.

/// A note with its words, and everything that a reader must see with it.
package struct OpenedNote: Sendable {
  package let summary: NoteSummary
  package let note: Note
  /// What supervisors wrote to it, then what was added to it, each in its order.
  package let addenda: [OpenedNote]
  /// The grant by which it was opened; nil where it was with the file's own key.
  package let grant: Grant?
  /// The emergency by which it was opened; nil otherwise.
  package var emergency: Emergency?
}

/// A note as a list shows it: from its header and the log, without its words.
package struct NoteSummary: Sendable {
  package let id: NoteID
  package let file: CaseFileID
  package let record: NoteRecord
  package let version: UInt32
  package let header: NoteHeader
}

/// A note in a list of its file: as the log knows it, with its header if that can be opened. One that
/// cannot stays in its place, since people name notes by their number in the list.
package struct ListedNote: Sendable {
  package let id: NoteID
  package let file: CaseFileID
  package let record: NoteRecord
  package let version: UInt32
  /// Nil where it cannot be opened; then ``fault`` says why.
  package let header: NoteHeader?
  package let fault: IntegrityFault?
}

extension NoteSummary {
  /// The same note as a list has it.
  package var listed: ListedNote {
    ListedNote(
      id: id, file: file, record: record, version: version, header: header, fault: nil)
  }
}

extension Vault {
  /// Opens a note in its latest version, addenda included. Recorded first.
  package func read(_ id: NoteID, to destination: Destination) throws -> OpenedNote {
    try read(id, version: nil, to: destination)
  }

  /// Opens one version of a note. Recorded first.
  package func read(
    _ id: NoteID, version: UInt32?, to destination: Destination
  ) throws -> OpenedNote {
    var opening: [Opening] = []
    var granted: GrantedRows?
    let recorded = try journal.recording { desk in
      let found = try find(id, in: desk.state, from: desk.transaction)
      opening = try openings(of: found, version: version, at: desk)
      // The event speaks of psychotherapy notes as the reader's own; here the author is known.
      _ = try desk.permit(
        opening.map { .read($0.record.kind, by: $0.record.author, in: $0.file.id) })
      granted = try grantedRows(of: found.file, in: desk.state, from: desk.transaction)
      try check(opening, areIn: granted)
      let event = NotesRead(opening.map(\.read), to: destination)
      try desk.append(event, spending: try desk.permit(for: event))
    }
    var notes = try journal.reading { reader in
      try opening.map { try opened($0, by: granted, from: reader, showing: recorded.receipt) }
    }
    let first = notes.removeFirst()
    return OpenedNote(
      summary: first.summary, note: first.note, addenda: notes, grant: first.grant,
      emergency: try openEmergency(on: first.summary.file))
  }

  /// The headers of a file's notes, in the order of their events. Recorded first.
  package func notes(of id: CaseFileID) throws -> [ListedNote] {
    let receipt = try journal.record(FilesListed(file: id))
    return try summaries(of: id, showing: receipt)
  }

  func summaries(of id: CaseFileID, showing receipt: borrowing Receipt) throws -> [ListedNote] {
    guard receipt.listed(id) else { throw MisusedPermit() }
    return try journal.reading { reader in
      let state = try state
      let file = try known(id, in: state)
      let granted = try grantedRows(of: file, in: state, from: reader)
      return try history(of: file, in: reader).notes
        .filter { $0.kind.compartment != .process || $0.author == member }
        .filter { record in granted.map { $0.opens(record) || $0.fault != nil } ?? true }
        .map { record in
          let notice = record.latest.notice
          let header = try Opened({
            let keyed = try keyed(notice, of: record, in: file, by: granted, from: reader)
            let header = try self.header(
              of: keyed.stored, in: id, as: keyed.compartment, showing: receipt)
            return try noteHeader(header, of: notice)
          })
          return ListedNote(
            id: record.id, file: id, record: record, version: notice.version,
            header: header.value, fault: header.fault)
        }
    }
  }

  /// One version of one note that is about to be opened.
  private struct Opening {
    let file: CaseFile
    let record: NoteRecord
    let notice: EnvelopeNotice

    var read: NotesRead.Read {
      NotesRead.Read(
        file: file.id, note: record.id, version: notice.version, kind: record.kind)
    }
  }

  private func openings(
    of found: FoundNote, version: UInt32?, at desk: Desk
  ) throws -> [Opening] {
    let history = try history(of: found.file, in: desk.transaction)
    let beside = found.record.comments + found.record.addenda
    let records = [found.record] + beside.compactMap { history[$0] }
    return try records.map { record in
      let wanted = record.id == found.record.id ? version : nil
      guard let chosen = record.version(wanted) else { throw NoteRefused.noSuchNote }
      return Opening(file: found.file, record: record, notice: chosen.notice)
    }
  }

  /// Before anything is recorded as read: a grant's key may open less than policy lets somebody into.
  private func check(_ openings: [Opening], areIn granted: GrantedRows?) throws {
    guard let granted else { return }
    for opening in openings where opening.record.kind.compartment == .file {
      guard granted.row(of: opening.notice.key, for: opening.record) != nil else {
        throw granted.refusal(of: opening.record, in: opening.file)
      }
    }
  }

  /// Opens what the receipt says was recorded, and nothing else.
  private func opened(
    _ opening: Opening, by granted: GrantedRows?, from reader: any StorageReader,
    showing receipt: borrowing Receipt
  ) throws -> OpenedNote {
    let keyed = try keyed(
      opening.notice, of: opening.record, in: opening.file, by: granted, from: reader)
    let texts = try texts(
      of: opening.read, in: keyed.stored, as: keyed.compartment, showing: receipt)
    let header = try noteHeader(texts.header, of: opening.notice)
    let summary = NoteSummary(
      id: opening.record.id, file: opening.file.id, record: opening.record,
      version: opening.notice.version, header: header)
    do throws(InvalidText) {
      return OpenedNote(
        summary: summary, note: try header.note(withBody: texts.body.span), addenda: [],
        grant: granted?.row(of: opening.notice.key, for: opening.record)?.grant)
    } catch {
      throw IntegrityFault(.textDamaged, at: .envelope(opening.notice))
    }
  }

  /// A header that its author's program wrote wrongly is reported like damage: it cannot be shown.
  func noteHeader(_ bytes: [UInt8], of notice: EnvelopeNotice) throws -> NoteHeader {
    do {
      return try NoteHeader(reading: bytes)
    } catch {
      throw IntegrityFault(.textDamaged, at: .envelope(notice))
    }
  }

  func compartment(of record: NoteRecord, in file: CaseFile) throws -> CompartmentID {
    guard record.kind.compartment == .process else { return file.compartment }
    guard let process = file.processes[record.author] else { throw NoteRefused.noSuchNote }
    return process
  }
}

extension NoteRecord {
  /// A version by its number; the latest when none is asked for.
  func version(_ number: UInt32?) -> NoteVersion? {
    guard let number else { return latest }
    return versions.first { $0.notice.version == number }
  }
}
