import System
import Testing

@testable import CaseVault
@testable import CaseVaultCommands
@testable import Casework

/// What is said of a rotation that did not carry on what it renewed, which no script comes upon: it takes a
/// changed program.
@Suite struct SpoiltRotationWordsTests {
  private static func words(
    closed: Int, restored: Int, keptNothing: Bool = false, isKeptMissing: Bool = false
  ) throws -> SpoiltRotationWords {
    let ana = try MemberID(hexadecimal: String(repeating: "a1", count: 16))
    let found = SpoiltRotation(
      compartment: try CompartmentID(hexadecimal: String(repeating: "c2", count: 16)),
      sequence: 41, member: ana, found: try #require(Moment("2026-11-22T09:30:00.000Z")),
      closed: closed, restored: restored, keptNothing: keptNothing,
      isKeptMissing: isKeptMissing)
    return SpoiltRotationWords([found], in: VaultState(), naming: [ana: "Ana Ruiz"])
  }

  @Test func `what was sealed anew is told, with whose doing it was and where to look`() throws {
    #expect(
      try Self.words(closed: 3, restored: 3).warnings.map(\.string) == [
        "casevault: warning: the new key of the list of clients in entry 41, by Ana Ruiz, left 3 texts that it does not open; they were sealed anew from what was kept, and nothing is lost; ask why: casevault audit show 41"
      ])
  }

  @Test func `what only a backup opens is told, and that the backup is to be kept`() throws {
    #expect(
      try Self.words(closed: 1, restored: 0, keptNothing: true).lines.map(\.string) == [
        "the new key of the list of clients in entry 41, by Ana Ruiz, left 1 text that it does not open; only a backup from before that entry opens it: keep it, and ask why: casevault audit show 41"
      ])
    #expect(
      try Self.words(closed: 3, restored: 2).lines.map(\.string) == [
        "the new key of the list of clients in entry 41, by Ana Ruiz, left 3 texts that it does not open; only a backup from before that entry opens 1 of them: keep it, and ask why: casevault audit show 41"
      ])
  }

  @Test func `what a colleague can still seal anew is told with how`() throws {
    let line = try #require(try Self.words(closed: 2, restored: 0).lines.first).string
    #expect(
      line.hasSuffix(
        "the next command of whoever works there seals anew what was kept; if it stays, only a backup from before that entry opens them: keep it, and ask why: casevault audit show 41"
      ), "\(line)")
  }

  @Test func `what was kept and is something else is told though everything opens`() throws {
    #expect(
      try Self.words(closed: 0, restored: 0, keptNothing: true).lines.map(\.string) == [
        "the new key of the list of clients in entry 41, by Ana Ruiz, kept something else than it replaced; everything opens all the same; ask why: casevault audit show 41"
      ])
  }

  @Test func `what was kept and is missing is told without a name`() throws {
    #expect(
      try Self.words(closed: 0, restored: 0, isKeptMissing: true).lines.map(\.string) == [
        "what the new key of the list of clients in entry 41 kept is missing; everything opens all the same; find out what else is: casevault audit verify"
      ])
    let line = try #require(
      try Self.words(closed: 1, restored: 0, isKeptMissing: true).lines.first
    ).string
    #expect(line.contains("what was kept is missing, and only a backup"), "\(line)")
  }

  @Test func `a program is told the same`() throws {
    var result = JSONObject([])
    result.append("spoiltRotations", try Self.words(closed: 3, restored: 2, keptNothing: true).json)
    #expect(
      String(decoding: try StrictJSON.write(result), as: UTF8.self) == #"""
        {"spoiltRotations":[{"entry":41,"by":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1","name":"Ana Ruiz",\#
        "closed":3,"restored":2,"kept":false,"found":"2026-11-22T09:30:00.000Z"}]}
        """#)
  }
}
