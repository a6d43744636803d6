import Casework
import Sodium
import Testing

@testable import Keyring

@Suite struct RotationTests {
  let practice: Practice
  let old: CompartmentEpoch
  let new: CompartmentEpoch

  init() throws {
    practice = try Practice()
    old = try practice.keyring.draw(kind: .file)
    new = try practice.keyring.draw(old.compartment, kind: .file, epoch: 2)
  }

  private func reslotted(_ row: StoredEnvelope, at place: Int = 0) throws -> StoredEnvelope {
    var reslotter = try EnvelopeReslotter(vault: practice.vault, keyring: practice.keyring)
    let renewed = try reslotter.reslot(
      row.slots, beside: row.header, at: place, of: row.id, version: row.version, from: old, to: new
    )
    // What the log will say of it: this slot was another, and all others are what they were.
    let (before, after) = (try row.slotHashes(), try SlotHashes(of: renewed.slots))
    #expect(renewed.before == before.hash(at: place))
    #expect(renewed.after == after.hash(at: place))
    #expect(after.with([place: renewed.before]) == before)
    return row.with(slots: renewed.slots)
  }

  @Test func `after a rotation a note opens under the new epoch alone, its parts untouched`() throws
  {
    let sealed = try practice.envelope(body: "unchanged", to: [old])
    let rotated = try reslotted(sealed.stored)
    #expect(rotated.header == sealed.stored.header)
    #expect(rotated.body == sealed.stored.body)
    #expect(try rotated.hash(in: practice.vault) == sealed.hash)
    #expect(try rotated.slotHashes().digest != sealed.slotsDigest)
    let leaver = try keyring(holding: old)
    let remaining = try keyring(holding: new)
    #expect(try body(of: rotated, with: remaining) == "unchanged")
    #expect(throws: EnvelopeError.notAddressed) { try body(of: rotated, with: leaver) }
    // The limit that SECURITY.md states: a copy of the row from before stays readable.
    #expect(try body(of: sealed.stored, with: leaver) == "unchanged")
  }

  @Test func `slots for other compartments stay as they are`() throws {
    let other = try practice.keyring.draw(kind: .grant)
    let outside = try Practice().keyring.draw(kind: .oversight)
    let sealed = try practice.envelope(to: [other, old, outside]).stored
    let rotated = try reslotted(sealed, at: 1)
    // Where another compartment's slot stands, this one's is not looked for.
    #expect(throws: EnvelopeError.notAddressed) { try reslotted(sealed, at: 0) }
    #expect(rotated.slots.count == sealed.slots.count)
    #expect(rotated.slots[..<78] == sealed.slots[..<78])
    #expect(rotated.slots[78..<155] != sealed.slots[78..<155])
    #expect(rotated.slots[155...] == sealed.slots[155...])
  }

  @Test func `a sealed slot becomes one under the new epoch's own key`() throws {
    let outsider = try Practice()
    let sealed = try outsider.envelope(body: "from outside", to: [old]).stored
    #expect(sealed.slots[1] == 2)
    let rotated = try reslotted(sealed)
    #expect(rotated.slots[1] == 1)
    let remaining = try keyring(holding: new)
    #expect(try body(of: rotated, with: remaining) == "from outside")
  }

  @Test func `an envelope that was not addressed to the old epoch is not re-slotted`() throws {
    let sealed = try practice.envelope(to: [new]).stored
    #expect(throws: EnvelopeError.notAddressed) { try reslotted(sealed) }
    practice.keyring.forget(old.compartment)
    #expect(throws: KeyringError.notHeld(old.compartment, epoch: 1)) { try reslotted(sealed) }
  }

  @Test func `a chain leads from the new epoch to the one before`() throws {
    let chain = try practice.keyring.chain(old, under: new, in: practice.vault)
    #expect(chain.bytes.count == 104)
    #expect(try Keyring.chainLocator(of: new).bytes == chain.locator)
    let remaining = try keyring(holding: new)
    try remaining.follow(chain.bytes, from: new, to: old, in: practice.vault)
    #expect(remaining.holds(old))
  }

  @Test func `a chain of another place, a changed one or a planted one is refused`() throws {
    let chain = try practice.keyring.chain(old, under: new, in: practice.vault).bytes
    let third = try practice.keyring.draw(old.compartment, kind: .file, epoch: 3)
    let remaining = practice.keyring
    func follow(
      _ bytes: [UInt8], from epoch: CompartmentEpoch, vault: ContentHash? = nil
    ) throws {
      try remaining.follow(bytes, from: epoch, to: old, in: vault ?? practice.vault)
    }
    #expect(throws: ChainError.misplaced) { try follow(chain, from: third) }
    #expect(throws: ChainError.misplaced) {
      try follow(chain, from: new, vault: practice.otherVault)
    }
    #expect(throws: ChainError.misplaced) { try follow(chain.flipped(at: 30), from: new) }
    #expect(throws: ChainError.damaged) { try follow(chain.flipped(at: 103), from: new) }
    #expect(throws: ChainError.wrongLength(103)) { try follow(Array(chain.dropLast()), from: new) }
    let planted = try practice.keyring.chain(third, under: new, in: practice.vault).bytes
    #expect(throws: KeyringError.wrongSecret(old.compartment, epoch: 1)) {
      try follow(planted, from: new)
    }
  }

  private func keyring(holding epoch: CompartmentEpoch) throws -> Keyring {
    let keyring = try Keyring()
    var secret = try SecretBytes(zeroed: 32)
    var target = secret.mutableSpan
    try practice.keyring.copySecret(of: epoch, into: &target)
    try keyring.add(copying: secret.span, as: epoch)
    return keyring
  }

  private func body(of row: StoredEnvelope, with keyring: Keyring) throws -> String {
    var opener = try EnvelopeOpener(vault: practice.vault, keyring: keyring)
    let body = try opener.body(of: row, as: old.compartment)
    return String(decoding: body, as: UTF8.self)
  }
}
