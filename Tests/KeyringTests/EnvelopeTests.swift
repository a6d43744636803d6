import Casework
import Sodium
import Testing

@testable import Keyring

@Suite struct EnvelopeTests {
  let practice: Practice
  let file: CompartmentEpoch

  init() throws {
    practice = try Practice()
    file = try practice.keyring.draw(kind: .file)
  }

  @Test func `what was sealed opens for a holder, header and body apart or together`() throws {
    let sealed = try practice.envelope(header: "list me", body: "Client slept well.", to: [file])
    var opener = try EnvelopeOpener(vault: practice.vault, keyring: practice.keyring)
    let header = try opener.header(of: sealed.stored, as: file.compartment)
    let body = try opener.body(of: sealed.stored, as: file.compartment)
    let both = try opener.texts(of: sealed.stored, as: file.compartment)
    #expect(String(decoding: header, as: UTF8.self) == "list me")
    #expect(String(decoding: body, as: UTF8.self) == "Client slept well.")
    #expect(both.header == header)
    #expect(both.body == body)
  }

  @Test(arguments: [0, 1, 507, 508, 509, 4_092, 4_093, 20_000, 100_000])
  func `texts of every size come back whole`(size: Int) throws {
    let text = String(repeating: "x", count: size)
    let sealed = try practice.envelope(body: text, to: [file])
    var opener = try EnvelopeOpener(vault: practice.vault, keyring: practice.keyring)
    let body = try opener.body(of: sealed.stored, as: file.compartment)
    #expect(body.count == size)
    #expect(body.allSatisfy { $0 == UInt8(ascii: "x") })
  }

  @Test func `a row holds exactly the bytes that the format counts`() throws {
    let oversight = try Practice().keyring.draw(kind: .oversight)
    let stored = try practice.envelope(to: [file, oversight]).stored
    // nonce 24 + commitment 32 + tag 16 = 72; header "header" pads to 128, body "body" to 512.
    #expect(stored.header.count == 72 + 128)
    #expect(stored.body.count == 72 + 512)
    // count 1, symmetric slot 1 + 16 + 12 + 32 + 16, sealed slot 1 + 16 + 112.
    #expect(stored.slots.count == 1 + 77 + 129)
    #expect(stored.slots[0] == 2)
    #expect(stored.slots[1] == 1)
    #expect(stored.slots[78] == 2)
  }

  @Test func `two envelopes with the same words have no byte run in common`() throws {
    let first = try practice.envelope(to: [file]).stored
    let second = try practice.envelope(to: [file]).stored
    // Eight bytes that are alike by chance: a million pairs among 2^64. What the format itself repeats,
    // the number and kind of slots, is two bytes long.
    let known = Set([first.slots, first.header, first.body].flatMap(runsOfEight))
    #expect(known.count == (78 - 7) + (200 - 7) + (584 - 7))
    let common = [second.slots, second.header, second.body].flatMap(runsOfEight)
      .filter(known.contains)
    #expect(common == [])
  }

  @Test func `who does not hold a compartment writes to it and cannot read it`() throws {
    let officer = try Practice()
    let oversight = try officer.keyring.draw(kind: .oversight)
    let stored = try practice.envelope(body: "to whom, on what basis", to: [oversight]).stored
    #expect(try practice.refusal(in: stored, as: oversight.compartment) == .notAddressed)
    var opener = try EnvelopeOpener(vault: practice.vault, keyring: officer.keyring)
    let body = try opener.body(of: stored, as: oversight.compartment)
    #expect(String(decoding: body, as: UTF8.self) == "to whom, on what basis")
  }

  @Test func `a slot of an older epoch opens as long as that epoch is held`() throws {
    let stored = try practice.envelope(body: "old", to: [file]).stored
    _ = try practice.keyring.draw(file.compartment, kind: .file, epoch: 2)
    #expect(try practice.refusal(in: stored, as: file.compartment) == nil)
    practice.keyring.forget(file.compartment)
    #expect(try practice.refusal(in: stored, as: file.compartment) == .notAddressed)
  }

  @Test func `an envelope is addressed to at least one and at most 255 compartments`() throws {
    #expect(throws: EnvelopeError.addressees(count: 0)) { try practice.envelope(to: []) }
    let many = [CompartmentEpoch](repeating: file, count: 256)
    #expect(throws: EnvelopeError.addressees(count: 256)) { try practice.envelope(to: many) }
  }

  @Test func `a text longer than the format takes is refused before it is sealed`() throws {
    let long = String(repeating: "x", count: (1 << 16) + 1)
    #expect(throws: EnvelopeError.tooLong(.header, bytes: 65_537)) {
      try practice.envelope(header: long, to: [file])
    }
  }
}

/// Every eight bytes that stand together.
private func runsOfEight(of bytes: [UInt8]) -> [[UInt8]] {
  (0...bytes.count - 8).map { Array(bytes[$0..<$0 + 8]) }
}
