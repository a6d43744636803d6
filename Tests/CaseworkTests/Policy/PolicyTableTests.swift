import Foundation
import Testing

@testable import Casework

/// Who may do what, as a table to be read. Each person has one role; the file in question is either
/// assigned to them or not.
@Suite struct PolicyTableTests {
  static let table = """
    |                                          | clinician    | trainee      | supervisor   | auditor | privacy-officer | administrator |
    | take part                                | yes          | yes          | yes          | yes     | yes             | yes           |
    | enrol a member                           | no role      | no role      | no role      | no role | yes             | yes           |
    | restore the vault                        | no role      | no role      | no role      | no role | yes             | yes           |
    | raise the rules                          | no role      | no role      | no role      | no role | yes             | yes           |
    | take a client in                         | yes          | yes          | yes          | no role | no role         | no role       |
    | list the files they hold                 | yes          | yes          | yes          | no role | yes             | no role       |
    | search the files they hold               | yes          | yes          | yes          | no role | no role         | no role       |
    | read the log                             | yes          | yes          | yes          | yes     | yes             | yes           |
    | see an entry of their own                | yes          | yes          | yes          | yes     | yes             | yes           |
    | see an entry of another's                | not theirs   | not theirs   | yes          | yes     | yes             | yes           |
    | see an entry of nobody's                 | not theirs   | not theirs   | yes          | yes     | yes             | yes           |
    | sign in no file                          | no file      | no role      | no file      | no role | no role         | no role       |
    | rename the client of no file             | no file      | no file      | no file      | no role | no file         | no role       |
    | write one of their own in another's file | not assigned | not assigned | not assigned | no role | no role         | no role       |
    | sign one of their own in another's file  | not assigned | no role      | not assigned | no role | no role         | no role       |
    | verify                                   | yes          | yes          | yes          | yes     | yes             | yes           |
    | make a checkpoint                        | yes          | yes          | yes          | yes     | yes             | yes           |
    | back the vault up                        | no role      | no role      | no role      | no role | yes             | yes           |
    | read in their file                       | yes          | yes          | yes          | no role | no role         | no role       |
    | read in another's file                   | not assigned | not assigned | not assigned | no role | no role         | no role       |
    | read in no file                          | no file      | no file      | no file      | no role | no role         | no role       |
    | read their own psychotherapy note        | yes          | yes          | yes          | no role | no role         | no role       |
    | read another's psychotherapy note        | another's    | another's    | another's    | no role | no role         | no role       |
    | read one of their own in another's file  | not assigned | not assigned | not assigned | no role | no role         | no role       |
    | write in their file                      | yes          | yes          | yes          | no role | no role         | no role       |
    | write in another's file                  | not assigned | not assigned | not assigned | no role | no role         | no role       |
    | write a psychotherapy note of their own  | yes          | yes          | yes          | no role | no role         | no role       |
    | write another's psychotherapy note       | another's    | another's    | another's    | no role | no role         | no role       |
    | sign in their file                       | yes          | no role      | yes          | no role | no role         | no role       |
    | sign in another's file                   | not assigned | no role      | not assigned | no role | no role         | no role       |
    | sign a psychotherapy note of their own   | yes          | no role      | yes          | no role | no role         | no role       |
    | sign another's psychotherapy note        | another's    | no role      | another's    | no role | no role         | no role       |
    | rename the client of their file          | yes          | yes          | yes          | no role | yes             | no role       |
    | rename the client of another's file      | not assigned | not assigned | not assigned | no role | yes             | no role       |
    | list their file                          | yes          | yes          | yes          | no role | yes             | no role       |
    | list another's file                      | not assigned | not assigned | not assigned | no role | not assigned    | no role       |
    | search their file                        | yes          | yes          | yes          | no role | no role         | no role       |
    | search another's file                    | not assigned | not assigned | not assigned | no role | no role         | no role       |
    """

  static let own: CaseFileID = id(0xf1)
  static let foreign: CaseFileID = id(0xf2)
  static let none: CaseFileID = id(0xff)
  static let somebodyElse: MemberID = id(0xaf)

  /// What each row asks of the person.
  static func act(_ row: String, by person: MemberID) -> Act? {
    switch row {
    case "take part": Act(.takePart)
    case "enrol a member": Act(.manageMembers)
    case "restore the vault": Act(.restore)
    case "raise the rules": Act(.raiseRules)
    case "take a client in": Act(.openFile)
    case "list the files they hold": Act(.listFiles)
    case "search the files they hold": Act(.searchFiles)
    case "read the log": Act(.readLog)
    case "see an entry of their own": Act(.readLog, on: .entry(by: person))
    case "see an entry of another's": Act(.readLog, on: .entry(by: somebodyElse))
    case "see an entry of nobody's": Act(.readLog, on: .entry(by: nil))
    case "sign in no file": Act(.signNotes, on: .file(none))
    case "rename the client of no file": Act(.renameClient, on: .file(none))
    case "write one of their own in another's file":
      Act(.writeNotes, on: .process(foreign, author: person))
    case "sign one of their own in another's file":
      Act(.signNotes, on: .process(foreign, author: person))
    case "verify": Act(.verify)
    case "make a checkpoint": Act(.issueCheckpoint)
    case "back the vault up": Act(.backUp)
    case "read in their file": Act(.readNotes, on: .file(own))
    case "read in another's file": Act(.readNotes, on: .file(foreign))
    case "read in no file": Act(.readNotes, on: .file(none))
    case "read their own psychotherapy note": Act(.readNotes, on: .process(own, author: person))
    case "read another's psychotherapy note":
      Act(.readNotes, on: .process(own, author: somebodyElse))
    case "read one of their own in another's file":
      Act(.readNotes, on: .process(foreign, author: person))
    case "write in their file": Act(.writeNotes, on: .file(own))
    case "write in another's file": Act(.writeNotes, on: .file(foreign))
    case "write a psychotherapy note of their own":
      Act(.writeNotes, on: .process(own, author: person))
    case "write another's psychotherapy note":
      Act(.writeNotes, on: .process(own, author: somebodyElse))
    case "sign in their file": Act(.signNotes, on: .file(own))
    case "sign in another's file": Act(.signNotes, on: .file(foreign))
    case "sign a psychotherapy note of their own":
      Act(.signNotes, on: .process(own, author: person))
    case "sign another's psychotherapy note":
      Act(.signNotes, on: .process(own, author: somebodyElse))
    case "rename the client of their file": Act(.renameClient, on: .file(own))
    case "rename the client of another's file": Act(.renameClient, on: .file(foreign))
    case "list their file": Act(.listFiles, on: .file(own))
    case "list another's file": Act(.listFiles, on: .file(foreign))
    case "search their file": Act(.searchFiles, on: .file(own))
    case "search another's file": Act(.searchFiles, on: .file(foreign))
    default: nil
    }
  }

  /// What a cell means: no refusal, or this code.
  static let answers = [
    "yes": "allowed", "no role": "role-lacks-power", "not assigned": "file-not-assigned",
    "another's": "psychotherapy-note-of-another", "no file": "no-such-file",
    "not theirs": "entry-of-another",
  ]

  /// Each line's cells, without the spaces around them.
  static func cells(_ text: some StringProtocol) -> [[String]] {
    text.split(separator: "\n").map { line in
      line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  @Test(arguments: Role.all.map(\.code))
  func `policy answers as the table says`(code: String) throws {
    let role = try #require(Role.named(code))
    let (state, person) = try Self.vault(withOne: role)
    let rows = Self.cells(Self.table)
    let column = try #require(rows[0].firstIndex(of: code))
    for row in rows.dropFirst() {
      let act = try #require(Self.act(row[0], by: person), "\(row[0])")
      let expected = try #require(Self.answers[row[column]], "\(row[column])")
      let answer = Policy.refusal(of: act, by: person, in: state)
      #expect(answer?.reason.rawValue ?? "allowed" == expected, "may a \(code) \(row[0])?")
      if let answer { #expect(answer.act == act) }
    }
  }

  @Test func `every power stands in the table`() {
    let asked = Set(Self.cells(Self.table).compactMap { Self.act($0[0], by: id(0xa1))?.power })
    #expect(asked == Set(Power.all))
  }

  /// A vault with enough officers that nobody stands in, and one person of this role, assigned to one
  /// file of two even where the role makes no use of it.
  static func vault(withOne role: Role) throws -> (VaultState, MemberID) {
    var agency = try Agency.founded()
    let clinician = try agency.enrol(.clinician)
    let person = try agency.enrol(role)
    for (file, assigned) in [(own, person), (foreign, clinician)] {
      let one = agency.opening(by: clinician)
      let opening = FileOpening(
        file: file, client: one.client, number: one.number, compartment: one.compartment,
        shelf: one.shelf, record: one.record, assigned: one.assigned)
      try agency.record(FileOpened(opening), by: clinician)
      agency.state.files[file]?.assigned = [assigned.member]
    }
    return (agency.state, person.member)
  }

  @Test func `the documentation's table of powers is the roles' own`() throws {
    let document = try String(
      contentsOf: EventCatalogueTests.top.appending(path: "docs/events.md"), encoding: .utf8)
    let start = try #require(document.range(of: "| Power | clinician"))
    let end = try #require(document[start.lowerBound...].range(of: "\n\n"))
    let rows = Self.cells(document[start.lowerBound..<end.lowerBound])
    #expect(rows[0].dropFirst() == Role.all.map(\.code)[...])
    let words: [Reach: String] = [
      .own: "own", .assigned: "assigned", .withAnother: "with another", .everything: "●",
    ]
    for row in rows.dropFirst(2).dropLast() {
      let power = try #require(Power.named(row[0].replacing("`", with: "")), "\(row[0])")
      let expected = Role.all.map { role in role.powers[power].flatMap { words[$0] } ?? "" }
      #expect(row.dropFirst() == expected[...], "\(row[0])")
    }
    #expect(rows.count == Power.all.count + 3)
    #expect(
      rows.last?.dropFirst() == Role.all.map { $0.holds.map(\.code).joined(separator: ", ") }[...])
  }
}
