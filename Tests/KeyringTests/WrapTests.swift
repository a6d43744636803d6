import Casework
import Sodium
import Testing

@testable import Keyring

@Suite struct WrapTests {
  let practice: Practice
  let member: CompartmentEpoch
  let file: CompartmentEpoch

  init() throws {
    practice = try Practice()
    member = try practice.keyring.draw(kind: .member)
    file = try practice.keyring.draw(kind: .file)
  }

  /// A keyring that holds the member's compartment and nothing else.
  private func memberOnly() throws -> Keyring {
    let keyring = try Keyring()
    var secret = try SecretBytes(zeroed: 32)
    var target = secret.mutableSpan
    try practice.keyring.copySecret(of: member, into: &target)
    try keyring.add(copying: secret.span, as: member)
    return keyring
  }

  /// What opening a wrap says; nil when it opens.
  private func refusal(
    of wrap: [UInt8], as epoch: CompartmentEpoch, vault: ContentHash? = nil
  ) throws -> WrapError? {
    let keyring = try memberOnly()
    let opener = try WrapOpener(member, in: keyring)
    do {
      try keyring.open(wrap, as: epoch, by: opener, in: vault ?? practice.vault)
      return nil
    } catch let error as WrapError {
      return error
    }
  }

  @Test func `a member opens what was wrapped to the member's compartment`() throws {
    let wrap = try practice.keyring.wrap(file, for: .member(member), in: practice.vault)
    #expect(wrap.bytes.count == 167)  // 119 bytes of text and 48 of box
    #expect(wrap.locator.count == 16)
    let keyring = try memberOnly()
    let opener = try WrapOpener(member, in: keyring)
    try keyring.open(wrap.bytes, as: file, by: opener, in: practice.vault)
    #expect(keyring.holds(file))
    let stored = try practice.envelope(body: "shared", to: [file]).stored
    var envelopes = try EnvelopeOpener(vault: practice.vault, keyring: keyring)
    let body = try envelopes.body(of: stored, as: file.compartment)
    #expect(String(decoding: body, as: UTF8.self) == "shared")
  }

  @Test func `holder and epoch give the locator; the bytes of a wrap have no part in it`() throws {
    let first = try practice.keyring.wrap(file, for: .member(member), in: practice.vault)
    let second = try practice.keyring.wrap(file, for: .member(member), in: practice.vault)
    #expect(first.locator == second.locator)
    #expect(first.bytes != second.bytes)
    #expect(first.hash != second.hash)
    let other = try practice.keyring.draw(kind: .member)
    let third = try practice.keyring.wrap(file, for: .member(other), in: practice.vault)
    #expect(third.locator != first.locator)
  }

  @Test
  func `a device opens its member's compartment before there is a vault, and then the vault's`()
    throws
  {
    let seed = try SecretBytes(copying: [UInt8](0..<32).span)
    let identity = try DeviceIdentity(seed: seed)
    let device = WrapHolder.device(identity.publicKeys, locatorKey: identity.locatorKey)
    let vaultEpoch = try practice.keyring.draw(kind: .vault, epoch: 3)
    let memberWrap = try practice.keyring.firstWrap(member, for: device, in: nil)
    let vaultWrap = try practice.keyring.firstWrap(
      vaultEpoch, for: .member(member), in: practice.vault)
    let expected = try identity.locatorKey.firstWrapLocator()
    #expect(memberWrap.locator == expected.bytes)

    let keyring = try Keyring()
    let deviceOpener = WrapOpener(identity)
    let opened = try keyring.openFirst(
      memberWrap.bytes, kind: .member, by: deviceOpener, in: practice.vault)
    #expect(opened == member)
    let memberOpener = try WrapOpener(opened, in: keyring)
    #expect(try LocatorKey(of: opened).firstWrapLocator().bytes == vaultWrap.locator)
    let openedVault = try keyring.openFirst(
      vaultWrap.bytes, kind: .vault, by: memberOpener, in: practice.vault)
    #expect(openedVault == vaultEpoch)
  }

  @Test func `only a member's compartment is wrapped before there is a vault`() throws {
    let early = try practice.keyring.wrap(file, for: .member(member), in: nil)
    #expect(try refusal(of: early.bytes, as: file) == .anotherVault)
    let rotated = try practice.keyring.draw(member.compartment, kind: .member, epoch: 2)
    let late = try practice.keyring.wrap(rotated, for: .member(member), in: nil)
    #expect(try refusal(of: late.bytes, as: rotated) == .anotherVault)
  }

  @Test func `a wrap mixed up with another is refused by the field that differs`() throws {
    let keyring = practice.keyring
    func wrapped(_ epoch: CompartmentEpoch) throws -> [UInt8] {
      try keyring.wrap(epoch, for: .member(member), in: practice.vault).bytes
    }
    let bytes = try wrapped(file)
    #expect(try refusal(of: bytes, as: file) == nil)
    #expect(try refusal(of: bytes, as: file, vault: practice.otherVault) == .anotherVault)
    let otherFile = try keyring.draw(kind: .file)
    #expect(try refusal(of: wrapped(otherFile), as: file) == .anotherCompartment)
    let next = try keyring.draw(file.compartment, kind: .file, epoch: 2)
    #expect(try refusal(of: wrapped(next), as: file) == .anotherEpoch)
    let grant = try keyring.draw(kind: .grant)
    #expect(try refusal(of: wrapped(grant), as: file) == .anotherKind)
    #expect(try refusal(of: Array(bytes.dropLast()), as: file) == .wrongLength(166))
    for index in stride(from: 0, to: 167, by: 13) {
      #expect(try refusal(of: bytes.flipped(at: index), as: file) == .notForThisHolder)
    }
  }

  @Test func `a wrap for somebody else does not open, nor one that was passed on`() throws {
    let other = try practice.keyring.draw(kind: .member)
    let wrap = try practice.keyring.wrap(file, for: .member(other), in: practice.vault)
    #expect(try refusal(of: wrap.bytes, as: file) == .notForThisHolder)
    // Sealed to this member's key, but the text inside names the other.
    let passedOn = WrapHolder.member(
      other, publicKey: try WrapHolder.member(member).publicKey)
    let forged = try practice.keyring.wrap(file, for: passedOn, in: practice.vault)
    #expect(try refusal(of: forged.bytes, as: file) == .anotherHolder)
  }

  @Test func `a planted secret is found by its commitment, a planted key by the log`() throws {
    // Somebody with the database draws a secret of their own and wraps it as the file's.
    let attacker = try Keyring()
    let planted = try attacker.draw(file.compartment, kind: .file, epoch: 1)
    let wrap = try attacker.wrap(planted, for: .member(member), in: practice.vault)
    #expect(try refusal(of: wrap.bytes, as: file) == .wrongSecret)
    let honest = try practice.keyring.wrap(file, for: .member(member), in: practice.vault)
    let otherKey = CompartmentEpoch(
      compartment: file.compartment, kind: file.kind, epoch: file.epoch,
      commitment: file.commitment, publicKey: planted.publicKey)
    #expect(try refusal(of: honest.bytes, as: otherKey) == .wrongPublicKey)
  }
}
