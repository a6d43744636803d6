import Casework
import Sodium
import Testing

@testable import Keyring

@Suite struct DeviceIdentityTests {
  private func identity(_ start: UInt8 = 0) throws -> DeviceIdentity {
    try DeviceIdentity(seed: SecretBytes(copying: [UInt8](start..<start + 32).span))
  }

  @Test func `a seed always gives the same public keys, id and fingerprint`() throws {
    let identity = try identity()
    let keys = identity.publicKeys
    // The same seed through PyNaCl and hashlib: Keys/vectors/check.py prints these.
    #expect(
      Hexadecimal.text(of: keys.signing.bytes)
        == "ce7eaa0e2812fdad39a779f56d3574773366799dda9b3609b4f7e30e92825e72")
    #expect(
      Hexadecimal.text(of: keys.box.bytes)
        == "c13ccbb8825f333c36cd9fd0bbbd82be03f821ecfcf20666539b5ab55e3cc746")
    #expect(keys.id.hexadecimal == "944ec8bcea49526bdb68a8d5b81793ed")
    #expect(keys.fingerprint == "54226 13353 67284 21042 49553 00028")
    #expect(
      Hexadecimal.text(of: identity.locatorKey.bytes.bytes)
        == "4722813de75e3cdd822a5bbb00149b5b8ed58f8a069f6ad6ee428b3de889c1fa")
  }

  @Test func `public keys survive the way into a founding and back`() throws {
    let keys = try identity().publicKeys
    #expect(keys.encoded.count == 64)
    #expect(try DevicePublicKeys(encoded: keys.encoded) == keys)
    #expect(throws: SodiumError.wrongLength(.publicKey, expected: 64, found: 63)) {
      try DevicePublicKeys(encoded: Array(keys.encoded.dropLast()))
    }
  }

  @Test func `keys that anybody could use are refused`() throws {
    let good = try identity().publicKeys.encoded
    let zero = [UInt8](repeating: 0, count: 32)
    // y = 1, the neutral element of Ed25519; u = 1, of order 4 on Curve25519 (RFC 7748 §6.1).
    let one = [1] + [UInt8](repeating: 0, count: 31)
    for point in [zero, one] {
      #expect(throws: SodiumError.unusablePublicKey) {
        try DevicePublicKeys(encoded: point + good[32...])
      }
      #expect(throws: SodiumError.unusablePublicKey) {
        try DevicePublicKeys(encoded: good[..<32] + point)
      }
    }
  }

  @Test func `what a device seals for itself opens there, as what it is`() throws {
    let identity = try identity()
    let sealed = try identity.sealForThisDevice([1, 2, 3], purpose: .pin)
    #expect(sealed.count == 75)
    let opened = try identity.openForThisDevice(sealed, purpose: .pin)
    #expect(opened == [1, 2, 3])
    let empty = try identity.sealForThisDevice([], purpose: .state)
    let nothing = try identity.openForThisDevice(empty, purpose: .state)
    #expect(nothing == [])
  }

  @Test func `what is sealed where it lies opens as any other`() throws {
    let identity = try identity()
    #expect(DeviceIdentity.roomBefore == 56)  // A nonce of 24 bytes and a commitment of 32.
    #expect(DeviceIdentity.roomBehind == 16)  // The tag.
    var bytes = [UInt8](repeating: 0, count: 56) + [1, 2, 3] + [UInt8](repeating: 0, count: 16)
    try identity.sealInPlaceForThisDevice(&bytes, purpose: .state)
    let opened = try identity.openForThisDevice(bytes, purpose: .state)
    #expect(opened == [1, 2, 3])
    var short = [UInt8](repeating: 0, count: 71)
    #expect(throws: SodiumError.wrongLength(.output, expected: 72, found: 71)) {
      try identity.sealInPlaceForThisDevice(&short, purpose: .state)
    }
  }

  @Test func `in place it opens to the same, and tells the same faults`() throws {
    let identity = try identity()
    let sealed = try identity.sealForThisDevice([1, 2, 3], purpose: .state)
    var bytes = sealed
    let text = try identity.openInPlaceForThisDevice(&bytes, purpose: .state)
    #expect(Array(bytes[text]) == [1, 2, 3])
    #expect(text == 56..<59)
    for (index, expected) in [
      (0, DeviceSealingError.notThisDevice), (24, .notThisDevice), (56, .damaged), (74, .damaged),
    ] {
      var changed = sealed.flipped(at: index)
      #expect(throws: expected, "byte \(index)") {
        try identity.openInPlaceForThisDevice(&changed, purpose: .state)
      }
    }
    var cut = Array(sealed.prefix(71))
    #expect(throws: DeviceSealingError.truncated(bytes: 71)) {
      try identity.openInPlaceForThisDevice(&cut, purpose: .state)
    }
    var other = sealed
    #expect(throws: DeviceSealingError.notThisDevice) {
      try identity.openInPlaceForThisDevice(&other, purpose: .pin)
    }
  }

  @Test func `another device's pin, another file or a changed byte is refused`() throws {
    let identity = try identity()
    let stranger = try self.identity(1)
    let sealed = try identity.sealForThisDevice([1, 2, 3], purpose: .pin)
    #expect(throws: DeviceSealingError.notThisDevice) {
      try stranger.openForThisDevice(sealed, purpose: .pin)
    }
    #expect(throws: DeviceSealingError.notThisDevice) {
      try identity.openForThisDevice(sealed, purpose: .state)
    }
    for index in 0..<56 {
      #expect(throws: DeviceSealingError.notThisDevice) {
        try identity.openForThisDevice(sealed.flipped(at: index), purpose: .pin)
      }
    }
    for index in 56..<75 {
      #expect(throws: DeviceSealingError.damaged) {
        try identity.openForThisDevice(sealed.flipped(at: index), purpose: .pin)
      }
    }
    #expect(throws: DeviceSealingError.truncated(bytes: 71)) {
      try identity.openForThisDevice(Array(sealed.prefix(71)), purpose: .pin)
    }
  }
}
