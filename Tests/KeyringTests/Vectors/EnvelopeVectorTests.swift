import Casework
import Foundation
import Sodium
import Testing

@testable import Keyring

@Suite struct EnvelopeVectorTests {
  private struct Contents: Decodable {
    let vault: Hex
    let file, fileAfterRotation, oversight: EpochVector
    let kept: Hex
    let envelopes: [Entry]

    struct Entry: Decodable {
      let id, slots, header, body, headerText, bodyText, hash, slotsDigest: Hex
      let version: UInt32
      let slotsAfterRotation: Hex?

      func row(slots: Hex? = nil) throws -> StoredEnvelope {
        StoredEnvelope(
          id: try id.envelopeID(), version: version, shelf: 0,
          slots: slots?.bytes ?? self.slots.bytes, header: header.bytes, body: body.bytes)
      }
    }
  }

  private let contents: Contents
  private let vault: ContentHash

  init() throws {
    contents = try PublishedVector.read("envelope")
    vault = try contents.vault.hash()
  }

  /// Header and body as one holder reads them.
  private func texts(of row: StoredEnvelope, for holder: EpochVector) throws -> [[UInt8]] {
    let keyring = try Keyring()
    let epoch = try holder.added(to: keyring)
    var opener = try EnvelopeOpener(vault: vault, keyring: keyring)
    let texts = try opener.texts(of: row, as: epoch.compartment)
    return [texts.header, texts.body]
  }

  @Test func `the published envelopes open through either form of slot`() throws {
    #expect(contents.envelopes.count == 3)
    for entry in contents.envelopes {
      let expected = [entry.headerText.bytes, entry.bodyText.bytes]
      let row = try entry.row()
      #expect(try texts(of: row, for: contents.file) == expected)
      #expect(try texts(of: row, for: contents.oversight) == expected)
      #expect(throws: EnvelopeError.notAddressed) {
        try texts(of: row, for: contents.fileAfterRotation)
      }
    }
  }

  @Test func `the published envelope opens under the file's next epoch after its rotation`() throws
  {
    let entry = try #require(contents.envelopes.first { $0.slotsAfterRotation != nil })
    let row = try entry.row(slots: entry.slotsAfterRotation)
    let expected = [entry.headerText.bytes, entry.bodyText.bytes]
    #expect(try texts(of: row, for: contents.fileAfterRotation) == expected)
    #expect(throws: EnvelopeError.notAddressed) { try texts(of: row, for: contents.file) }
  }

  @Test func `what the published rotation kept opens to the slot and the secret before it`() throws
  {
    let keyring = try Keyring()
    let after = try contents.fileAfterRotation.added(to: keyring)
    let kept = try keyring.openKeptSlots(contents.kept.bytes, from: after, in: vault)
    #expect(try kept.epoch == contents.file.facts())
    let entry = try #require(contents.envelopes.first { $0.slotsAfterRotation != nil })
    // Behind the count, the file's slot is the first.
    #expect(kept.slots == [Array(entry.slots.bytes[1..<78])])
  }

  @Test func `hash and slots digest come out as published, without a key`() throws {
    for entry in contents.envelopes {
      let row = try entry.row()
      #expect(try row.hash(in: vault) == entry.hash.hash())
      #expect(try row.slotHashes().digest == entry.slotsDigest.hash())
    }
  }

  @Test func `rows hashed one after the other come out as published`() throws {
    var hashing = EnvelopeHashing(in: vault)
    // Twice: what stood there before must leave no trace.
    for entry in contents.envelopes + contents.envelopes {
      let row = try entry.row()
      let slots = try hashing.hashes(ofSlots: row.slots.span)
      let hash = try hashing.hash(
        of: row.id, version: row.version, header: row.header.span, body: row.body.span)
      #expect(try slots.digest == entry.slotsDigest.hash())
      #expect(try slots == SlotHashes(of: row.slots))
      #expect(try hash == entry.hash.hash())
    }
    let row = try #require(try contents.envelopes.first?.row())
    let none: [UInt8] = []
    var refusal: EnvelopeError?
    do {
      _ = try hashing.hash(of: row.id, version: 1, header: row.header.span, body: none.span)
    } catch {
      refusal = error
    }
    #expect(refusal == .truncated(.body))
  }

  @Test func `a ciphertext made for two keys opens for the one that it commits to`() throws {
    struct TwoKeys: Decodable {
      let vault, id, slots, header, body, bodyText: Hex
      let version: UInt32
      let readers: [EpochVector]
    }
    let vector: TwoKeys = try PublishedVector.read("two-keys")
    let row = StoredEnvelope(
      id: try vector.id.envelopeID(), version: vector.version, shelf: 0,
      slots: vector.slots.bytes, header: vector.header.bytes, body: vector.body.bytes)
    let keyring = try Keyring()
    let readers = try vector.readers.map { try $0.added(to: keyring) }
    var opener = try EnvelopeOpener(vault: try vector.vault.hash(), keyring: keyring)
    let body = try opener.body(of: row, as: readers[0].compartment)
    #expect(body == vector.bodyText.bytes)
    do {
      _ = try opener.body(of: row, as: readers[1].compartment)
      Issue.record("the second reader was shown another text")
    } catch {
      #expect(error as? EnvelopeError == .misplaced(.body))
    }
  }
}
