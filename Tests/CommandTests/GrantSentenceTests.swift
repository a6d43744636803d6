import CaseVault
import System
import Testing

@testable import CaseVaultCommands
@testable import Casework

/// The one sentence in which a grant is said back, in every way in which it can be put together.
@Suite struct GrantSentenceTests {
  private static let ben = "b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2"

  private static let kinds: [[NoteKind]] =
    NoteKind.all.map { [$0] } + [Array(NoteKind.all.prefix(2)), NoteKind.all]

  private static func notes() throws -> [GrantTerms.Notes] {
    let note = try NoteID(hexadecimal: String(repeating: "c3", count: 16))
    return [
      .fromNowOn, .since(try #require(CalendarDate("2026-11-01"))), .all, .picked([note]),
      .picked([note, note]),
    ]
  }

  private static let clients: [TerminalText] = [
    "C-1", "the case file", GrantWords.called("C-1", "Maria Lopez"),
    GrantWords.called("C-1", .unopened),
  ]

  @Test func `no sentence has a comma or a space twice, or one before the other`() throws {
    let ben = try MemberID(hexadecimal: Self.ben)
    let end = try #require(Moment("2026-12-06T17:00:00.000Z"))
    var sentences: [String] = []
    for writers in [[], [ben]] as [Set<MemberID>] {
      let people = GrantWords.People(names: [ben: "Ben Kern"], writers: writers)
      for notes in try Self.notes() {
        for kinds in Self.kinds {
          for (purpose, client) in zip(GrantPurpose.all, Self.clients + Self.clients) {
            let terms = GrantTerms(
              purpose: purpose, until: end, scope: GrantTerms.Scope(kinds: kinds, notes))
            sentences.append(
              GrantWords.sentence(terms, for: ben, on: client, people).string)
          }
        }
      }
    }
    #expect(sentences.count == 2 * 5 * Self.kinds.count * GrantPurpose.all.count)
    for wrong in [",,", "  ", " ,"] {
      #expect(sentences.filter { $0.contains(wrong) } == [])
    }
  }

  @Test func `who may write is told so behind the client's name`() throws {
    let ben = try MemberID(hexadecimal: Self.ben)
    let people = GrantWords.People(names: [ben: "Ben Kern"], writers: [ben])
    let terms = GrantTerms(
      purpose: .leaveCover, until: try #require(Moment("2026-12-06T17:00:00.000Z")),
      scope: GrantTerms.Scope(.all))
    let sentence = GrantWords.sentence(
      terms, for: ben, on: GrantWords.called("C-1", "Maria Lopez"), people)
    #expect(
      sentence.string.hasPrefix(
        "Ben Kern may read all progress notes of C-1 (Maria Lopez), and write there, until 2026-12-06"
      ))
  }
}
