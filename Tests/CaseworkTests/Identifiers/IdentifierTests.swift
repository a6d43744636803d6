import Testing

@testable import Casework

@Suite struct IdentifierTests {
  static let digits = "00112233445566778899aabbccddeeff"
  static let bytes: [UInt8] = [
    0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff,
  ]

  @Test func `an identifier is sixteen bytes, most significant first`() throws {
    let id = try CaseFileID(hexadecimal: Self.digits)
    #expect(id.high == 0x0011_2233_4455_6677)
    #expect(id.low == 0x8899_aabb_ccdd_eeff)
    #expect(id.bytes == Self.bytes)
    #expect(id.hexadecimal == Self.digits)
    #expect(try CaseFileID(bytes: Self.bytes) == id)
    #expect(try CaseFileID(bytes: Self.bytes[...]) == id)
  }

  @Test func `a hash is 32 bytes in order`() throws {
    let hash = try ContentHash(hexadecimal: Self.digits + Self.digits)
    #expect(hash.bytes == Self.bytes + Self.bytes)
    #expect(hash.hexadecimal == Self.digits + Self.digits)
    #expect(try ContentHash(bytes: Self.bytes + Self.bytes) == hash)
  }

  @Test(arguments: [
    "", "0", "00112233445566778899aabbccddeef", "00112233445566778899aabbccddeeff0",
    "00112233445566778899AABBCCDDEEFF", "00112233445566778899aabbccddeefg",
    "0x112233445566778899aabbccddeeff", "00112233445566778899aabbccddeef ",
    "００112233445566778899aabbccdd", " 0112233445566778899aabbccddeeff",
  ])
  func `only 32 lower-case digits spell an identifier`(text: String) {
    #expect(throws: MalformedIdentifier()) { try CaseFileID(hexadecimal: text) }
    #expect(throws: MalformedIdentifier()) { try ContentHash(hexadecimal: Self.digits + text) }
  }

  @Test(arguments: [0, 1, 15, 17, 31, 33, 64])
  func `any other number of bytes is refused`(count: Int) {
    let bytes = [UInt8](repeating: 7, count: count)
    #expect(throws: MalformedIdentifier()) { try CaseFileID(bytes: bytes) }
    #expect(throws: MalformedIdentifier()) { try ContentHash(bytes: bytes) }
  }

  @Test func `hexadecimal has one spelling for bytes`() {
    #expect(Hexadecimal.text(of: [0x00, 0x9f, 0xa0, 0xff] as [UInt8]) == "009fa0ff")
    #expect(Hexadecimal.bytes(of: "009fa0ff") == [0x00, 0x9f, 0xa0, 0xff])
    #expect(Hexadecimal.bytes(of: "") == [])
    for text in ["0", "0g", "F0", "+1", "é", "0 "] { #expect(Hexadecimal.bytes(of: text) == nil) }
  }

  @Test func `a member and a device are told apart only by what holds the compartment`() throws {
    let member = try MemberID(hexadecimal: Self.digits)
    let device = try DeviceID(hexadecimal: Self.digits)
    #expect(HolderID(member) == HolderID(device))
    #expect(HolderID(member).bytes == Self.bytes)
    #expect(HolderID(member).member == member)
  }
}
