import Casework
import Foundation
import Sodium
import Testing

@testable import Keyring

@Suite struct CompartmentVectorTests {
  private struct Stored: Decodable {
    let locator, bytes, hash: Hex
  }

  @Test func `the published secrets give the published keys, commitments and locator keys`() throws
  {
    struct Contents: Decodable {
      let epochs: [Derived]
      struct Derived: Decodable { let symmetricKey, boxSeed, logKey, chainKey, locatorKey: Hex }
    }
    struct Secrets: Decodable { let epochs: [EpochVector] }
    let derived: Contents = try PublishedVector.read("compartment")
    let secrets: Secrets = try PublishedVector.read("compartment")
    let keyring = try Keyring()
    #expect(secrets.epochs.count == 6)
    for (epoch, expected) in zip(secrets.epochs, derived.epochs) {
      let facts = try epoch.added(to: keyring)
      let found = try EpochKey.allInOrder.map { try copy($0, of: facts, in: keyring) }
      #expect(
        found
          == [expected.symmetricKey, expected.boxSeed, expected.logKey, expected.chainKey]
          .map(\.bytes))
      #expect(LocatorKey(of: facts).bytes.bytes == expected.locatorKey.bytes)
      let secret = try EpochSecret(copying: epoch.secret.bytes.span)
      let stated = try secret.facts(of: facts.compartment, kind: facts.kind, epoch: facts.epoch)
      #expect(stated == facts)
    }
  }

  private func copy(
    _ key: EpochKey, of epoch: CompartmentEpoch, in keyring: Keyring
  ) throws -> [UInt8] {
    var secret = try SecretBytes(zeroed: EpochKey.length)
    try keyring.copy(key, of: epoch, into: &secret)
    return [UInt8](copying: secret.span)
  }

  @Test func `the published wraps open for the member and the device they are for`() throws {
    struct Contents: Decodable {
      let vault, deviceSeed: Hex
      let member: EpochVector
      let wraps: [Entry]

      struct Entry: Decodable {
        let holder: String
        let first: Bool
        let of: EpochVector
        let wrap: Stored
      }
    }
    let contents: Contents = try PublishedVector.read("wrap")
    let vault = try contents.vault.hash()
    let identity = try DeviceIdentity(seed: SecretBytes(copying: contents.deviceSeed.bytes.span))
    #expect(contents.wraps.count == 3)
    for entry in contents.wraps {
      let keyring = try Keyring()
      let member = try contents.member.added(to: keyring)
      let opener =
        entry.holder == "device"
        ? WrapOpener(identity) : try WrapOpener(member, in: keyring)
      let epoch = try entry.of.facts()
      if entry.first {
        let claimed = try keyring.openFirst(
          entry.wrap.bytes.bytes, kind: epoch.kind, by: opener, in: vault)
        #expect(claimed == epoch)
      }
      try keyring.open(entry.wrap.bytes.bytes, as: epoch, by: opener, in: vault)
      #expect(keyring.holds(epoch))
      let key = opener.holder.locatorKey
      let locator =
        entry.first
        ? try key.firstWrapLocator()
        : try key.wrapLocator(of: epoch.compartment, epoch: epoch.epoch)
      #expect(locator.bytes == entry.wrap.locator.bytes)
      let wrap = Wrap(locator: locator.bytes, bytes: entry.wrap.bytes.bytes)
      #expect(wrap.hash == (try entry.wrap.hash.hash()))
    }
  }

  @Test func `the published chain leads to the epoch before`() throws {
    struct Contents: Decodable {
      let vault: Hex
      let old, new: EpochVector
      let chain: Stored
    }
    let contents: Contents = try PublishedVector.read("chain")
    let keyring = try Keyring()
    let new = try contents.new.added(to: keyring)
    let old = try contents.old.facts()
    try keyring.follow(
      contents.chain.bytes.bytes, from: new, to: old, in: try contents.vault.hash())
    #expect(keyring.holds(old))
    #expect(try Keyring.chainLocator(of: new).bytes == contents.chain.locator.bytes)
  }
}

extension EpochKey {
  fileprivate static let allInOrder: [EpochKey] = [.symmetric, .boxSeed, .log, .chain]
}
