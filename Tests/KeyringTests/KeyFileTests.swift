import Sodium
import Testing

@testable import Keyring

@Suite struct KeyFileTests {
  static let words = "umbrella tidal kettle"
  let keys: DevicePublicKeys
  let file: [UInt8]

  init() throws {
    keys = try Self.identity().publicKeys
    file = try Self.sealed(under: Self.words)
  }

  private static func identity() throws -> DeviceIdentity {
    try DeviceIdentity(seed: SecretBytes(copying: [UInt8](0..<32).span))
  }

  private static func sealed(under words: String) throws -> [UInt8] {
    let chosen = try ChosenPassphrase(typed: Array(words.utf8).span)
    return try KeyFile.seal(identity(), under: chosen, cost: .forTestsOnly)
  }

  /// What opening says; nil when it gives this identity.
  private func refusal(of file: [UInt8], with words: String = words) throws -> KeyFileError? {
    let passphrase = try Passphrase(typed: Array(words.utf8).span)
    do {
      let opened = try KeyFile.open(file, with: passphrase)
      let openedKeys = opened.publicKeys
      #expect(openedKeys == keys)
      return nil
    } catch let error as KeyFileError {
      return error
    }
  }

  @Test func `the passphrase opens the file, in whatever normal form it is typed`() throws {
    #expect(file.count == 142)
    #expect(try refusal(of: file) == nil)
    let other = try Self.sealed(under: "caf\u{e9} au lait, sil vous pla\u{ee}t")
    let apart = "cafe\u{301} au lait, sil vous plai\u{302}t"
    #expect(try refusal(of: other, with: apart) == nil)
  }

  @Test func `a wrong passphrase is told from a damaged file`() throws {
    #expect(try refusal(of: file, with: "umbrella tidal kettles") == .wrongPassphrase)
    for index in 38..<70 { #expect(try refusal(of: file.flipped(at: index)) == .wrongPassphrase) }
    for index in 70..<142 { #expect(try refusal(of: file.flipped(at: index)) == .damaged) }
    // The salt decides the key, so a changed one cannot be told from a wrong passphrase.
    #expect(try refusal(of: file.flipped(at: 22)) == .wrongPassphrase)
  }

  @Test func `what is no key file is named for what it is`() throws {
    #expect(try refusal(of: []) == .notAKeyFile)
    #expect(try refusal(of: Array("-----BEGIN OPENSSH PRIVATE KEY-----".utf8)) == .notAKeyFile)
    #expect(try refusal(of: Array(file.prefix(4))) == .truncated(bytes: 4))
    #expect(try refusal(of: Array(file.prefix(9))) == .truncated(bytes: 9))
    #expect(try refusal(of: Array(file.dropLast())) == .truncated(bytes: 141))
    #expect(try refusal(of: file + [0, 0]) == .trailingBytes(count: 2))
    var newer = file
    newer[8] = 2
    #expect(try refusal(of: newer) == .unsupportedVersion(2))
    var otherSuite = file
    otherSuite[9] = 7
    #expect(try refusal(of: otherSuite) == .unsupportedSuite(7))
  }

  @Test func `a file that went through a text transfer is recognised`() throws {
    // CR LF to LF, CR LF to CR, LF to CR LF.
    for lineEnd in [[0x0a], [0x0d], [0x0d, 0x0d, 0x0a]] as [[UInt8]] {
      let mangled = Array(file[..<5]) + lineEnd + file[7...]
      #expect(try refusal(of: mangled) == .mangledAsText)
    }
  }

  @Test(
    arguments: [
      (0, 268_435_456), (11, 268_435_456), (4_294_967_295, 268_435_456), (3, 1_073_741_825),
      (3, 0), (3, 18_446_744_073_709_551_615),
    ] as [(UInt32, UInt64)])
  func `a cost beyond what is read is refused before anything is allocated`(
    operations: UInt32, memory: UInt64
  ) throws {
    var bomb = file
    for index in 0..<4 {
      bomb[10 + index] = UInt8(truncatingIfNeeded: operations >> (24 - 8 * index))
    }
    for index in 0..<8 { bomb[14 + index] = UInt8(truncatingIfNeeded: memory >> (56 - 8 * index)) }
    #expect(
      try refusal(of: bomb) == .costOutOfBounds(operations: operations, memory: memory))
  }

  @Test func `no file is written below 64 MiB or above what is read`() {
    #expect(throws: KeyFileError.costOutOfBounds(operations: 3, memory: 67_108_863)) {
      try KeyFileCost(operations: 3, memory: (64 << 20) - 1)
    }
    #expect(throws: KeyFileError.costOutOfBounds(operations: 11, memory: 67_108_864)) {
      try KeyFileCost(operations: 11, memory: 64 << 20)
    }
    #expect(throws: KeyFileError.costOutOfBounds(operations: 3, memory: 1_073_741_825)) {
      try KeyFileCost(operations: 3, memory: (1 << 30) + 1)
    }
    #expect(KeyFileCost.standard.operations == 3)
    #expect(KeyFileCost.standard.memory == 268_435_456)  // 256 MiB
  }

  @Test func `the same seed sealed twice gives files with nothing in common`() throws {
    let again = try Self.sealed(under: Self.words)
    #expect(again.prefix(22) == file.prefix(22))
    #expect(again[22..<38] != file[22..<38])
    #expect(again[38..<70] != file[38..<70])
    #expect(again[94...] != file[94...])
  }
}
