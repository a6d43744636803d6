import Casework
import Keyring
import Sodium
import Synchronization

/// Turns records into sealed notes on one thread, with guarded memory of its own.
final class ImportWorker: Sendable {
  /// What came of one block.
  struct Sealed: Sendable {
    var envelopes: [StoredEnvelope] = []
    var duplicates = 0
    var hinted = 0
    var refused: [RefusedRecord] = []
  }

  private struct Tools: ~Copyable {
    var sealer: EnvelopeSealer
    var reader: ImportedNoteReader
  }

  private let tools: Mutex<Tools>
  private let files: ImportFiles
  private let member: MemberID

  init(
    for vault: ContentHash, keyring: Keyring, reading reader: ImportedNoteReader,
    into files: ImportFiles, as member: MemberID
  ) throws {
    tools = Mutex(
      Tools(sealer: try EnvelopeSealer(vault: vault, keyring: keyring), reader: reader))
    self.files = files
    self.member = member
  }

  /// What its records had and lacked.
  var seen: ImportedNoteReader.Seen { tools.withLock { $0.reader.seen } }

  func work(through block: ImportBlock) throws -> Sealed {
    var sealed = Sealed()
    try tools.withLock { tools in
      try block.each { record in try take(record, with: &tools, into: &sealed) }
    }
    return sealed
  }

  private func take(
    _ record: Result<ImportRecord, RefusedRecord>, with tools: inout Tools,
    into sealed: inout Sealed
  ) throws {
    do {
      let note = try tools.reader.note(from: try record.get())
      if let envelope = try seal(note, with: &tools.sealer) {
        sealed.envelopes.append(envelope)
        if note.note.excludedContentHint != nil { sealed.hinted += 1 }
      } else {
        sealed.duplicates += 1
      }
    } catch let refused as RefusedRecord {
      sealed.refused.append(refused)
    }
  }

  /// Nil for a note that the file has already.
  private func seal(
    _ imported: ImportedNote, with sealer: inout EnvelopeSealer
  ) throws -> StoredEnvelope? {
    let note = imported.note
    let owner = try files.owner(named: imported.client, line: imported.line)
    let claimed = try files.claim(of: owner, kind: note.kind, line: imported.line) {
      try Fingerprint.noteID(of: imported, key: $0)
    }
    guard let target = claimed else { return nil }
    let header = NoteHeader(of: note, in: target.file, by: member).write()
    let sealed = try sealer.seal(
      header: header.span, body: note.text.utf8.span, as: target.note, version: 1,
      shelf: target.place.shelf, to: [target.place.epoch])
    files.keep(ImportedNotes.Record(kind: note.kind, note: sealed.notice), in: target.target)
    return sealed.stored
  }
}

/// The id of an imported note follows from what it is, so that importing it again finds it there.
enum Fingerprint {
  static let keyLength = 32

  /// BLAKE2b-128(key: the file's fingerprint key, label("casevault/1 imported note") ‖ identity). The key
  /// lies sealed in the client's record: an id tells nothing to whoever only guesses the text.
  static func noteID(of note: ImportedNote, key: [UInt8]) throws -> NoteID {
    let (label, identity) = (Label.importedNote.bytes, note.identityBytes)
    let digest: Digest16 = try BLAKE2b128.digest(of: label.span, identity.span, key: key.span)
    return try NoteID(bytes: digest.bytes)
  }
}
