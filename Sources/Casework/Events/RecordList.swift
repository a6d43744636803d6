/// A list in a chunk: `u8 form = 1` and one record of fixed width after the other. As lines of JSON they
/// took four times the room, and writing and reading them a twelfth of the time in which case files are opened.
package enum RecordList<Line: ListedRecord> {
  /// The chunk's text for these records.
  package static func text(of lines: [Line]) throws(MalformedIdentifier) -> [UInt8] {
    var writer = ByteWriter(capacity: 1 + lines.count * Line.width)
    writer.append(RecordListForm.known)
    for line in lines { try line.write(to: &writer) }
    return writer.finished()
  }

  /// The records of a chunk's text. Throws ``Violation/badManifest`` for any other text.
  package static func lines(in text: [UInt8]) throws(Violation) -> [Line] {
    let bytes = text.span
    guard bytes.count > 0, bytes[0] == RecordListForm.known, (bytes.count - 1) % Line.width == 0
    else {
      throw .badManifest
    }
    var lines: [Line] = []
    lines.reserveCapacity((bytes.count - 1) / Line.width)
    do throws(MalformedIdentifier) {
      for start in stride(from: 1, to: bytes.count, by: Line.width) {
        lines.append(try Line(record: bytes.extracting(start..<start + Line.width)))
      }
    } catch {
      throw .badManifest
    }
    return lines
  }
}

/// One record of a list in a chunk.
package protocol ListedRecord: Sendable {
  /// In bytes.
  static var width: Int { get }
  /// Reads exactly ``width`` bytes, and accepts only what ``write(to:)`` writes.
  init(record: Span<UInt8>) throws(MalformedIdentifier)
  /// Writes ``width`` bytes. Throws for what has no room in a record: nothing that replay would accept.
  func write(to writer: inout ByteWriter) throws(MalformedIdentifier)
}

private enum RecordListForm {
  static let known: UInt8 = 1
}
