import Casework
import System
import Testing

@testable import CaseVaultCommands

/// The digits that are suggested when more than one note begins with what was typed.
@Suite struct NoteChoiceTests {
  @Test func `any two of the ids that are suggested differ`() throws {
    let ids = ["12345678", "1234a000", "12345679"].map { $0 + String(repeating: "0", count: 24) }
    let notes = try ids.map { try NoteID(hexadecimal: $0) }
    let wording = SeveralNotes(typed: "1234", notes: notes).wording
    #expect(wording.message.string == "3 notes begin with 1234")
    // The first and the last share seven digits; the eighth tells them apart, the ninth is to spare.
    #expect(
      wording.hint?.string == "type more digits: 123456780, 1234a0000 and 123456790")
  }
}
