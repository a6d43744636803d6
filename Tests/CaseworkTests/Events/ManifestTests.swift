import Testing

@testable import Casework

@Suite struct ManifestTests {
  static let openings = Array((EventExample.openingLine + "\n").utf8)
  static let parts = Array((EventExample.partLine + "\n").utf8)

  @Test func `openings are the objects of file opened, one a line`() throws {
    #expect(try FilesOpened.manifest(of: [EventExample.opening]) == Self.openings)
    #expect(try FilesOpened.openings(in: Self.openings) == [EventExample.opening])
    #expect(try FilesOpened.openings(in: Self.openings + Self.openings).count == 2)
    #expect(try FilesOpened.openings(in: []) == [])
  }

  @Test func `parts of an import stand one a line`() throws {
    #expect(try NotesImported.manifest(of: [EventExample.part]) == Self.parts)
    #expect(try NotesImported.parts(in: Self.parts) == [EventExample.part])
  }

  @Test func `a line that is cut, empty or of another form is refused`() {
    let line = EventExample.partLine
    for text in [
      "\n", line, "\(line)\n\n", "\n\(line)\n", "\(line)\r\n", " \(line)\n", "\(line)\n ",
    ] {
      #expect(throws: Violation.badManifest) { try NotesImported.parts(in: Array(text.utf8)) }
    }
  }

  @Test func `a damaged line is refused`() throws {
    for damage in JSONDamage.all(of: try StrictJSON.parse(Self.parts.dropLast())) {
      #expect(throws: Violation.badManifest, "\(damage)") {
        try NotesImported.parts(in: Array((damage.text + "\n").utf8))
      }
    }
    for damage in JSONDamage.all(of: try StrictJSON.parse(Self.openings.dropLast())) {
      #expect(throws: Violation.badManifest, "\(damage)") {
        try FilesOpened.openings(in: Array((damage.text + "\n").utf8))
      }
    }
  }
}

@Suite struct ImportedNotesTests {
  static let notes = ImportedNotes(
    file: id(0xf1), after: link(8, 0x65), importer: id(0xa1),
    at: moment("2026-11-22T09:30:00.000Z"),
    records: [
      .init(kind: .progress, note: envelope(0xb1, hash: 0x11, slots: 0x12)),
      .init(kind: .psychotherapy, note: envelope(0xb2, hash: 0x21, slots: 0x22)),
    ])

  /// Written by hand from the layout in docs/events.md; 1,795,339,800,000 ms is 0x01a202974dc0.
  static let expected =
    "01" + r("f1", 16) + "0000000000000008" + r("65", 32) + r("a1", 16) + "000001a202974dc0"
    + "00000002" + r("b1", 16) + "01" + r("11", 32) + r("12", 32)
    + r("b2", 16) + "02" + r("21", 32) + r("22", 32)

  private static func r(_ byte: String, _ count: Int) -> String {
    String(repeating: byte, count: count)
  }

  @Test func `a chunk of imported notes has fixed widths`() throws {
    #expect(Hexadecimal.text(of: Self.notes.bytes) == Self.expected)
    #expect(Self.notes.bytes.count == 85 + 2 * 81)
    #expect(try ImportedNotes(bytes: Self.notes.bytes) == Self.notes)
  }

  @Test func `a chunk that is cut or longer is refused`() {
    let bytes = Self.notes.bytes
    for length in bytes.indices {
      #expect(throws: MalformedIdentifier.self) {
        try ImportedNotes(bytes: Array(bytes[..<length]))
      }
    }
    #expect(throws: MalformedIdentifier.self) { try ImportedNotes(bytes: bytes + [0]) }
  }

  @Test(
    arguments: [
      (0, 2), (0, 0),  // another form
      (84, 3), (84, 1), (81, 0xff),  // a count that the bytes do not bear out
      (101, 0), (101, 99),  // no kind of note
      (73, 0x7f), (73, 0x80),  // a time outside the years 0 to 9999
    ] as [(Int, UInt8)])
  func `a chunk with a byte that means nothing is refused`(place: Int, byte: UInt8) {
    var bytes = Self.notes.bytes
    bytes[place] = byte
    #expect(throws: MalformedIdentifier.self) { try ImportedNotes(bytes: bytes) }
  }

  @Test func `an entry's part is held against its chunk`() {
    let moment = Self.notes.at
    func part(
      file: UInt8 = 0xf1, after: Link = link(8, 0x65), count: UInt32 = 2, process: Bool = true
    ) -> NotesImported.Part {
      .init(file: id(file), after: after, count: count, chunk: hash(0x79), process: process)
    }
    #expect(part().describes(Self.notes, by: id(0xa1), at: moment))
    #expect(!part(file: 0xf2).describes(Self.notes, by: id(0xa1), at: moment))
    #expect(!part(after: link(7, 0x65)).describes(Self.notes, by: id(0xa1), at: moment))
    #expect(!part(count: 3).describes(Self.notes, by: id(0xa1), at: moment))
    #expect(!part(process: false).describes(Self.notes, by: id(0xa1), at: moment))
    // A chunk that says somebody else wrote them, or at another time.
    #expect(!part().describes(Self.notes, by: id(0xa2), at: moment))
    #expect(!part().describes(Self.notes, by: id(0xa1), at: .latest))
  }
}
