import Keyring
import System
import Testing

@testable import CaseVault
@testable import CaseVaultCommands
@testable import Casework

/// What `member review` says of what no script comes upon: every command first does what is due.
@Suite struct AccessPageTests {
  private let page: AccessPage

  init() throws {
    let ana = try MemberID(hexadecimal: String(repeating: "a1", count: 16))
    let held = HeldAccess(
      member: ana, file: nil, through: .grantLeft(4), entry: 12,
      since: try #require(Moment("2026-11-22T09:30:00.000Z")), lastUse: nil)
    page = AccessPage(
      AccessList(size: 13, of: nil, held: [held], digest: AccessListDigest.of([held])),
      in: VaultState(), naming: [ana: "Ana Ruiz"])
  }

  @Test func `a grant that left its key behind is told with what takes it away`() {
    let text = page.text(Layout(columns: nil, hasColour: false)).string
    #expect(text.contains("grant G-4, over; its key is left"))
    #expect(
      text.hasSuffix(
        "\n\n1 grant is over and left a key behind, which goes with anybody's next command: casevault vault tend"
      ), "\(text)")
  }

  @Test func `whoever has left is said to have`() throws {
    let ana = try MemberID(hexadecimal: String(repeating: "a1", count: 16))
    let held = HeldAccess(
      member: ana, file: nil, through: .roleLeft(.vault), entry: 12,
      since: try #require(Moment("2026-11-22T09:30:00.000Z")), lastUse: nil, hasLeft: true)
    let page = AccessPage(
      AccessList(size: 13, of: nil, held: [held], digest: AccessListDigest.of([held])),
      in: VaultState(), naming: [ana: "Ana Ruiz"])
    let text = page.text(Layout(columns: nil, hasColour: false)).string
    #expect(text.contains("Ana Ruiz, who has left"), "\(text)")
    #expect(text.contains("role lost, key not exchanged yet"), "\(text)")
    let facts = String(decoding: try StrictJSON.write(page.result), as: UTF8.self)
    #expect(facts.contains(#""name":"Ana Ruiz","hasLeft":true,"through":"role-left""#), "\(facts)")
  }

  @Test func `a program is told the same`() throws {
    let text = String(decoding: try StrictJSON.write(page.result), as: UTF8.self)
    #expect(
      text.contains(
        #""through":"grant-left","grant":"G-4","droppedBy":"casevault vault tend","since":"2026-11-22T09:30:00.000Z","entry":12"#
      ), "\(text)")
  }
}
