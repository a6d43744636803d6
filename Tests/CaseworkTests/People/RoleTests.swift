import Testing

@testable import Casework

@Suite struct RoleTests {
  @Test func `an auditor is nothing else`() {
    #expect(Role.combine([.auditor]))
    for role in Role.all where role != .auditor { #expect(!Role.combine([.auditor, role])) }
  }

  @Test func `everyone has a role, and none twice`() {
    #expect(!Role.combine([]))
    #expect(!Role.combine([.clinician, .clinician]))
    #expect(Role.combine([.clinician, .supervisor, .privacyOfficer, .administrator]))
  }

  @Test func `founders hold privacy officer and administrator between them`() {
    #expect(Role.founders.map { $0.map(\.code) } == [["privacy-officer"], ["administrator"]])
    // All but auditing: design §7. Trainee adds nothing to a clinician.
    #expect(
      Role.solo.map(\.code) == ["clinician", "supervisor", "privacy-officer", "administrator"])
  }

  @Test func `words are found again`() {
    for role in Role.all { #expect(Role.named(role.code) == role) }
    for power in Power.all { #expect(Power.named(power.code) == power) }
    for kind in CompartmentKind.all {
      #expect(CompartmentKind.named(kind.code) == kind)
      #expect(CompartmentKind.numbered(kind.number) == kind)
    }
    #expect(Role.named("owner") == nil)
    #expect(Power.named("everything") == nil)
    #expect(CompartmentKind.numbered(0) == nil && CompartmentKind.numbered(11) == nil)
  }

  // docs/format.md §4.
  @Test func `kinds of compartment keep their numbers`() {
    #expect(
      CompartmentKind.all.map { "\($0.number) \($0.code)" } == [
        "1 vault", "2 oversight", "3 registry", "4 member", "5 file", "6 grant", "7 process",
        "8 report", "9 emergency", "10 recovery",
      ])
  }
}

@Suite struct FoundingBytesTests {
  static let solo = Founding(
    nonce: hash(0x5e), preset: .solo, founders: [.init(signingKey: hash(0x11), boxKey: hash(0x12))])
  static let agency = Founding(
    nonce: hash(0x5e), preset: .agency,
    founders: [
      .init(signingKey: hash(0x11), boxKey: hash(0x12)),
      .init(signingKey: hash(0x13), boxKey: hash(0x14)),
    ])

  private static func r(_ byte: String) -> String { String(repeating: byte, count: 32) }

  // docs/format.md §3: suite ‖ 32 random bytes ‖ preset ‖ quorum ‖ founders ‖ keys.
  @Test func `a founding has one form`() {
    #expect(
      Hexadecimal.text(of: Self.solo.bytes) == "01" + Self.r("5e") + "010101" + Self.r("11")
        + Self.r("12"))
    #expect(
      Hexadecimal.text(of: Self.agency.bytes) == "01" + Self.r("5e") + "020202" + Self.r("11")
        + Self.r("12") + Self.r("13") + Self.r("14"))
    #expect(Founding(bytes: Self.solo.bytes) == Self.solo)
    #expect(Founding(bytes: Self.agency.bytes) == Self.agency)
  }

  @Test(
    arguments: [
      (0, 0), (0, 2),  // suite
      (33, 0), (33, 2), (33, 3),  // preset
      (34, 0), (34, 2),  // quorum
      (35, 0), (35, 2), (35, 255),  // founders
    ] as [(Int, UInt8)])
  func `a founding of another shape is none`(place: Int, byte: UInt8) {
    var bytes = Self.solo.bytes
    bytes[place] = byte
    #expect(Founding(bytes: bytes) == nil)
  }

  @Test func `a founding that is cut or longer is none`() {
    for founding in [Self.solo, Self.agency] {
      for length in founding.bytes.indices {
        #expect(Founding(bytes: Array(founding.bytes[..<length])) == nil)
      }
      #expect(Founding(bytes: founding.bytes + [0]) == nil)
    }
  }
}
