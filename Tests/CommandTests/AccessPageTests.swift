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

  @Test(arguments: [80, 110])
  func `what something is held through is never cut`(columns: Int) throws {
    let ana = try MemberID(hexadecimal: String(repeating: "a1", count: 16))
    let since = try #require(Moment("2026-11-22T09:30:00.000Z"))
    let ways: [HeldAccess.Through] = [
      .recovery(.process, quorum: 3, reach: 12), .keyOf(ana), .roleLeft(.oversight),
    ]
    let held = ways.map {
      HeldAccess(
        member: ana, file: nil, through: $0, entry: 12_345, since: since,
        lastUse: HeldAccess.Use(entry: 9, at: since))
    }
    let page = AccessPage(
      AccessList(size: 13, of: nil, held: held, digest: AccessListDigest.of(held)),
      in: VaultState(), naming: [ana: "Anastasia Ruiz de la Prada y Mendoza"])
    let text = page.text(Layout(columns: columns, hasColour: false)).string
    #expect(!text.contains("…"), "\(text)")
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= columns }, "\(text)")
    for word in ["psychotherapy", "authors", "exchanged", "yet", "Mendoza", "Last used"] {
      #expect(text.contains(word), "\(text)")
    }
  }

  @Test func `a program is told the same`() throws {
    let text = String(decoding: try StrictJSON.write(page.result), as: UTF8.self)
    #expect(
      text.contains(
        #""through":"grant-left","grant":"G-4","droppedBy":"casevault vault tend","since":"2026-11-22T09:30:00.000Z","entry":12"#
      ), "\(text)")
  }
}
