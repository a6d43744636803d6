/// The notes that one import brought into one file, as its chunk holds them.
///
/// `u8 form = 1 ‖ file(16) ‖ u64 sequence and hash(32) of the link before ‖ importer(16) ‖ i64 time in
/// milliseconds ‖ u32 count ‖ records`; a record is `note(16) ‖ u8 kind ‖ envelope hash(32) ‖ slots
/// digest(32)`. Fixed widths instead of JSON: 81 bytes a note where JSON would take 260, and a hundred
/// thousand of them are common.
///
/// A file's history links to this chunk and not to the entry, so that a reader of the file opens
/// no other file's: hence author and time stand here too. Whoever reads the file or verifies the whole
/// compares them with the entry's (``NotesImported/Part/describes(_:by:at:)``).
package struct ImportedNotes: Sendable, Equatable {
  package let file: CaseFileID
  package let after: Link
  /// Who brought them in, and so their author here.
  package let importer: MemberID
  /// When the importer's clock said so: the time of the entry.
  package let at: Moment
  package let records: [Record]

  /// One note of the import: its kind, and the envelope that holds it.
  package struct Record: Sendable, Hashable {
    package let kind: NoteKind
    package let note: EnvelopeNotice

    package init(kind: NoteKind, note: EnvelopeNotice) {
      self.kind = kind
      self.note = note
    }
  }

  package init(
    file: CaseFileID, after: Link, importer: MemberID, at: Moment, records: [Record]
  ) {
    self.file = file
    self.after = after
    self.importer = importer
    self.at = at
    self.records = records
  }

  package var bytes: [UInt8] {
    var writer = ByteWriter(capacity: Self.prefixLength + records.count * Self.recordLength)
    writer.append(1 as UInt8)
    writer.append(file)
    writer.append(after.sequence)
    writer.append(after.hash)
    writer.append(importer)
    writer.append(UInt64(bitPattern: at.millisecondsSince1970))
    writer.append(UInt32(clamping: records.count))
    for record in records {
      writer.append(record.note.envelope)
      writer.append(record.kind.number)
      writer.append(record.note.hash, record.note.slots)
    }
    return writer.finished()
  }

  /// Accepts only what ``bytes`` writes.
  package init(bytes: [UInt8]) throws(MalformedIdentifier) {
    let bytes = bytes.span
    guard bytes.count >= Self.prefixLength, bytes[0] == 1,
      let at = Moment(millisecondsSince1970: Int64(bitPattern: bytes.word(at: 73)))
    else { throw MalformedIdentifier() }
    file = try CaseFileID(bytes: bytes.extracting(1..<17))
    after = Link(
      sequence: bytes.word(at: 17), hash: try ContentHash(bytes: bytes.extracting(25..<57)))
    importer = try MemberID(bytes: bytes.extracting(57..<73))
    self.at = at
    let count = Int(bytes.word(at: 77) & 0xffff_ffff)
    // The count is believed only where the bytes are there.
    guard bytes.count == Self.prefixLength + count * Self.recordLength else {
      throw MalformedIdentifier()
    }
    var records: [Record] = []
    records.reserveCapacity(count)
    for start in stride(from: Self.prefixLength, to: bytes.count, by: Self.recordLength) {
      records.append(try Record(bytes.extracting(start..<start + Self.recordLength)))
    }
    self.records = records
  }

  private static let prefixLength = 85
  private static let recordLength = 81
}

extension ImportedNotes.Record {
  /// Reads the 81 bytes of one record.
  fileprivate init(_ bytes: Span<UInt8>) throws(MalformedIdentifier) {
    guard let kind = NoteKind.numbered(bytes[16]) else { throw MalformedIdentifier() }
    self.kind = kind
    note = EnvelopeNotice(
      envelope: try EnvelopeID(bytes: bytes.extracting(0..<16)), version: 1,
      hash: try ContentHash(bytes: bytes.extracting(17..<49)),
      slots: try ContentHash(bytes: bytes.extracting(49..<81)))
  }
}
