import Casework
import Sodium
import Testing

@testable import Keyring

/// What a rotation keeps of what it replaced, and who opens it.
@Suite struct KeptSlotsTests {
  let practice: Practice
  let old: CompartmentEpoch
  let new: CompartmentEpoch
  let slots: [[UInt8]]
  let text: [UInt8]

  init() throws {
    practice = try Practice()
    old = try practice.keyring.draw(kind: .file)
    new = try practice.keyring.draw(old.compartment, kind: .file, epoch: 2)
    // One slot of each form: by a holder, and from outside.
    let rows = [
      try practice.envelope(to: [old]).stored, try Practice().envelope(to: [old]).stored,
    ]
    slots = rows.map { Array($0.slots.dropFirst()) }
    var room = try ChainRoom()
    text = try practice.keyring.keepSlots(
      slots.flatMap(\.self), of: old, under: new, in: practice.vault, by: &room)
  }

  private func keyring(holding epoch: CompartmentEpoch) throws -> Keyring {
    let keyring = try Keyring()
    var secret = try SecretBytes(zeroed: EpochSecret.length)
    var target = secret.mutableSpan
    try practice.keyring.copySecret(of: epoch, into: &target)
    try keyring.add(copying: secret.span, as: epoch)
    return keyring
  }

  @Test func `whoever holds the new epoch gets the old secret and the slots, in their order`()
    throws
  {
    #expect(slots.map(\.count) == [77, 129])
    let keyring = try keyring(holding: new)
    let kept = try keyring.openKeptSlots(text, from: new, in: practice.vault)
    #expect(kept == KeptSlots(epoch: old, slots: slots))
    #expect(keyring.holds(old))
    #expect(KeptSlots.canBe(text, of: 2))
    keyring.forget(kept.epoch)
    #expect(!keyring.holds(old) && keyring.holds(new))
  }

  @Test func `nothing is kept of nothing but the secret`() throws {
    var room = try ChainRoom()
    let text = try practice.keyring.keepSlots(
      [], of: old, under: new, in: practice.vault, by: &room)
    #expect(text.count == KeptSlots.overhead)
    let kept = try keyring(holding: new).openKeptSlots(text, from: new, in: practice.vault)
    #expect(kept == KeptSlots(epoch: old, slots: []))
    #expect(KeptSlots.canBe(text, of: 0) && !KeptSlots.canBe(text, of: 1))
  }

  @Test func `who has the old epoch alone opens nothing of it`() throws {
    let leaver = try keyring(holding: old)
    #expect(throws: KeyringError.notHeld(new.compartment, epoch: 2)) {
      try leaver.openKeptSlots(text, from: new, in: practice.vault)
    }
    #expect(throws: ChainError.misplaced) {
      try leaver.openKeptSlots(text, from: old, in: practice.vault)
    }
  }

  @Test func `it opens in its own vault and compartment alone`() throws {
    let keyring = practice.keyring
    let elsewhere = old.commitment
    #expect(throws: ChainError.misplaced) {
      try keyring.openKeptSlots(text, from: new, in: elsewhere)
    }
    let other = try keyring.draw(kind: .file, epoch: 2)
    #expect(throws: ChainError.misplaced) {
      try keyring.openKeptSlots(text, from: other, in: practice.vault)
    }
  }

  @Test func `a changed byte is refused wherever it stands, and so is what was cut`() throws {
    for place in text.indices {
      var changed = text
      changed[place] ^= 1
      #expect(throws: (any Error).self, "byte \(place)") {
        try practice.keyring.openKeptSlots(changed, from: new, in: practice.vault)
      }
    }
    for length in [0, 1, KeptSlots.overhead - 1, text.count - 1] {
      #expect(throws: (any Error).self) {
        try practice.keyring.openKeptSlots(
          Array(text[..<length]), from: new, in: practice.vault)
      }
    }
    #expect(!KeptSlots.canBe(Array(text.dropLast(60)), of: 2))
    #expect(!KeptSlots.canBe([2] + text.dropFirst(), of: 2))
  }

  @Test func `what is no row of slots is refused though its seal is right`() throws {
    var room = try ChainRoom()
    for slots in [[9], Array(slots[0].dropLast()), slots[0] + [1]] as [[UInt8]] {
      let text = try practice.keyring.keepSlots(
        slots, of: old, under: new, in: practice.vault, by: &room)
      #expect(throws: EnvelopeError.malformedSlots) {
        try practice.keyring.openKeptSlots(text, from: new, in: practice.vault)
      }
    }
  }
}
