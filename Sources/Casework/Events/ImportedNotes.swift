/// The notes that one import brought into one file, as its chunk holds them.
///
/// `u8 form = 1 ‖ file(16) ‖ u64 sequence and hash(32) of the link before ‖ u32 count ‖ records`;
/// a record is `note(16) ‖ u8 kind ‖ envelope hash(32) ‖ slots digest(32)`. Fixed widths instead of
/// JSON: 81 bytes a note where JSON would take 260, and a hundred thousand of them are common.
package struct ImportedNotes: Sendable, Equatable {
  package let file: CaseFileID
  package let after: Link
  package private(set) var records: [Record] = []

  package struct Record: Sendable, Hashable {
    package let kind: NoteKind
    package let note: EnvelopeNotice

    package init(kind: NoteKind, note: EnvelopeNotice) {
      self.kind = kind
      self.note = note
    }
  }

  package init(file: CaseFileID, after: Link, records: [Record]) {
    self.file = file
    self.after = after
    self.records = records
  }

  package var bytes: [UInt8] {
    var bytes: [UInt8] = [1]
    bytes.reserveCapacity(Self.prefixLength + records.count * Self.recordLength)
    bytes += file.bytes
    bytes += after.sequence.bigEndianBytes
    bytes += after.hash.bytes
    bytes += UInt32(records.count).bigEndianBytes
    for record in records {
      bytes += record.note.envelope.bytes
      bytes.append(record.kind.number)
      bytes += record.note.hash.bytes
      bytes += record.note.slots.bytes
    }
    return bytes
  }

  /// Accepts only what ``bytes`` writes.
  package init(bytes: [UInt8]) throws(MalformedIdentifier) {
    guard bytes.count >= Self.prefixLength, bytes[0] == 1 else { throw MalformedIdentifier() }
    file = try CaseFileID(bytes: bytes[1..<17])
    after = Link(
      sequence: UInt64(bigEndianBytes: bytes[17..<25]), hash: try ContentHash(bytes: bytes[25..<57])
    )
    let count = Int(UInt32(bigEndianBytes: bytes[57..<61]))
    guard bytes.count == Self.prefixLength + count * Self.recordLength else {
      throw MalformedIdentifier()
    }
    records.reserveCapacity(count)
    for start in stride(from: Self.prefixLength, to: bytes.count, by: Self.recordLength) {
      records.append(try Self.record(bytes[start..<start + Self.recordLength]))
    }
  }

  private static func record(_ bytes: ArraySlice<UInt8>) throws(MalformedIdentifier) -> Record {
    let start = bytes.startIndex
    guard let kind = NoteKind.numbered(bytes[start + 16]) else { throw MalformedIdentifier() }
    return Record(
      kind: kind,
      note: EnvelopeNotice(
        envelope: try EnvelopeID(bytes: bytes[start..<start + 16]), version: 1,
        hash: try ContentHash(bytes: bytes[start + 17..<start + 49]),
        slots: try ContentHash(bytes: bytes[start + 49..<start + 81])))
  }

  private static let prefixLength = 61
  private static let recordLength = 81
}
