import Testing

@testable import Casework

/// The texts are written by hand from the layouts in docs/events.md.
@Suite struct ManifestTests {
  static let opening =
    r("f1", 16) + r("e1", 16) + "0000000000000011" + r("c5", 16) + r("51", 32) + r("52", 32)
    + r("a1", 16) + r("53", 32) + "0123456789abcdef" + r("b5", 16) + r("54", 32) + r("55", 32)
  static let part =
    r("f1", 16) + "0000000000000008" + r("65", 32) + "00000003" + r("79", 32) + "00"

  private static func r(_ byte: String, _ count: Int) -> String {
    String(repeating: byte, count: count)
  }

  private static func bytes(_ hexadecimal: String) throws -> [UInt8] {
    try #require(Hexadecimal.bytes(of: hexadecimal))
  }

  @Test func `openings have fixed widths`() throws {
    let text = try Self.bytes("01" + Self.opening)
    #expect(text.count == 1 + 256)
    #expect(try FilesOpened.manifest(of: [EventExample.opening]) == text)
    #expect(try FilesOpened.openings(in: text) == [EventExample.opening])
    let two = try Self.bytes("01" + Self.opening + Self.opening)
    #expect(try FilesOpened.openings(in: two) == [EventExample.opening, EventExample.opening])
    #expect(try FilesOpened.openings(in: [1]) == [])
  }

  @Test func `parts of an import have fixed widths`() throws {
    let text = try Self.bytes("01" + Self.part)
    #expect(text.count == 1 + 93)
    #expect(try NotesImported.manifest(of: [EventExample.part]) == text)
    #expect(try NotesImported.parts(in: text) == [EventExample.part])
    var process = text
    process[93] = 1
    #expect(try NotesImported.parts(in: process).map(\.process) == [true])
  }

  @Test func `a text that is cut, longer or of another form is refused`() throws {
    let text = try Self.bytes("01" + Self.part)
    for length in 0..<text.count where length != 1 {
      #expect(throws: Violation.badManifest, "\(length) bytes") {
        try NotesImported.parts(in: Array(text[..<length]))
      }
    }
    #expect(throws: Violation.badManifest) { try NotesImported.parts(in: text + [0]) }
    #expect(throws: Violation.badManifest) { try NotesImported.parts(in: [2] + text.dropFirst()) }
    #expect(throws: Violation.badManifest) { try FilesOpened.openings(in: []) }
  }

  @Test func `a byte that means nothing is refused`() throws {
    var part = try Self.bytes("01" + Self.part)
    part[93] = 2  // neither with psychotherapy notes nor without
    #expect(throws: Violation.badManifest) { try NotesImported.parts(in: part) }
    let opening = try Self.bytes("01" + Self.opening)
    // A shelf of 64 bits, and numbers beyond 2^53: 2^63, 2^56 and 2^53 + 17, where strict JSON ends.
    for (place, byte) in [(169, 0x80), (33, 0x80), (33, 1), (34, 0x20)] as [(Int, UInt8)] {
      var bytes = opening
      bytes[place] |= byte
      #expect(throws: Violation.badManifest, "byte \(place)") {
        try FilesOpened.openings(in: bytes)
      }
    }
  }

  @Test func `an opening that no record has room for is not written`() throws {
    let opening = EventExample.opening
    let other = sealed(0xc5, .file, to: 0xa2, from: 0x51)
    for wrong in [
      opening.with(assigned: []), opening.with(assigned: [id(0xa1), id(0xa2)]),
      opening.with(assigned: [id(0xa2)]), opening.with(compartment: other),
      opening.with(compartment: SealedEpoch(epoch: other.epoch, wraps: [])),
      opening.with(compartment: sealed(0xc5, .process, to: 0xa1, from: 0x51)),
    ] {
      #expect(throws: MalformedIdentifier.self) { try FilesOpened.manifest(of: [wrong]) }
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
