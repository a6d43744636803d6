import AuditLog
import Casework
import Foundation
import Sodium
import Testing

@testable import Keyring

@Suite struct LogVectorTests {
  /// The log key of the epoch that a vector names, through the keyring as the program gets it.
  private func logKey(of epoch: EpochVector) throws -> SecretBytes {
    let keyring = try Keyring()
    let facts = try epoch.added(to: keyring)
    var key = try SecretBytes(zeroed: EpochKey.length)
    try keyring.copy(.log, of: facts, into: &key)
    return key
  }

  @Test func `the published founding gives the published vault id`() throws {
    struct Contents: Decodable { let founding, vault: Hex }
    let contents: Contents = try PublishedVector.read("founding")
    let founding = try #require(Founding(bytes: contents.founding.bytes))
    #expect(founding.preset == .agency)
    #expect(founding.founders.count == 2)
    // label("casevault/1 founding"): one byte with the length, 20, then the text.
    let label = [20] + Array("casevault/1 founding".utf8)
    let digest = SHA256.digest(of: label.span, contents.founding.bytes.span)
    #expect(digest.bytes == contents.vault.bytes)
  }

  @Test func `the published entries open, follow one another and bear their signatures`() throws {
    struct Contents: Decodable {
      let vault: Hex
      let vaultEpoch: EpochVector
      let signers: [Hex]
      let leaves: [Entry]
      struct Entry: Decodable {
        let bytes, hash, rootAfter: Hex
        let event: String
      }
    }
    let contents: Contents = try PublishedVector.read("leaf")
    let key = try logKey(of: contents.vaultEpoch)
    let vault = try #require(VaultID(hexadecimal: Hexadecimal.text(of: contents.vault.bytes)))
    let signers = try contents.signers.map { try Ed25519.VerifyingKey($0.bytes) }
    var frontier = Frontier()
    for (number, entry) in contents.leaves.enumerated() {
      let leaf = try Leaf(entry.bytes.bytes, of: vault)
      #expect(leaf.header.sequence == UInt64(number))
      #expect(leaf.header.priorRoot == frontier.root)
      let opened = try leaf.opened(logKey: key.span)
      let expectedSigners = number == 0 ? signers : Array(signers.prefix(1))
      let signed = try opened.verified(by: expectedSigners)
      #expect(String(decoding: signed.event, as: UTF8.self) == entry.event)
      #expect(leaf.hash().digest.bytes == entry.hash.bytes)
      frontier.append(leaf.hash())
      #expect(frontier.root.digest.bytes == entry.rootAfter.bytes)
    }
    #expect(contents.leaves.count == 2)
  }

  @Test func `the published chunk lies at its address and opens`() throws {
    struct Contents: Decodable {
      let vault, bytes, text, address: Hex
      let vaultEpoch: EpochVector
    }
    let contents: Contents = try PublishedVector.read("chunk")
    let key = try logKey(of: contents.vaultEpoch)
    let vault = try #require(VaultID(hexadecimal: Hexadecimal.text(of: contents.vault.bytes)))
    let chunk = try Chunk(contents.bytes.bytes)
    #expect(chunk.address.bytes == contents.address.bytes)
    let text = try chunk.opened(of: vault, logKey: key.span)
    #expect(text == contents.text.bytes)
    // Version 1 had another cipher: it is refused as such, before its tag can seem damaged.
    let older = [1] + contents.bytes.bytes.dropFirst()
    #expect(throws: ChunkRefusal.malformed) { try Chunk(older) }
  }
}
