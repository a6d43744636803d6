/// An event of any size that is one short entry: its list lies in a chunk, and the entry says how many there
/// are and under which address.
///
/// The chunk's text is `u8 form = 1` and one record of fixed width after the other. As lines of JSON they took
/// four times the room, and writing and reading them a twelfth of the time in which case files are opened.
package protocol ListingEvent: EventContent {
  /// One record of the list.
  associatedtype Line: ListedRecord
  /// How many there are; of what, each kind of event says.
  var count: Int { get }
  /// The address of the chunk with the list.
  var chunk: ContentHash { get }
  init(count: Int, chunk: ContentHash)
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

extension ListingEvent {
  package init(from fields: inout JSONFields) throws(UnexpectedJSON) {
    self.init(count: try fields.count("count"), chunk: try fields.hash("chunk"))
  }

  package func write(to object: inout JSONObject) {
    object.append(count: "count", count)
    object.append("chunk", chunk)
  }

  package var manifest: ContentHash? { chunk }

  /// The chunk's text for these records.
  package static func manifest(of lines: [Line]) throws(MalformedIdentifier) -> [UInt8] {
    var writer = ByteWriter(capacity: 1 + lines.count * Line.width)
    writer.append(ManifestForm.known)
    for line in lines { try line.write(to: &writer) }
    return writer.finished()
  }

  /// The records of a chunk's text. Throws ``Violation/badManifest`` for any other text.
  package static func lines(in text: [UInt8]) throws(Violation) -> [Line] {
    let bytes = text.span
    guard bytes.count > 0, bytes[0] == ManifestForm.known, (bytes.count - 1) % Line.width == 0
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

private enum ManifestForm {
  static let known: UInt8 = 1
}
