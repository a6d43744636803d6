import Sodium
import Testing

@Suite struct Argon2idTests {
  let salt = [UInt8](repeating: 7, count: 16)
  let passphrase = Array("correct horse battery staple".utf8)

  @Test func `a passphrase stretches as libsodium publishes`() throws {
    // libsodium (ISC licence), test/default/pwhash_argon2id.c, tv, case 6, and pwhash_argon2id.exp:
    // one pass, 1,631,659 bytes; only the first half of the salt printed there is used.
    let phrase = bytes("b540beb016a5366524d4605156493f9874514a5aa58818cd0c6dfffaa9e90205f17b")
    let published = bytes("44071f6d181561670bda728d43fb79b4")
    let expected =
      "7fb72409b0987f8190c3729710e98c3f80c5a8727d425fdcde7f3644d467fe97"
      + "3f5b5fee683bd3fce812cb9ae5e9921a2d06c2f1905e4e839692f2b934b682f1"
      + "1a2fe2b90482ea5dd234863516dba6f52dc0702d324ec77d860c2e181f84472b"
      + "d7104fedce071ffa93c5309494ad51623d214447a7b2b1462dc7d5d55a1f6fd5"
      + "b54ce024118d86f0c6489d16545aaa87b6689dad9f2fb47fda9894f8e12b87d9"
      + "78b483ccd4cc5fd9595cdc7a818452f915ce2f7df95ec12b1c72e3788d473441"
      + "d884f9748eb14703c21b45d82fd667b85f5b2d98c13303b3fe76285531a826b6"
      + "fc0fe8e3dddecf"
    let cost = try Argon2id.Cost(operations: 1, memory: 1_631_659)
    let key = try Argon2id.derive(
      from: phrase.span, salt: published.span, cost: cost, count: 231)
    let made = [UInt8](copying: key.span)
    #expect(hexadecimal(made) == expected)
  }

  @Test func `several passes stretch as libsodium publishes`() throws {
    // As above, tv, case 4: three passes, 1,432,947 bytes.
    let phrase = bytes(
      "4a857e2ee8aa9b6056f2424e84d24a72473378906ee04a46cb05311502d5250b82"
        + "ad86b83c8f20a23dbb74f6da60b0b6ecffd67134d45946ac8ebfb3064294bc097d"
        + "43ced68642bfb8bbbdd0f50b30118f5e")
    let published = bytes("39d82eef32010b8b79cc5ba88ed539fb")
    let expected =
      "08d8cd330c57e1b4643241d05bb468ba4ee4e932cd0858816be9ef15360b27bb"
      + "d06a87130ee92222be267a29b81f5ae8fe8613324cfc4832dc49387fd0602f1c"
      + "57b4d0f3855db94fb7e12eb05f9a484aed4a4307abf586cd3d55c809bc081541"
      + "e00b682772fb2066504ff935b8ebc551a2083882f874bc0fae68e56848ae34c9"
      + "1097c3bf0cca8e75c0797eef3efde3f75e005815018db3cf7c109a812264c4de"
      + "69dcb22322dbbcfa447f5b00ecd1b04a7be1569c8e556adb7bba48adf81d"
    let cost = try Argon2id.Cost(operations: 3, memory: 1_432_947)
    let key = try Argon2id.derive(
      from: phrase.span, salt: published.span, cost: cost, count: 190)
    let made = [UInt8](copying: key.span)
    #expect(hexadecimal(made) == expected)
  }

  @Test func `an empty passphrase stretches too`() throws {
    let cost = try Argon2id.Cost(operations: 1, memory: 8192)
    let key = try Argon2id.derive(from: Span(), salt: salt.span, cost: cost, count: 32)
    let zero = [UInt8](repeating: 0, count: 32)
    let same = ConstantTime.equal(key.span, zero.span)
    #expect(!same)
  }

  @Test(arguments: [Int.min, -1, 0, 11, Int.max])
  func `a number of passes out of bounds is refused before any work`(operations: Int) {
    #expect(throws: SodiumError.outOfRange(.operations, allowed: 1...10, found: operations)) {
      try Argon2id.Cost(operations: operations, memory: 1 << 20)
    }
  }

  @Test(arguments: [Int.min, 0, 8191, 1 << 30 + 1, Int.max])
  func `an amount of memory out of bounds is refused before any is taken`(memory: Int) {
    let refusal = SodiumError.outOfRange(.memory, allowed: 8192...1_073_741_824, found: memory)
    #expect(throws: refusal) { try Argon2id.Cost(operations: 1, memory: memory) }
  }

  @Test(arguments: [0, 8, 15, 17, 32])
  func `a salt of another length is refused`(length: Int) throws {
    let odd = [UInt8](repeating: 7, count: length)
    let cost = try Argon2id.Cost(operations: 1, memory: 8192)
    #expect(throws: SodiumError.wrongLength(.salt, expected: 16, found: length)) {
      _ = try Argon2id.derive(from: passphrase.span, salt: odd.span, cost: cost, count: 32).count
    }
  }

  @Test(arguments: [-1, 0, 15, 1025])
  func `a key of another length is refused`(count: Int) throws {
    let cost = try Argon2id.Cost(operations: 1, memory: 8192)
    #expect(throws: SodiumError.outOfRange(.output, allowed: 16...1024, found: count)) {
      _ = try Argon2id.derive(from: passphrase.span, salt: salt.span, cost: cost, count: count)
        .count
    }
  }
}
