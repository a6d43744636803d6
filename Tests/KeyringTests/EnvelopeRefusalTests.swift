import Casework
import Sodium
import Testing

@testable import Keyring

/// Rows that somebody with full write access to the database put together.
@Suite struct EnvelopeRefusalTests {
  let practice: Practice
  let file: CompartmentEpoch
  let row: StoredEnvelope

  init() throws {
    practice = try Practice()
    file = try practice.keyring.draw(kind: .file)
    row = try practice.envelope(to: [file]).stored
  }

  private func refusal(
    of part: EnvelopePart = .body, in row: StoredEnvelope, vault: ContentHash? = nil
  ) throws -> EnvelopeError? {
    try practice.refusal(of: part, in: row, as: file.compartment, vault: vault)
  }

  @Test func `another note's row does not pass for this one`() throws {
    let other = try practice.envelope(to: [file]).stored
    #expect(try refusal(in: row.with(id: other.id)) == .notAddressed)
    #expect(try refusal(in: row.with(header: other.header)) == .misplaced(.body))
    #expect(try refusal(in: row.with(body: other.body)) == .misplaced(.body))
    #expect(try refusal(of: .header, in: row.with(header: other.header)) == .misplaced(.header))
    #expect(try refusal(in: row.with(slots: other.slots)) == .notAddressed)
  }

  @Test func `an old version does not pass for the new one`() throws {
    let next = try practice.envelope(id: row.id, version: 2, to: [file]).stored
    #expect(try refusal(in: row.with(version: 2)) == .notAddressed)
    #expect(try refusal(in: next.with(body: row.body)) == .misplaced(.body))
    #expect(try refusal(in: next.with(header: row.header, body: row.body)) == .misplaced(.body))
  }

  @Test func `another client's note does not open in this file`() throws {
    let otherFile = try practice.keyring.draw(kind: .file)
    let other = try practice.envelope(to: [otherFile]).stored
    #expect(try refusal(in: other) == .notAddressed)
  }

  @Test func `a header does not pass for a body, nor a body for a header`() throws {
    // Bodies of 512 bytes have the length of a header as well.
    #expect(try refusal(of: .header, in: row.with(header: row.body)) == .misplaced(.header))
    let long = String(repeating: "h", count: 500)
    let wide = try practice.envelope(header: long, to: [file]).stored
    #expect(wide.header.count == wide.body.count)
    #expect(try refusal(in: wide.with(body: wide.header)) == .misplaced(.body))
  }

  @Test func `a file holder cannot give an old body a new header`() throws {
    // The holder knows the data key, and so seals a header in the same place that opens well.
    let place = EnvelopePlace(vault: practice.vault, id: row.id, version: row.version)
    var cipher = try SlotCipher(keyring: practice.keyring)
    var dataKey = try SecretBytes(zeroed: 32)
    try cipher.open(row.slots.span, as: file.compartment, at: place, into: &dataKey)
    let forged = try sealedHeader("signed by somebody else", under: dataKey, at: place)
    let changed = row.with(header: forged)
    #expect(try refusal(of: .header, in: changed) == nil)
    #expect(try refusal(in: changed) == .misplaced(.body))
  }

  private func sealedHeader(
    _ text: String, under key: borrowing SecretBytes, at place: EnvelopePlace
  ) throws -> [UInt8] {
    var padded = try PaddedText()
    try padded.pad(Array(text.utf8).span, as: .header)
    var message = Message()
    place.additionalData(of: .header, paddedLength: padded.count, header: Span(), in: &message)
    let label = Label.part(.header)
    let sealed = try CommittingAEAD.seal(
      [UInt8](copying: padded.room.span.extracting(first: padded.count)), key: key.span,
      label: label.span, additionalData: message.span)
    return sealed.nonce.bytes + sealed.commitment.bytes + sealed.ciphertext
  }

  @Test func `a row of another vault does not open here`() throws {
    #expect(try refusal(in: row, vault: practice.otherVault) == .damagedSlot)
  }

  @Test func `every flipped byte of a part is found, and said to be damage or misplacement`() throws
  {
    for index in row.body.indices {
      let expected: EnvelopeError = index < 56 ? .misplaced(.body) : .damaged(.body)
      #expect(try refusal(in: row.with(body: row.body.flipped(at: index))) == expected)
    }
    for index in row.header.indices {
      let expected: EnvelopeError = index < 56 ? .misplaced(.header) : .damaged(.header)
      let changed = row.with(header: row.header.flipped(at: index))
      #expect(try refusal(of: .header, in: changed) == expected)
    }
  }

  @Test func `every flipped byte of one slot of two is found`() throws {
    let other = try practice.keyring.draw(kind: .process)
    let row = try practice.envelope(to: [file, other]).stored
    #expect(row.slots.count == 1 + 2 * 77)
    for index in 0..<78 {
      let expected: EnvelopeError =
        switch index {
        case 0, 1: .malformedSlots
        case 2..<18: .notAddressed
        default: .damagedSlot
        }
      #expect(try refusal(in: row.with(slots: row.slots.flipped(at: index))) == expected)
    }
  }

  @Test func `the locator of a row's only slot is not looked at, everything else of it is`() throws
  {
    #expect(row.slots.count == 1 + 77)
    for index in row.slots.indices {
      let expected: EnvelopeError? =
        switch index {
        case 0, 1: .malformedSlots
        // It only says where to look; `verify` finds it by the digest of the slots.
        case 2..<18: nil
        default: .damagedSlot
        }
      #expect(try refusal(in: row.with(slots: row.slots.flipped(at: index))) == expected)
    }
  }

  @Test func `cut and lengthened columns are refused`() throws {
    for count in [0, 1, 71, 72, row.body.count - 1] {
      let cut = row.with(body: Array(row.body.prefix(count)))
      #expect(try refusal(in: cut) == .truncated(.body))
    }
    #expect(try refusal(in: row.with(header: [])) == .truncated(.header))
    #expect(try refusal(in: row.with(body: row.body + [0])) == .truncated(.body))
    let longer = row.with(body: row.body + [UInt8](repeating: 0, count: 512))
    #expect(try refusal(in: longer) == .misplaced(.body))
    for slots in [[], [0], [1], Array(row.slots.dropLast()), row.slots + [0]] as [[UInt8]] {
      #expect(try refusal(in: row.with(slots: slots)) == .malformedSlots)
    }
  }
}
