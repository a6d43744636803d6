import Casework
import Dispatch
import Sodium
import Testing

@testable import Keyring

@Suite final class KeptSecretsTests {
  private let device: DeviceIdentity
  private let keyring: Keyring
  private let epochs: [CompartmentEpoch]
  private let kept: [UInt8]

  init() throws {
    device = try DeviceIdentity.random()
    let keyring = try Keyring()
    self.keyring = keyring
    epochs = try (0..<3).map { _ in try keyring.draw(kind: .file) }
    kept = try keyring.keptSecrets(of: epochs, for: device)
  }

  @Test func `what a device kept opens what the wraps would open`() throws {
    let other = try Keyring()
    try other.take(keptSecrets: kept, of: device) { [epochs] id, _ in
      epochs.first { $0.compartment == id }
    }
    #expect(epochs.allSatisfy { other.holds($0) })
    #expect(try secret(of: epochs[1], in: other) == secret(of: epochs[1], in: keyring))
  }

  @Test func `only what the log still names is taken in`() throws {
    let other = try Keyring()
    let first = epochs[0]
    try other.take(keptSecrets: kept, of: device) { id, number in
      id == first.compartment && number == 1 ? first : nil
    }
    #expect(other.count == 1)
    #expect(other.holds(first))
  }

  @Test func `segments stand one behind the other, and each opens`() throws {
    let later = try keyring.draw(kind: .process)
    let both = try kept + keyring.keptSecrets(of: [later], for: device)
    let other = try Keyring()
    let count = try other.take(keptSecrets: both, of: device) { [epochs] id, _ in
      (epochs + [later]).first { $0.compartment == id }
    }
    #expect(count == 2)
    #expect(other.count == 4)
  }

  @Test func `those of a large practice are taken in by several threads, each once`() throws {
    let many = try (0..<600).map { _ in try keyring.draw(kind: .file) }
    let known = Dictionary(uniqueKeysWithValues: many.map { ($0.compartment, $0) })
    let segment = try keyring.keptSecrets(of: many, for: device)
    let other = try Keyring()
    try other.take(
      keptSecrets: segment, of: device, facts: { id, _ in known[id] },
      inShares: { DispatchQueue.concurrentPerform(iterations: $0, execute: $1) })
    #expect(other.count == 600)
    #expect(many.allSatisfy { other.holds($0) })
    let wrong = CompartmentEpoch(
      compartment: many[599].compartment, kind: .file, epoch: 1, commitment: many[0].commitment,
      publicKey: many[0].publicKey)
    #expect(throws: KeyringError.wrongSecret(wrong.compartment, epoch: 1)) {
      try Keyring().take(keptSecrets: segment, of: device) { id, _ in
        id == wrong.compartment ? wrong : known[id]
      }
    }
  }

  @Test func `a kept secret that the log does not commit to is refused`() throws {
    let (first, second) = (epochs[0], epochs[1])
    let swapped = CompartmentEpoch(
      compartment: first.compartment, kind: .file, epoch: 1, commitment: second.commitment,
      publicKey: second.publicKey)
    let other = try Keyring()
    #expect(throws: KeyringError.wrongSecret(first.compartment, epoch: 1)) {
      try other.take(keptSecrets: kept, of: device) { id, _ in
        id == first.compartment ? swapped : nil
      }
    }
    #expect(other.count == 0)
  }

  @Test func `another device's kept secrets do not open, nor a changed or cut file`() throws {
    let stranger = try DeviceIdentity.random()
    let other = try Keyring()
    #expect(throws: DeviceSealingError.notThisDevice) {
      try other.take(keptSecrets: kept, of: stranger) { _, _ in nil }
    }
    var changed = kept
    changed[kept.count - 1] ^= 1
    #expect(throws: DeviceSealingError.damaged) {
      try other.take(keptSecrets: changed, of: device) { _, _ in nil }
    }
    #expect(throws: KeptSecretsMalformed()) {
      try other.take(keptSecrets: Array(kept.prefix(10)), of: device) { _, _ in nil }
    }
    #expect(throws: DeviceSealingError.truncated(bytes: 2)) {
      try other.take(keptSecrets: [0, 0, 0, 2, 1, 1], of: device) { _, _ in nil }
    }
  }

  @Test func `a pin is not taken for kept secrets, and no secret stands in the file`() throws {
    let pin = try device.sealForThisDevice([1, 2, 3], purpose: .pin)
    let other = try Keyring()
    #expect(throws: DeviceSealingError.notThisDevice) {
      try other.take(keptSecrets: UInt32(pin.count).bigEndianBytes + pin, of: device) { _, _ in
        nil
      }
    }
    #expect(!kept.contains(sequence: try secret(of: epochs[0], in: keyring)))
    // 4 length, 24 nonce, 32 commitment, 16 tag, 1 version, 52 for each of three.
    #expect(kept.count == 4 + 24 + 32 + 16 + 1 + 3 * 52)
  }

  private func secret(of epoch: CompartmentEpoch, in keyring: Keyring) throws -> [UInt8] {
    var secret = [UInt8](repeating: 0, count: 32)
    var output = secret.mutableSpan
    try keyring.copySecret(of: epoch, into: &output)
    return secret
  }
}

extension [UInt8] {
  fileprivate func contains(sequence: [UInt8]) -> Bool {
    indices.contains { self[$0...].starts(with: sequence) }
  }
}
