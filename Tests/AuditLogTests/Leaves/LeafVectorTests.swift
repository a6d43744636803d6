import AuditLog
import Sodium
import Testing

/// One leaf, made by a second implementation: Python's hashlib and libsodium through ctypes, written
/// from docs/format.md §6 alone.
///
/// Signing seed: 32 bytes 01. Log key: 32 bytes 42. Vault id: 00 … 1f. Sequence 0, prior root of the
/// empty tree, epoch 7, nonce 64 … 7b. Event: `{"type":"note.read"}`.
struct LeafVectorTests {
  static let leaf = [
    "0101000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f0000000000000000e3b0",
    "c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855000000076465666768696a6b6c6d",
    "6e6f707172737475767778797a7beb0701cdc49c4abe9b91ca123365ccdbb009a16f3f113ad28b8377e9d8c3",
    "2006f37fa8919d3f4e6d367f9bf0f8f6fbc1a0206a0b53dc58bcca29b92be92466a0e6c51f1fffb0eeb815ac",
    "ec3d911bb4f6b5b0807a10781f2c7d69c127d43176950080abe3e318a02c62159e41527659f8c3be9727cf2e",
    "3587370cf7a7730140e71c5eea151fb67386fb77a2b2b8f0fcce9c9cafc9fc700bfa44796d1258eb83f810ea",
    "52ae882fb6691c83c458dffebf9fb13d958865c95e3f645ba635e6d318196441cba32ee58e4374514b03f789",
    "0a3303a41352343a27755d430b3c22bb52e1d7df4ecc0017a219e5cfc89e2cb2624e89f85aaab0d2c88cbb67",
    "4b1ec607f4f75872cb12c1876ec33af237be1000b842a845ef011811bb1d64b7e6915003e2480e5c9b0250a0",
    "6e31565351f3bdd757c4",
  ].joined()
  static let hash = "0fcbda632f718d57713aa7a71260ea71e70f4395456e039b6ac02548604e3705"
  static let leafKey = "b692eed20d21449f78eed64762cb77e3a3d00367e9288073d1092de814e357e4"

  let maker: LeafMaker
  let event = Array(#"{"type":"note.read"}"#.utf8)

  init() throws {
    maker = try LeafMaker()
  }

  @Test func `the published leaf opens to its event and signer`() throws {
    let leaf = try Leaf(bytes(Self.leaf), of: maker.vault)
    #expect(leaf.header.sequence == 0)
    #expect(leaf.header.epoch == 7)
    #expect(leaf.header.priorRoot == .ofEmptyTree)
    #expect(leaf.hash().hexadecimal == Self.hash)
    let entry = try maker.open(leaf).verified(by: [maker.verifyingKey])
    #expect(Array(entry.event) == event)
  }

  @Test func `the same inputs make the published leaf byte for byte`() throws {
    let nonce = try FixedBytes<24>(Array(100...123))
    let header = LeafHeader(vault: maker.vault, after: Frontier(), epoch: 7, nonce: nonce)
    let leaf = try maker.seal(event, header: header)
    #expect(leaf.bytes == (try bytes(Self.leaf)))
  }

  @Test func `the published leaf key opens the leaf without the log key`() throws {
    let leaf = try Leaf(bytes(Self.leaf), of: maker.vault)
    let opened = try maker.open(leaf, disclosedKey: bytes(Self.leafKey))
    #expect(Array(opened.event) == event)
    #expect(try maker.disclosedKey(of: leaf) == (try bytes(Self.leafKey)))
  }
}
