import Casework
import Sodium
import Testing

@testable import Keyring

@Suite struct KeyringTests {
  let practice: Practice

  init() throws { practice = try Practice() }

  @Test func `a keyring takes only the secret that the log commits to`() throws {
    let secret = try EpochSecret.random()
    let facts = try secret.facts(of: .random(), kind: .file, epoch: 1)
    let other = try EpochSecret.random()
    #expect(throws: KeyringError.wrongSecret(facts.compartment, epoch: 1)) {
      try practice.keyring.add(other, as: facts)
    }
    #expect(practice.keyring.count == 0)
    try practice.keyring.add(secret, as: facts)
    #expect(practice.keyring.holds(facts))
    #expect(practice.keyring.count == 1)
  }

  @Test func `the same secret under another compartment or epoch is another commitment`() throws {
    let secret = try EpochSecret.random()
    let (one, two) = (CompartmentID.random(), CompartmentID.random())
    let first = try secret.facts(of: one, kind: .file, epoch: 1)
    let otherEpoch = try secret.facts(of: one, kind: .file, epoch: 2)
    let otherCompartment = try secret.facts(of: two, kind: .file, epoch: 1)
    #expect(Set([first, otherEpoch, otherCompartment].map(\.commitment)).count == 3)
    #expect(first.publicKey == otherEpoch.publicKey)
  }

  @Test func `an epoch drawn again after a failed rotation is the one that counts`() throws {
    let id = CompartmentID.random()
    let first = try practice.keyring.draw(id, kind: .file, epoch: 2)
    let second = try practice.keyring.draw(id, kind: .file, epoch: 2)
    #expect(practice.keyring.count == 1)
    #expect(practice.keyring.holds(second))
    #expect(!practice.keyring.holds(first))
    var key = try SecretBytes(zeroed: 32)
    #expect(throws: KeyringError.wrongSecret(id, epoch: 2)) {
      try practice.keyring.copy(.symmetric, of: first, into: &key)
    }
    #expect(throws: KeyringError.wrongSecret(id, epoch: 2)) {
      try practice.envelope(to: [first])
    }
    let stored = try practice.envelope(to: [second]).stored
    #expect(try practice.refusal(in: stored, as: id) == nil)
  }

  @Test func `epochs are listed with the newest first, in whatever order they came`() throws {
    let id = CompartmentID.random()
    for epoch: UInt32 in [2, 5, 1, 3] {
      _ = try practice.keyring.draw(id, kind: .vault, epoch: epoch)
    }
    #expect(practice.keyring.epochs(of: id).map(\.epoch) == [5, 3, 2, 1])
  }

  @Test func `what was forgotten is gone, and only that`() throws {
    let kept = try practice.keyring.draw(kind: .file)
    let gone = try practice.keyring.draw(kind: .file)
    _ = try practice.keyring.draw(gone.compartment, kind: .file, epoch: 2)
    practice.keyring.forget(gone.compartment)
    #expect(practice.keyring.count == 1)
    #expect(practice.keyring.holds(kept))
    #expect(practice.keyring.epochs(of: gone.compartment).isEmpty)
    var key = try SecretBytes(zeroed: 32)
    #expect(throws: KeyringError.notHeld(gone.compartment, epoch: 1)) {
      try practice.keyring.copy(.symmetric, of: gone, into: &key)
    }
    practice.keyring.forgetEverything()
    #expect(practice.keyring.count == 0)
  }

  @Test func `several threads add, read and forget at once`() async throws {
    let shared = try practice.keyring.draw(kind: .vault)
    let keyring = practice.keyring
    let failures = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask { Self.failures(of: 200, sharing: shared, in: keyring) }
      }
      return await group.reduce(0, +)
    }
    #expect(failures == 0)
    #expect(keyring.count == 1)
  }

  private static func failures(
    of rounds: Int, sharing shared: CompartmentEpoch, in keyring: Keyring
  ) -> Int {
    var failures = 0
    for _ in 0..<rounds {
      do {
        var key = try SecretBytes(zeroed: 32)
        try keyring.copy(.log, of: shared, into: &key)
        let own = try keyring.draw(kind: .file)
        try keyring.copy(.symmetric, of: own, into: &key)
        keyring.forget(own.compartment)
      } catch {
        failures += 1
      }
    }
    return failures
  }
}
