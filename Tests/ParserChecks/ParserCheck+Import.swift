import Casework

extension ParserCheck {
  static let jsonLines = ParserCheck("json-lines") { bytes in
    try acceptsImport("json-lines", bytes) { JSONLines() }
  }

  static let csv = ParserCheck("csv") { bytes in
    try checkQuoting(of: bytes)
    return try acceptsImport("csv", bytes) { CSV() }
  }

  /// A file read whole and in pieces is the same records; a note that comes of one can be kept.
  private static func acceptsImport(
    _ name: String, _ bytes: [UInt8], from reader: () -> some ImportReader
  ) throws -> Bool {
    let whole = outcomes(of: bytes, in: reader(), pieces: bytes.count)
    try promise(name, "reading ends", whole.count <= bytes.count + 1)
    // The first byte chooses, so that a fuzzer decides where the file is cut.
    let piece = 1 + Int(bytes.first ?? 0) % 17
    let inPieces = outcomes(of: bytes, in: reader(), pieces: piece)
    try promise(name, "it does not matter where a file is cut", inPieces == whole)
    var notes = ImportedNoteReader(offsetMinutes: { _ in 60 }, now: .latest)
    var isAccepted = false
    for case .success(let record) in whole {
      do {
        let note = try notes.note(from: record).note
        let header = NoteHeader(of: note, in: .init(high: 0, low: 1), by: .init(high: 0, low: 2))
        let back = try NoteHeader(reading: header.write()).note(withBody: note.body.span)
        try promise(name, "a note that was taken in is read back", back == note)
        isAccepted = true
      } catch is RefusedRecord {}
    }
    return isAccepted
  }

  private static func outcomes(
    of bytes: [UInt8], in reader: some ImportReader, pieces: Int
  ) -> [Result<ImportRecord, RefusedRecord>] {
    var (reader, rest) = (reader, bytes[...])
    var outcomes: [Result<ImportRecord, RefusedRecord>] = []
    func take() {
      // More than one outcome a byte is a reader that does not move on.
      while outcomes.count <= bytes.count + 1 {
        do throws(RefusedRecord) {
          guard let record = try reader.next() else { return }
          outcomes.append(.success(record))
        } catch { outcomes.append(.failure(error)) }
      }
    }
    while !rest.isEmpty {
      reader.feed(Array(rest.prefix(pieces)))
      rest = rest.dropFirst(pieces)
      take()
    }
    reader.finish()
    take()
    return outcomes
  }

  /// Records written out again with every field in quotes are the same records.
  private static func checkQuoting(of bytes: [UInt8]) throws {
    let records = outcomes(of: bytes, in: CSV(), pieces: max(bytes.count, 1)).compactMap {
      try? $0.get().fields
    }
    guard let first = records.first, !first.members.isEmpty else { return }
    let rows = [first.members.map(\.key)] + records.map { $0.members.map { $0.value.string ?? "" } }
    let text = rows.map { row in row.map(quoted).joined(separator: ",") + "\r\n" }.joined()
    let again = outcomes(of: Array(text.utf8), in: CSV(), pieces: text.utf8.count)
    try promise(
      "csv", "quoted records are read back", again.compactMap { try? $0.get().fields } == records)
  }

  private static func quoted(_ field: String) -> String {
    var text = "\""
    for scalar in field.unicodeScalars {
      text.unicodeScalars.append(scalar)
      if scalar == "\"" { text.unicodeScalars.append(scalar) }
    }
    return text + "\""
  }
}
