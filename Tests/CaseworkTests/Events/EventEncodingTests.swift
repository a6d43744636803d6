import Testing

@testable import Casework

@Suite struct EventEncodingTests {
  @Test(arguments: EventExample.all)
  func `every kind is written as its line`(example: EventExample) throws {
    let written = try example.event.encoded()
    #expect(String(decoding: written, as: UTF8.self) == example.line)
  }

  @Test(arguments: EventExample.all)
  func `every line is read and written back`(example: EventExample) throws {
    let event = try Event(encoded: example.bytes)
    #expect(event.at == example.event.at)
    #expect(event.by == example.event.by)
    #expect(type(of: event.content) == type(of: example.event.content))
    #expect(try event.encoded() == example.bytes)
  }

  @Test func `there is an example of every kind`() {
    let shown = Set(EventExample.all.map { type(of: $0.event.content).code })
    #expect(shown == Set(EventCatalogue.kinds.map { $0.code }))
  }

  @Test(arguments: EventExample.all)
  func `a field missing, twice, unknown, displaced or of another type is refused`(
    example: EventExample
  ) throws {
    let damages = JSONDamage.all(of: try StrictJSON.parse(example.bytes))
    #expect(damages.count > 20)
    for damage in damages where !Self.mayBeAbsent(damage, in: example) {
      #expect(throws: MalformedEvent.self, "\(damage)") {
        try Event(encoded: Array(damage.text.utf8))
      }
    }
  }

  /// Without a file, a list or a search is of every file that the member holds, and a refusal of none.
  private static func mayBeAbsent(_ damage: JSONDamage, in example: EventExample) -> Bool {
    switch damage.description {
    case "missing /file":
      ["files.listed", "files.searched", "act.refused"].contains(example.testDescription)
    case "missing /proposal": example.testDescription == "act.refused"
    // One of somebody's own, or one without a word; one that the request gave already.
    case "missing /reason":
      ["conflict.declared", "grant.given"].contains(example.testDescription)
    // Of any compartment but the vault's, which replay says; and where the key before was lost.
    case "missing /checkpoint", "missing /checkpoint/signature":
      example.testDescription == "compartment.rotated"
    case "missing /emergency": example.testDescription == "records.read"
    case "missing /grant": example.testDescription == "records.read"
    case "missing /comment":
      ["note.returned", "access.attested"].contains(example.testDescription)
    case "missing /member": example.testDescription == "access.attested"
    // By the sheets of a practice nothing was begun, and nothing follows.
    case "missing /start", "missing /next": example.testDescription == "member.recovered"
    case "missing /recovery": example.testDescription == "records.read"
    case "missing /gives-up": example.testDescription == "recovery.set-up"
    case "missing /closes": example.testDescription == "supervision.ended"
    case let what where what.hasSuffix("/process"):
      ["recovery.set-up", "member.recovered", "file.regained"].contains(example.testDescription)
        && what.hasPrefix("missing ")
    default: false
    }
  }

  @Test func `a kind that is not in the catalogue is named`() {
    let line = """
      {"event":"vault.sold","at":"2026-11-22T09:30:00.000Z","by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1"}
      """
    #expect(throws: MalformedEvent.unknownKind("vault.sold")) {
      try Event(encoded: Array(line.utf8))
    }
  }

  @Test(arguments: [" ", "\n", "{}"])
  func `bytes after an event are refused`(rest: String) {
    let example = EventExample.all[0]
    #expect(throws: MalformedEvent.self) { try Event(encoded: example.bytes + Array(rest.utf8)) }
  }

  @Test(arguments: EventExample.all)
  func `an event that was cut anywhere is refused`(example: EventExample) {
    for length in example.bytes.indices {
      #expect(throws: MalformedEvent.self) { try Event(encoded: Array(example.bytes[..<length])) }
    }
  }

  @Test(arguments: [
    // Versions and epochs are 32 bits, shelves 63.
    (#""version":2"#, #""version":4294967296"#), (#""entry":8"#, #""entry":9007199254740992"#),
    (#""kind":"progress""#, #""kind":"Progress""#), (#"Z""#, #"+00:00""#),
  ])
  func `numbers that do not fit and words that are none are refused`(
    right: String, wrong: String
  ) throws {
    let line = try #require(EventExample.all.first { $0.testDescription == "note.stored" }).line
    #expect(line.contains(right))
    let changed = line.replacing(right, with: wrong, maxReplacements: 1)
    #expect(throws: MalformedEvent.self) { try Event(encoded: Array(changed.utf8)) }
  }

  @Test func `a shelf has 63 bits`() throws {
    let example = try #require(EventExample.all.first { $0.testDescription == "process.opened" })
    let changed = example.line.replacing("7fffffffffffffff", with: "8000000000000000")
    #expect(throws: MalformedEvent.unexpected(.unknownValue(key: "shelf"))) {
      try Event(encoded: Array(changed.utf8))
    }
  }

  @Test func `nothing read is no event`() {
    let line = """
      {"event":"note.read","at":"2026-11-22T09:30:00.000Z",\
      "by":"d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1","notes":[],"to":"terminal"}
      """
    #expect(throws: MalformedEvent.unexpected(.unknownValue(key: "notes"))) {
      try Event(encoded: Array(line.utf8))
    }
  }

  @Test func `an event too large to say has no encoding`() {
    let event = Event(
      at: moment("2026-11-22T09:30:00.000Z"), by: id(0xd1),
      content: CheckpointIssued(size: 1 << 53, root: hash(0x77)))
    #expect(throws: InvalidJSON.self) { try event.encoded() }
  }
}
