import AuditLog
import Sodium
import Testing

/// One leaf, made by a second implementation: Python's hashlib and pyca/cryptography, so without
/// libsodium, written from docs/format.md §6 alone.
///
/// Signing seed: 32 bytes 01. Log key: 32 bytes 42. Vault id: 00 … 1f. Sequence 0, prior root of the
/// empty tree, epoch 7, nonce 64 … 7b. Event: `{"type":"note.read"}`.
struct LeafVectorTests {
  static let leaf = [
    "0201000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f0000000000000000e3b0",
    "c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855000000076465666768696a6b6c6d",
    "6e6f707172737475767778797a7b01019acb6d9e975015866f01135142b160cfd125f015428cd08317db26f8",
    "bbcad7af9f7bf338c87d7fa1694ab8f55672a0b27c977392e844d901bc81315d2126d401ef1ec76860a10550",
    "15897743d9eeb9528547c984ba393c79efb08dc78f98c2e5a812c588e1ea6c784cb045a30b964158cdfe9d7a",
    "4026d66d2c0319b67204340a0f707e059d9f9c9d673cd17cf9afe14a72c6bd7dd52deb65e6f721f0c3d9b0a3",
    "87a39803c5b6dd248ff58873919e3441bc203a12cd9aea4e4b287fdeb9c14751b0e63b068ecae7fece415a51",
    "0229d41e3a839a84c101ed64699eb4e1d59c41096ac439b60097ab7b6c87755c4618aa7c8f000feb65489c34",
    "29ada427559a416f6866b51150200b5bde5b0b4c423e083507b88d0d2d8bd89463ba02db1e10c185bcd26eee",
    "2524fe30ee5a86870923",
  ].joined()
  static let hash = "726869959a947215ff2f96b1ea434294c8732ce1ee599c17001bdba234bf53ff"
  static let leafKey = "07e9f3412072c0073cbd2af243ad028b087afe0a9956829de915023d29de83b2"

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
